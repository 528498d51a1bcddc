using System.Globalization;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Points;

namespace RoomGuard.Central.Sites;

/// <summary>A contract under which equipment is maintained; the equipment names it by its id. An item of the list <c>contracts</c>. Immutable.</summary>
/// <param name="Id">Its name in the files.</param>
/// <param name="Number">Its number as it stands on the paper.</param>
/// <param name="Counterparty">Who does the work.</param>
public sealed record MaintenanceContract(string Id, string Number, string Counterparty)
{
    /// <summary>What it is about, in the operator's words; null when nobody said.</summary>
    public string? Subject { get; init; }

    /// <summary>The first day it is valid; null when nobody said.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day it is valid; null when it has no end.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Whom to call, by the contact's id; null when nobody said.</summary>
    public string? Contact { get; init; }

    internal static MaintenanceContract Read(SettingsNode node)
    {
        var id = node.GetText("id");
        if (id.Length > 0 && !PointName.IsValid(id))
        {
            node.Refuse("id", $"is \"{id}\"; it must be {PointName.Rule}.");
        }

        var contract = new MaintenanceContract(id, node.GetText("number"), node.GetText("counterparty"))
        {
            Subject = node.GetOptionalText("subject"),
            From = ReadDay(node, "from"),
            To = ReadDay(node, "to"),
            Contact = node.GetOptionalText("contact"),
        };
        if (contract is { From: { } from, To: { } to } && to < from)
        {
            node.Refuse("to", "is before from.");
        }

        return contract;
    }

    private static DateOnly? ReadDay(SettingsNode node, string key)
    {
        if (node.GetOptionalText(key) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        node.Refuse(key, $"is \"{text}\"; it must be a day such as \"2026-01-31\".");
        return null;
    }
}
