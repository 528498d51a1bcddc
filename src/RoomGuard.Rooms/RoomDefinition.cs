using System.Collections.Frozen;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Rules;

namespace RoomGuard.Rooms;

/// <summary>One room as its operator describes it. Immutable.</summary>
/// <param name="Site">The site part of its points.</param>
/// <param name="Id">The room part of its points.</param>
/// <param name="Type">What the room is for.</param>
/// <param name="Name">What people call it.</param>
public sealed record RoomDefinition(string Site, string Id, RoomType Type, LocalText Name)
{
    private FrozenSet<string>? _named;

    /// <summary>The room as <c>{site}/{room}</c>.</summary>
    public string Path => $"{Site}/{Id}";

    /// <summary>Equipment with names; points of other equipment are watched all the same.</summary>
    public IReadOnlyList<EquipmentDefinition> Equipment
    {
        get;
        init
        {
            field = value;
            _named = null;
        }
    } = [];

    /// <summary>Points that must be heard of, whether an agent announced them or not.</summary>
    public IReadOnlyList<ExpectedPoint> Points
    {
        get;
        init
        {
            field = value;
            _named = null;
        }
    } = [];

    /// <summary>Limits, delays and pass rules in force.</summary>
    public RoomRules Rules { get; init; } = RoomRules.For(Type);

    /// <summary>Reads one entry of a site's <c>rooms</c>; faults go to the file.</summary>
    /// <param name="limits">The profiles it may choose from; null for the shipped ones.</param>
    public static RoomDefinition Read(SettingsNode node, string site, LimitBook? limits = null)
    {
        var id = node.GetText("id");
        if (id.Length > 0 && !PointName.IsValid(id))
        {
            node.Refuse("id", $"is \"{id}\"; it must be {PointName.Rule}.");
        }

        var type = node.GetChoice("type", RoomTypeWords.All);
        var equipment = node.GetSections("equipment").Select(EquipmentDefinition.Read).ToList();
        foreach (var twice in equipment.GroupBy(entry => entry.Id).Where(group => group.Key.Length > 0 && group.Count() > 1))
        {
            node.Refuse("equipment", $"names \"{twice.Key}\" {twice.Count()} times; once is allowed.");
        }

        return new RoomDefinition(site, id, type, LocalNames.Read(node, "name", id))
        {
            Equipment = equipment,
            Points = ExpectedPoint.ReadAll(node),
            Rules = RoomRules.Read(node, type, limits ?? LimitBook.Shipped),
        };
    }

    /// <summary>Whether the description has a place for a point: it names the point, its equipment or the device that is a part of, or it names nothing at all.</summary>
    public bool Names(string equipment, string signal)
    {
        if (Equipment.Count == 0 && Points.Count == 0)
        {
            return true;
        }

        var named = _named ??= Equipment.Select(entry => entry.Id).Concat(Points.Select(point => point.Key)).ToFrozenSet(StringComparer.Ordinal);
        return named.Contains(equipment)
            || (equipment.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && named.Contains(equipment[..dot]))
            || named.Contains($"{equipment}/{signal}");
    }

    /// <summary>The equipment called <paramref name="id"/>; one named by its id alone when the operator did not describe it.</summary>
    public EquipmentDefinition FindEquipment(string id)
    {
        foreach (var entry in Equipment)
        {
            if (entry.Id == id)
            {
                return entry;
            }
        }

        return new EquipmentDefinition(id, LocalText.Same(id));
    }
}
