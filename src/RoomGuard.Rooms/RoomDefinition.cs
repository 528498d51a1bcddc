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
    /// <summary>The room as <c>{site}/{room}</c>.</summary>
    public string Path => $"{Site}/{Id}";

    /// <summary>Equipment with names; points of other equipment are watched all the same.</summary>
    public IReadOnlyList<EquipmentDefinition> Equipment { get; init; } = [];

    /// <summary>Limits, delays and pass rules in force.</summary>
    public RoomRules Rules { get; init; } = RoomRules.For(Type);

    /// <summary>Reads one entry of a site's <c>rooms</c>; faults go to the file.</summary>
    public static RoomDefinition Read(SettingsNode node, string site)
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

        CheckDependencies(node, equipment);
        return new RoomDefinition(site, id, type, LocalNames.Read(node, "name", id))
        {
            Equipment = equipment,
            Rules = RoomRules.Read(node, type),
        };
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

    /// <summary>Whether <paramref name="equipment"/> has its power or its connection from <paramref name="other"/>, near or far. A part, <c>{device}.{part}</c>, has it from its device.</summary>
    internal bool IsDownstream(string equipment, string other)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { equipment };
        var next = new Stack<string>(seen);
        while (next.TryPop(out var at))
        {
            foreach (var upstream in UpstreamOf(Equipment, at))
            {
                if (upstream == other)
                {
                    return true;
                }

                if (seen.Add(upstream))
                {
                    next.Push(upstream);
                }
            }
        }

        return false;
    }

    private static IReadOnlyList<string> UpstreamOf(IReadOnlyList<EquipmentDefinition> all, string equipment)
    {
        var own = all.FirstOrDefault(entry => entry.Id == equipment)?.DependsOn ?? [];
        return equipment.LastIndexOf('.') is > 0 and var dot ? [.. own, equipment[..dot]] : own;
    }

    // What depends on equipment that nobody described is no fault: points of other equipment are watched all the same.
    private static void CheckDependencies(SettingsNode node, List<EquipmentDefinition> equipment)
    {
        foreach (var name in equipment.SelectMany(entry => entry.DependsOn).Where(name => !PointName.IsValid(name)))
        {
            node.Refuse("equipment", $"depends on \"{name}\"; it must be {PointName.Rule}.");
        }

        var all = equipment.SelectMany(entry => entry.DependsOn.Append(entry.Id)).SelectMany(WithDevices).Distinct(StringComparer.Ordinal);
        if (Circle.Find(all, name => UpstreamOf(equipment, name)) is { } circle)
        {
            node.Refuse("equipment", $"goes in a circle: {string.Join(" ← ", circle)}; equipment must not depend on itself.");
        }
    }

    private static IEnumerable<string> WithDevices(string equipment)
    {
        yield return equipment;
        for (var dot = equipment.LastIndexOf('.'); dot > 0; dot = equipment.LastIndexOf('.', dot - 1))
        {
            yield return equipment[..dot];
        }
    }
}
