using System.Collections.Frozen;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.Clauses;
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
    private ClauseTerms? _terms;
    private IReadOnlyList<Requirement>? _requirements;

    /// <summary>The room as <c>{site}/{room}</c>.</summary>
    public string Path => $"{Site}/{Id}";

    /// <summary>Whose clocks the room's people read; UTC when its site said nothing.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Which journals its own signals fill.</summary>
    public JournalRules Journals { get; init; } = JournalRules.For(Type);

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
    public RoomRules Rules
    {
        get;
        init
        {
            field = value;
            _terms = null;
        }
    } = RoomRules.For(Type);

    /// <summary>The edition the room is judged by.</summary>
    public Catalogue Catalogue
    {
        get;
        init
        {
            field = value;
            _requirements = null;
        }
    } = Catalogue.Current;

    /// <summary>Items that the room is judged by besides those for its type.</summary>
    public IReadOnlyList<string> AlsoJudged
    {
        get;
        init
        {
            field = value;
            _requirements = null;
        }
    } = [];

    /// <summary>The items that the room is judged by.</summary>
    public IReadOnlyList<Requirement> Requirements => _requirements ??= AlsoJudged.Count == 0
        ? Catalogue.ItemsOf(Type)
        : [.. Catalogue.Items.Where(item => item.Scope == RequirementScope.Room && (item.Judges.Contains(Type) || AlsoJudged.Contains(item.Id)))];

    /// <summary>The terms its verdicts are reached by.</summary>
    public ClauseTerms Terms => _terms ??= ClauseTerms.Of(Rules);

    /// <summary>Reads one entry of a site's <c>rooms</c>; faults go to the file.</summary>
    /// <param name="limits">The profiles it may choose from; null for the shipped ones.</param>
    /// <param name="editions">The editions it may choose from; null for the shipped ones.</param>
    public static RoomDefinition Read(SettingsNode node, string site, LimitBook? limits = null, CatalogueBook? editions = null)
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
        var (catalogue, also) = ReadClauses(node, editions ?? CatalogueBook.Shipped);
        return new RoomDefinition(site, id, type, LocalNames.Read(node, "name", id))
        {
            Equipment = equipment,
            Points = ExpectedPoint.ReadAll(node),
            Rules = RoomRules.Read(node, type, limits ?? LimitBook.Shipped),
            Journals = JournalRules.Read(node.GetOptionalSection("journals"), type),
            Catalogue = catalogue,
            AlsoJudged = also,
        };
    }

    private static (Catalogue Catalogue, IReadOnlyList<string> Also) ReadClauses(SettingsNode node, CatalogueBook editions)
    {
        if (node.GetOptionalSection("clauses") is not { } clauses)
        {
            return (editions.Default, []);
        }

        var catalogue = editions.Choose(clauses);
        var also = clauses.GetTexts("also");
        foreach (var unknown in also.Where(id => catalogue.Items.All(item => item.Id != id || item.Scope != RequirementScope.Room)))
        {
            clauses.Refuse("also", $"names \"{unknown}\"; it must be one of {string.Join(", ", catalogue.Items.Where(item => item.Scope == RequirementScope.Room).Select(item => item.Id))}.");
        }

        return (catalogue, also);
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
