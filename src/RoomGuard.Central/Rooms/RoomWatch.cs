using System.Threading.Channels;

namespace RoomGuard.Central.Rooms;

/// <summary>What one watcher has not seen yet: the newest snapshot of each room that changed. Safe for several threads.</summary>
internal sealed class RoomWatch(string? roomPath)
{
    private readonly Lock _lock = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Dictionary<string, RoomSnapshot> _waiting = new(StringComparer.Ordinal);

    /// <summary>Notes a snapshot; it takes the place of an older one of the same room.</summary>
    public void Offer(RoomSnapshot snapshot)
    {
        var path = snapshot.Definition.Path;
        if (roomPath is not null && roomPath != path)
        {
            return;
        }

        lock (_lock)
        {
            _waiting[path] = snapshot;
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>Waits until there is something, and takes all of it.</summary>
    public async Task<IReadOnlyCollection<RoomSnapshot>> TakeAsync(CancellationToken stop)
    {
        await _signal.Reader.ReadAsync(stop);
        lock (_lock)
        {
            var taken = _waiting;
            _waiting = new Dictionary<string, RoomSnapshot>(StringComparer.Ordinal);
            return taken.Values;
        }
    }
}
