using RoomGuard.Central.Options;
using RoomGuard.Contract.Files;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.Rules;

namespace RoomGuard.Central.Sites;

/// <summary>Everything the operator says of the sites: rooms, equipment, expected points, limits, people, contracts. One immutable whole: a change makes another one.</summary>
public sealed class SiteModel
{
    private readonly Dictionary<string, RoomDefinition> _rooms = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sites = new(StringComparer.Ordinal);

    /// <summary>The sites, in the order of the files.</summary>
    public required IReadOnlyList<SiteDefinition> Sites
    {
        get;
        init
        {
            field = value;
            foreach (var site in value)
            {
                _sites.Add(site.Id);
                foreach (var room in site.Rooms)
                {
                    _rooms[room.Path] = room;
                }
            }
        }
    }

    /// <summary>Limit profiles.</summary>
    public LimitBook Limits { get; init; } = LimitBook.Shipped;

    /// <summary>The editions of the requirements: those shipped, and the operator's own.</summary>
    public CatalogueBook Editions { get; init; } = CatalogueBook.Shipped;

    /// <summary>People the sites may call.</summary>
    public IReadOnlyList<Contact> Contacts { get; init; } = [];

    /// <summary>Contracts of maintenance.</summary>
    public IReadOnlyList<MaintenanceContract> Contracts { get; init; } = [];

    /// <summary>The same, thing by thing, for comparing.</summary>
    public required SiteContents Contents { get; init; }

    /// <summary>All rooms, in the order of the files.</summary>
    public IEnumerable<RoomDefinition> Rooms => Sites.SelectMany(site => site.Rooms);

    /// <summary>The room called <c>{site}/{room}</c>; null when there is none.</summary>
    public RoomDefinition? FindRoom(string path) => _rooms.GetValueOrDefault(path);

    /// <summary>Whether there is a site of this name.</summary>
    public bool HasSite(string id) => _sites.Contains(id);

    /// <summary>A model of these sites alone.</summary>
    public static SiteModel Of(IReadOnlyList<SiteDefinition> sites) => new() { Sites = sites, Contents = SiteContents.Of(sites) };

    /// <summary>Reads site files by themselves, as <c>roomguard check</c> does.</summary>
    /// <param name="paths">The files, YAML or JSON by the ends of their names.</param>
    /// <param name="faults">Everything wrong with them, file by file.</param>
    /// <returns>The model, or null when there is any fault.</returns>
    public static SiteModel? Read(IReadOnlyList<string> paths, out IReadOnlyList<SettingsFault> faults)
    {
        var files = paths.Select(SiteFile.Read).ToList();
        var model = files.TrueForAll(file => file.Faults.Count == 0) ? new SiteModelReader(files).Read() : null;
        faults = [.. files.SelectMany(file => file.Close())];
        return faults.Count == 0 ? model : null;
    }
}
