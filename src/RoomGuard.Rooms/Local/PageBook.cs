using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Rooms.Local;

/// <summary>What an agent has to tell people while the centre is silent, and what it told. Decides only; for one thread.</summary>
/// <remarks>
/// What was raised while the centre was heard is the centre's to tell. What was raised since it was last heard is told when the silence is long enough, also when it is over by then. When the
/// centre is heard again, it tells what still stands and nobody was told of.
/// </remarks>
/// <param name="least">Alarms of less are not told.</param>
public sealed class PageBook(AlarmPriority least)
{
    private const int MostKept = 100;

    // Terms of people's work are no news of the room; the centre looks after them.
    private static readonly string[] Clerical = ["room.attestation", "journal.signature", "equipment.test"];

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _toldBefore = new(StringComparer.Ordinal);

    /// <summary>Names of the alarms of one room that stand and that people were told of.</summary>
    public IEnumerable<string> ToldOf(string roomPath) =>
        _entries.Values.Where(entry => entry.IsTold && entry.Alarm.IsStanding && entry.Alarm.Point.RoomPath == roomPath).Select(entry => ToldAlarms.KeyOf(entry.Alarm)).Order(StringComparer.Ordinal);

    /// <summary>All that was told and stands, as <c>{site}/{room}/{equipment}/{signal}|{rule}</c>: what must outlive a restart.</summary>
    public IReadOnlyList<string> Told => [.. _entries.Values.Where(entry => entry.IsTold && entry.Alarm.IsStanding).Select(entry => NameOf(entry.Alarm)).Concat(_toldBefore).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Takes over what was told before a restart: when it is raised again, it is not told again.</summary>
    public void Recall(IEnumerable<string> told) => _toldBefore.UnionWith(told.Take(MostKept));

    /// <summary>Takes note of a change of an alarm.</summary>
    public void Note(AlarmChanged change)
    {
        var alarm = change.Alarm;
        if (alarm.Priority < least || Clerical.Contains(alarm.Signal, StringComparer.Ordinal))
        {
            return;
        }

        if (_entries.TryGetValue(alarm.Id, out var entry))
        {
            _entries[alarm.Id] = entry with { Alarm = alarm };
        }
        else if (change.Telling.IsTold() && alarm.IsStanding)
        {
            Forget();
            _entries[alarm.Id] = new Entry(alarm, _toldBefore.Remove(NameOf(alarm)));
        }
    }

    /// <summary>The next thing to tell; null when there is nothing.</summary>
    /// <param name="heardAt">When the centre was last heard; what was raised before is its own to tell.</param>
    /// <param name="isAlone">Whether it has been silent for long enough.</param>
    public LocalPage? Next(DateTimeOffset heardAt, bool isAlone)
    {
        foreach (var (id, entry) in _entries.ToList())
        {
            if (isAlone && entry.Alarm.RaisedAt >= heardAt)
            {
                _entries[id] = entry with { IsOurs = true };
            }
        }

        // A centre that is back tells what stands. What came and went meanwhile is no news to it: that is still told here.
        return _entries.Values.OrderBy(entry => entry.Alarm.RaisedAt).Select(entry => entry switch
        {
            { IsOurs: true, IsTold: false } when isAlone || !entry.Alarm.IsStanding => new LocalPage(entry.Alarm, false),
            { IsTold: true, IsReturnTold: false } when isAlone && !entry.Alarm.IsStanding => new LocalPage(entry.Alarm, true),
            _ => null,
        }).FirstOrDefault(page => page is not null);
    }

    /// <summary>Somebody took a page.</summary>
    public void MarkTold(LocalPage page)
    {
        if (_entries.TryGetValue(page.Alarm.Id, out var entry))
        {
            _entries[page.Alarm.Id] = entry with { IsTold = true, IsReturnTold = entry.IsReturnTold || !page.Alarm.IsStanding };
        }
    }

    /// <summary>Forgets what is over and done with. To be called while the centre is heard: it tells the ends of what it took over.</summary>
    public void Settle()
    {
        foreach (var (id, entry) in _entries.ToList())
        {
            if (!entry.Alarm.IsStanding && (entry.IsTold || !entry.IsOurs))
            {
                _entries.Remove(id);
            }
        }
    }

    private static string NameOf(Alarm alarm) => $"{alarm.Point.RoomPath}/{ToldAlarms.KeyOf(alarm)}";

    // What is over goes first, then the oldest.
    private void Forget()
    {
        while (_entries.Count >= MostKept)
        {
            _entries.Remove(_entries.Values.OrderBy(entry => entry.Alarm.IsStanding).ThenBy(entry => entry.Alarm.RaisedAt).First().Alarm.Id);
        }
    }

    private sealed record Entry(Alarm Alarm, bool IsTold)
    {
        /// <summary>Whether it is the agent's to tell: raised since the centre was last heard.</summary>
        public bool IsOurs { get; init; }

        public bool IsReturnTold { get; init; }
    }
}
