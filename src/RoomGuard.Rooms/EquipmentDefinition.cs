using RoomGuard.Contract.Files;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Rooms;

/// <summary>One piece of equipment as the operator names it in journals.</summary>
/// <param name="Id">The equipment part of its points.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Inventory">Inventory number; null when it has none.</param>
/// <param name="RatedKw">Rated power in kW; null when nobody said. Load in percent of a generator needs it.</param>
public sealed record EquipmentDefinition(string Id, LocalText Name, string? Inventory = null, double? RatedKw = null)
{
    /// <summary>What a piece of equipment may be called.</summary>
    public static IReadOnlyDictionary<string, string> Kinds { get; } = new[]
    {
        "ups", "generator", "ats", "pdu", "panel", "battery", "hvac", "sensor", "door", "camera", "recorder", "fire", "intrusion", "network", "server", "agent", "other",
    }.ToDictionary(kind => kind, StringComparer.Ordinal);

    /// <summary>What it is, one of <see cref="Kinds"/>; <c>other</c> when nobody said.</summary>
    public string Kind { get; init; } = "other";

    /// <summary>Maker and model; null when nobody said.</summary>
    public string? Model { get; init; }

    /// <summary>Serial number; null when nobody said.</summary>
    public string? Serial { get; init; }

    /// <summary>Where in the room it stands; null when nobody said.</summary>
    public string? Place { get; init; }

    /// <summary>The contract under which it is maintained, by the contract's id; null when there is none.</summary>
    public string? Contract { get; init; }

    /// <summary>How it is linked to what reads it, one of <see cref="LinkWords"/>.</summary>
    public string Link { get; init; } = LinkWords.Wired;

    /// <summary>Equipment it has its power or its connection from: while that is down, its own silence is no news. Not in a circle.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Reads one entry of a room's <c>equipment</c>; faults go to the file.</summary>
    public static EquipmentDefinition Read(SettingsNode node)
    {
        var id = node.GetText("id");
        if (id.Length > 0 && !PointName.IsValid(id))
        {
            node.Refuse("id", $"is \"{id}\"; it must be {PointName.Rule}.");
        }

        return new EquipmentDefinition(
            id,
            LocalNames.Read(node, "name", id),
            node.GetOptionalText("inventory"),
            node.GetNumber("ratedKw", 0, 100_000, 0) is var kilowatts and > 0 ? kilowatts : null)
        {
            Kind = node.GetChoice("kind", Kinds, "other"),
            Model = node.GetOptionalText("model"),
            Serial = node.GetOptionalText("serial"),
            Place = node.GetOptionalText("place"),
            Contract = node.GetOptionalText("contract"),
            Link = node.GetChoice("link", LinkWords.All, LinkWords.Wired),
            DependsOn = node.GetTexts("dependsOn"),
        };
    }
}
