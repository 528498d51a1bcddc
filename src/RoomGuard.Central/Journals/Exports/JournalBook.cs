using RoomGuard.Central.Options;
using RoomGuard.Contract.Messages;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals.Exports;

/// <summary>A journal as it stands at one instant, to be printed. Immutable.</summary>
/// <param name="Scope">Which entries are shown.</param>
/// <param name="Form">Its form.</param>
/// <param name="At">The instant, UTC.</param>
/// <param name="Sites">Sites and rooms by their names.</param>
internal sealed record JournalBook(JournalScope Scope, JournalForm Form, DateTimeOffset At, IReadOnlyList<SiteDefinition> Sites)
{
    /// <summary>Its volumes, the oldest first.</summary>
    public IReadOnlyList<JournalVolume> Volumes { get; init; } = [];

    /// <summary>Which entries put others right and complete others.</summary>
    public JournalLinks Links { get; init; } = JournalLinks.None;

    /// <summary>What the centre signed of it last; null while it has no entry.</summary>
    public SignedCheckpoint? Checkpoint { get; init; }

    /// <summary>Where it stood then: what comes later is not shown.</summary>
    public JournalHead? Head { get; init; }

    /// <summary>The room called <c>{site}/{room}</c>; null when it is not configured any more.</summary>
    public RoomDefinition? FindRoom(string path) => Sites.SelectMany(site => site.Rooms).FirstOrDefault(room => room.Path == path);

    /// <summary>The rooms that the scope is about.</summary>
    public IEnumerable<RoomDefinition> Rooms => Sites.SelectMany(site => site.Rooms).Where(room => Scope.Shows(room.Path, Scope.From ?? default));

    /// <summary>The clocks of a room; of what is of none, those of the site that is asked for, or of the first one.</summary>
    public TimeZoneInfo ZoneOf(string room)
    {
        var path = room.Length > 0 ? room : Scope.Room ?? Scope.Site ?? "";
        var id = path.Split('/')[0];
        var site = Sites.FirstOrDefault(site => site.Id == id) ?? (Sites is [var first, ..] ? first : null);
        return site?.Zone ?? TimeZoneInfo.Utc;
    }
}

/// <summary>Which entries of a journal put others right and complete others, by the number of the other; of several the newest. Immutable.</summary>
internal sealed record JournalLinks(IReadOnlyDictionary<long, long> Corrected, IReadOnlyDictionary<long, long> Completed)
{
    /// <summary>None.</summary>
    public static JournalLinks None { get; } = new(new Dictionary<long, long>(), new Dictionary<long, long>());
}
