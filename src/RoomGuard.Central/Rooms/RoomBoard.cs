using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using RoomGuard.Central.Audit;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Central.Rooms;

/// <summary>What everybody sees of the rooms: the newest durable snapshot of each, and the way to tell them something. Safe for several threads.</summary>
/// <remarks>What samples and people changed is here only after it is stored: nobody is shown what a power cut could take back.</remarks>
public sealed class RoomBoard
{
    private readonly ConcurrentDictionary<string, RoomSnapshot> _rooms = new(StringComparer.Ordinal);
    private readonly Lock _watching = new();
    private ImmutableArray<RoomWatch> _watches = [];
    private Layout _layout = new([]);

    /// <param name="rooms">The rooms, in the order they are shown.</param>
    internal RoomBoard(IEnumerable<RoomDefinition> rooms, DateTimeOffset now) => Describe(rooms, now);

    /// <summary>The newest snapshot of every room, in the order of the settings.</summary>
    public IReadOnlyList<RoomSnapshot> Rooms
    {
        get
        {
            var rooms = new List<RoomSnapshot>();
            foreach (var room in Volatile.Read(ref _layout).Order)
            {
                if (_rooms.TryGetValue(room.Path, out var snapshot))
                {
                    rooms.Add(snapshot);
                }
            }

            return rooms;
        }
    }

    /// <summary>How many rooms there are.</summary>
    internal int Count => Volatile.Read(ref _layout).Order.Length;

    /// <summary>How many watch now.</summary>
    internal int Watchers => _watches.Length;

    /// <summary>What people wait for the rooms to do. When it is full, whoever has more waits.</summary>
    internal Channel<RoomWork> Work { get; } = Channel.CreateBounded<RoomWork>(64);

    /// <summary>The newest snapshot of one room; null when there is no such room.</summary>
    public RoomSnapshot? Find(string site, string room) => Find($"{site}/{room}");

    /// <summary>The newest snapshot of the room called <c>{site}/{room}</c>; null when there is no such room.</summary>
    internal RoomSnapshot? Find(string path) => Volatile.Read(ref _layout).Rooms.ContainsKey(path) ? _rooms.GetValueOrDefault(path) : null;

    /// <summary>Gives the rooms as they are, then each that changes, until <paramref name="stop"/>.</summary>
    /// <remarks>A slow reader gets the newest snapshot of a room, not all of them: what waits for it is at most one for each room.</remarks>
    /// <param name="roomPath">Only this room, <c>{site}/{room}</c>; null gives all.</param>
    public async IAsyncEnumerable<RoomSnapshot> WatchAsync(string? roomPath, [EnumeratorCancellation] CancellationToken stop)
    {
        var watch = Enter(new RoomWatch(roomPath));
        try
        {
            while (true)
            {
                foreach (var snapshot in await watch.TakeAsync(stop))
                {
                    yield return snapshot;
                }
            }
        }
        finally
        {
            lock (_watching)
            {
                _watches = _watches.Remove(watch);
            }
        }
    }

    /// <summary>Notes what somebody attested; returns when it is stored.</summary>
    /// <param name="by">Who brings it, for the audit trail; the signer may be another person.</param>
    /// <param name="replaces">The attestation that it puts right; null when it stands by itself.</param>
    /// <returns>False when there is no such room, or another attestation stands against it.</returns>
    public async Task<bool> AttestAsync(string site, string room, Attestation attestation, Actor by, CancellationToken stop, string? replaces = null) =>
        Find(site, room) is { } snapshot && await DoAsync(new AttestWork(snapshot.Definition.Path, attestation, by) { Replaces = replaces }, stop);

    /// <summary>Acknowledges an alarm; returns when it is stored.</summary>
    /// <param name="by">Who does, as journals and the audit trail write it.</param>
    /// <returns>False when no room has such an alarm that waits for it.</returns>
    public async Task<bool> AcknowledgeAsync(string alarmId, Actor by, CancellationToken stop) =>
        await ActAsync(new AlarmWork(alarmId, AlarmActionKind.Acknowledge, by), stop);

    /// <summary>Does something to an alarm; returns when it is stored.</summary>
    /// <returns>False when no room has such an alarm.</returns>
    internal Task<bool> ActAsync(AlarmWork work, CancellationToken stop) => DoAsync(work, stop);

    /// <summary>Declares maintenance or a test; returns when it is stored.</summary>
    /// <param name="room">The room as <c>{site}/{room}</c>.</param>
    /// <returns>False when the room has too many.</returns>
    internal Task<bool> DeclareAsync(string room, ServiceWindow window, Actor by, CancellationToken stop) => DoAsync(new DeclaredWork(room, new PersonalWindow(window, by)), stop);

    /// <summary>Declares an event that takes the force of what was attested before it; returns when it is stored.</summary>
    /// <param name="room">The room as <c>{site}/{room}</c>.</param>
    /// <returns>False when there is no such room.</returns>
    internal Task<bool> HappenAsync(string room, Happening happening, Actor by, CancellationToken stop) => DoAsync(new DeclaredWork(room, new PersonalHappening(happening, by)), stop);

    /// <summary>Writes an entry of a journal; returns when it is stored. One that is there already is not written again.</summary>
    /// <param name="room">The room as <c>{site}/{room}</c>.</param>
    /// <returns>False when there is no such room.</returns>
    internal Task<bool> EnterAsync(string room, JournalDraft draft, Actor by, CancellationToken stop) => DoAsync(new DeclaredWork(room, PersonalEntry.Of(draft, by)), stop);

    /// <summary>Tells a room of entries that came as a table and stand in their journals; returns when what came of it is stored.</summary>
    /// <param name="room">The room as <c>{site}/{room}</c>.</param>
    /// <returns>False when there is no such room.</returns>
    internal Task<bool> RecallAsync(string room, IEnumerable<JournalDraft> drafts, CancellationToken stop) => DoAsync(new DeclaredWork(room, PersonalHistory.Of(drafts)), stop);

    /// <summary>Signs an entry of a journal; returns when it is stored.</summary>
    /// <param name="room">The room as <c>{site}/{room}</c>.</param>
    /// <returns>False when the entry is not, or no longer, as the signature says.</returns>
    internal Task<bool> SignAsync(string room, PersonalSignature signature, CancellationToken stop) => DoAsync(new DeclaredWork(room, signature), stop);

    /// <summary>Ends maintenance or a test before its time; returns when it is stored.</summary>
    /// <returns>False when the room has none of this id.</returns>
    internal Task<bool> EndWindowAsync(string room, string windowId, Actor by, CancellationToken stop) => DoAsync(new DeclaredWork(room, new PersonalWindowEnd(windowId, by)), stop);

    /// <summary>The alarm of this id as everybody sees it; null when no room has it now.</summary>
    internal Alarm? FindAlarm(string alarmId)
    {
        foreach (var room in _rooms.Values)
        {
            if (room.State.Alarms.TryGetValue(alarmId, out var alarm))
            {
                return alarm;
            }
        }

        return null;
    }

    /// <summary>Takes over other rooms: new ones are shown as nobody has heard of them yet, gone ones no more, the others as they are with their new descriptions.</summary>
    internal void Describe(IEnumerable<RoomDefinition> rooms, DateTimeOffset now)
    {
        var layout = new Layout([.. rooms]);
        Volatile.Write(ref _layout, layout);
        foreach (var room in layout.Order)
        {
            Publish(_rooms.TryGetValue(room.Path, out var known) ? known with { Definition = room } : new RoomSnapshot(room, RoomState.New(room, now), now));
        }

        foreach (var path in _rooms.Keys.Where(path => !layout.Rooms.ContainsKey(path)))
        {
            _rooms.TryRemove(path, out _);
        }
    }

    /// <summary>Shows a snapshot to everybody. Only the owner of the room calls it, in the order of the changes. It is shown with the description in force; one of a room that is gone is not.</summary>
    internal void Publish(RoomSnapshot snapshot)
    {
        var path = snapshot.Definition.Path;
        if (!Volatile.Read(ref _layout).Rooms.TryGetValue(path, out var room))
        {
            return;
        }

        var shown = ReferenceEquals(room, snapshot.Definition) ? snapshot : snapshot with { Definition = room };
        _rooms[path] = shown;
        if (_watches.IsEmpty)
        {
            return;
        }

        // A watcher that comes in between has been given this snapshot already, or finds it here.
        lock (_watching)
        {
            foreach (var watch in _watches)
            {
                watch.Offer(_rooms.GetValueOrDefault(path) ?? shown);
            }
        }
    }

    /// <summary>Hands work to the owner of its room and waits until it is stored.</summary>
    /// <returns>False when the work had no object.</returns>
    internal async Task<bool> DoAsync(RoomWork work, CancellationToken stop)
    {
        await Work.Writer.WriteAsync(work, stop);
        return await work.Done.Task.WaitAsync(stop);
    }

    private sealed class Layout(RoomDefinition[] order)
    {
        public RoomDefinition[] Order { get; } = order;

        public FrozenDictionary<string, RoomDefinition> Rooms { get; } = order.ToFrozenDictionary(room => room.Path, StringComparer.Ordinal);
    }

    // The watch is known before the rooms are read: no change falls between the rooms as they are and the first one that follows.
    private RoomWatch Enter(RoomWatch watch)
    {
        lock (_watching)
        {
            _watches = _watches.Add(watch);
            Interlocked.MemoryBarrier();
            foreach (var snapshot in Rooms)
            {
                watch.Offer(snapshot);
            }
        }

        return watch;
    }
}
