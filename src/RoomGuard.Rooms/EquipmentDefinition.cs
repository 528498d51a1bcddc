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
            DependsOn = node.GetTexts("dependsOn"),
        };
    }
}
