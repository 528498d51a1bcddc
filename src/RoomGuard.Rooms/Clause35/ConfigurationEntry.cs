using System.Globalization;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Clause35;

/// <summary>One change of RoomGuard's own configuration.</summary>
/// <param name="Kind">What kind of thing it is: <c>site</c>, <c>room</c>, <c>equipment</c>, <c>point</c>, <c>limits</c>, <c>contact</c>, <c>contract</c>, <c>model</c>.</param>
/// <param name="Name">What the thing is called, for example <c>hq/srv-1/ups-1</c>.</param>
/// <param name="Before">What stood there; null when it is new.</param>
/// <param name="After">What stands there; null when it is gone.</param>
/// <param name="By">Who changed it.</param>
/// <param name="At">When, UTC.</param>
public sealed record ConfigurationChange(string Kind, string Name, string? Before, string? After, string By, DateTimeOffset At)
{
    /// <summary>The room as <c>{site}/{room}</c> that it belongs to, the site when it belongs to no room, or empty.</summary>
    public string Place => Name.Split('/') is var parts && Kind is "room" or "equipment" or "point" && parts.Length >= 2 ? $"{parts[0]}/{parts[1]}" : Kind == "site" ? Name : "";
}

/// <summary>Journal 35.6, section A: every change of RoomGuard's own configuration. Other equipment's changes are a person's to write.</summary>
public static class ConfigurationEntry
{
    /// <summary>Most characters of what stood and stands there.</summary>
    public const int MaxLength = 4_000;

    /// <summary>Drafts the entry of one change.</summary>
    public static JournalDraft Draft(ConfigurationChange change)
    {
        var result = change.Before is null ? "added" : change.After is null ? "removed" : "changed";
        var fields = new Fields();
        fields.Set("object", new JournalValue.Local(RoomTexts.Fill(RoomTexts.Get($"config.{change.Kind}"), ("name", LocalText.Same(change.Name)))));
        fields.SetTime("changed_at", change.At);
        fields.SetChoice("change", "change", result);
        fields.Set("before", Text(change.Before));
        fields.Set("after", Text(change.After));
        fields.Set("changed_by", new JournalValue.Plain(change.By));
        return new JournalDraft
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"config|{change.Kind}|{change.Name}|{change.At.UtcTicks}"),
            Journal = "35.6",
            Kind = "config_change",
            Section = "A",
            Equipment = change.Kind is "equipment" or "point" && change.Name.Split('/') is [_, _, var equipment, ..] ? equipment : "roomguard",
            StartedAt = change.At,
            EndedAt = change.At,
            Result = result,
            Fields = fields.All,
        };
    }

    private static JournalValue.Plain? Text(string? side) => side is null
        ? null
        : new JournalValue.Plain(side.Length <= MaxLength ? side : string.Create(CultureInfo.InvariantCulture, $"{side.AsSpan(0, MaxLength)}… ({side.Length})"));
}
