using System.Collections.Concurrent;
using RoomGuard.Central.Store;
using RoomGuard.Rooms;

namespace RoomGuard.Central.Rooms;

/// <summary>The rooms as the last run left them, all read at once: shown at the start before any of them has an owner, and taken over by each owner when it comes. Safe for several threads.</summary>
/// <remarks>Only where this machine has all rooms: among several, another one may have written a room since.</remarks>
internal sealed class StoredRooms(StateStore store, StateGate gate, RoomBoard board, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, StoredRoom> _rooms = new(StringComparer.Ordinal);

    /// <summary>How many wait for their owner.</summary>
    public int Count => _rooms.Count;

    /// <summary>Reads and shows them.</summary>
    /// <exception cref="InvalidDataException">A stored room cannot be read.</exception>
    public Task LoadAsync(CancellationToken stop) => gate.ReadAsync(
        async () =>
        {
            var reading = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop };
            await Parallel.ForEachAsync(store.ReadRoomsAsync(stop), reading, (row, _) =>
            {
                Show(row);
                return ValueTask.CompletedTask;
            });
            return true;
        },
        stop);

    /// <summary>A room for its owner; null when it was not read, or has had an owner before.</summary>
    public StoredRoom? Find(string path) => _rooms.GetValueOrDefault(path);

    /// <summary>The room has its owner.</summary>
    public void Forget(string path) => _rooms.TryRemove(path, out _);

    private void Show(RoomRow row)
    {
        if (board.Find(row.Room) is not { } shown)
        {
            return;
        }

        var room = StoredRoom.Read(row);
        _rooms[row.Room] = room;
        var now = clock.GetUtcNow();
        board.Publish(new RoomSnapshot(shown.Definition, RoomLogic.Resume(room.State!, now), now));
    }
}
