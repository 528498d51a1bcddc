using RoomGuard.Central.Notify;
using RoomGuard.Central.Store;
using RoomGuard.Rooms;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Rooms;

/// <summary>The one owner of all rooms: takes one piece of work after the other, lets the rooms decide, stores it, shows it.</summary>
/// <remarks>Nothing is shown, told or answered before it is stored; when storing fails, the keeper tries again and everybody else waits.</remarks>
internal sealed class RoomKeeper(RoomBoard board, StateStore store, StateGate gate, OutboxBell bell, TimeProvider clock)
{
    private readonly IReadOnlyDictionary<string, RoomDefinition> _rooms =
        board.Rooms.ToDictionary(room => room.Definition.Path, room => room.Definition, StringComparer.Ordinal);

    private readonly Dictionary<(string Site, string Agent), bool> _presence = [];
    private Dictionary<string, RoomState> _states = new(StringComparer.Ordinal);

    /// <summary>Loads the rooms as they were stored, then works until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await gate.OpenAsync(stop);
        _states = await LoadAsync(stop);
        Show(_states);
        gate.MarkReady();
        bell.Ring();
        await foreach (var work in board.Work.Reader.ReadAllAsync(stop))
        {
            try
            {
                work.Done.TrySetResult(await DoAsync(work, stop));
            }
            finally
            {
                // Only when the keeper itself fails: whoever waits must hear of it and ask again.
                work.Done.TrySetCanceled(CancellationToken.None);
            }
        }
    }

    /// <summary>Wakes the keeper each second of the given clock, until <paramref name="stop"/>.</summary>
    public async Task TickAsync(CancellationToken stop)
    {
        using var seconds = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        while (await seconds.WaitForNextTickAsync(stop))
        {
            await board.DoAsync(new TickWork(), stop);
        }
    }

    private async Task<Dictionary<string, RoomState>> LoadAsync(CancellationToken stop)
    {
        var saved = await gate.TryAsync(() => store.LoadRoomsAsync(stop), stop);
        var now = clock.GetUtcNow();
        return _rooms.Values.ToDictionary(
            room => room.Path,
            room => saved.TryGetValue(room.Path, out var state) ? state : RoomState.New(room, now),
            StringComparer.Ordinal);
    }

    private async Task<bool> DoAsync(RoomWork work, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var changes = new RoomChanges(_states);
        var isDone = Decide(work, changes, now);
        var change = new StateChange(now)
        {
            // A tick finds the same again after a restart, so what it changed without telling anybody need not be stored.
            Rooms = changes.List(withEffectsOnly: work is TickWork),
            Watermarks = work is NewsWork news ? news.Watermarks : [],
            Attestations = work is AttestWork attest && isDone ? [(attest.Room, attest.Attestation)] : [],
        };
        if (change.Rooms.Count > 0 || change.Watermarks.Count > 0 || change.Attestations.Count > 0)
        {
            await gate.TryAsync(() => store.CommitAsync(change, stop), stop);
        }

        foreach (var (room, state) in changes.States)
        {
            _states[room] = state;
        }

        Show(changes.States, now);
        if (change.Rooms.Any(room => room.Effects.Any(effect => effect is AlarmChanged)))
        {
            bell.Ring();
        }

        return isDone;
    }

    private bool Decide(RoomWork work, RoomChanges changes, DateTimeOffset now)
    {
        switch (work)
        {
            case TickWork:
                foreach (var (path, room) in _rooms)
                {
                    changes.Take(path, RoomLogic.Tick(room, changes[path], now));
                }

                return true;
            case NewsWork news:
                new NewsReader(_rooms, _presence, changes, now).Read(news.News);
                return true;
            case AttestWork attest when _rooms.TryGetValue(attest.Room, out var room):
                changes.Take(attest.Room, RoomLogic.Attest(room, changes[attest.Room], attest.Attestation, now));
                return true;
            case AcknowledgeWork acknowledge when _rooms.Values.FirstOrDefault(room => changes[room.Path].Alarms.ContainsKey(acknowledge.AlarmId)) is { } room:
                changes.Take(room.Path, RoomLogic.Acknowledge(room, changes[room.Path], acknowledge.AlarmId, acknowledge.Who, now));
                return true;
            default:
                return false;
        }
    }

    private void Show(IReadOnlyDictionary<string, RoomState> states, DateTimeOffset? at = null)
    {
        var now = at ?? clock.GetUtcNow();
        foreach (var (room, state) in states)
        {
            board.Publish(new RoomSnapshot(_rooms[room], state, now));
        }
    }
}
