using RoomGuard.Central.Rooms;
using RoomGuard.Central.Store;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Cluster;

/// <summary>Shows on this machine's board the rooms that live on others, a few seconds late. Ages on the pages grow all the while, so a lost owner shows.</summary>
internal sealed class BoardMirror(RoomSilo silo, StateGate gate, RoomBoard board)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(3);

    private const int AtOnce = 16;

    private readonly Dictionary<string, long> _known = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Mirrors until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await gate.Ready.WaitAsync(stop);
        while (true)
        {
            await Parallel.ForEachAsync(
                board.Rooms.Select(room => room.Definition.Path).Where(path => !silo.Local.Contains(path)).ToList(),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
                async (path, _) => await MirrorAsync(path));
            await Task.Delay(Pace, stop);
        }
    }

    private async Task MirrorAsync(string path)
    {
        RoomView? view;
        try
        {
            view = await silo.Room(path).ReadAsync(Known(path));
        }
        catch (Exception error) when (error is TimeoutException or OrleansException)
        {
            // Its machine has just died; the next round asks the room's next owner.
            return;
        }

        // One that has come to live here meanwhile shows itself.
        if (view is null || silo.Local.Contains(path) || board.Find(path) is not { } shown || !RoomStateJson.TryRead(view.State, out var state))
        {
            return;
        }

        lock (_lock)
        {
            _known[path] = view.Revision;
        }

        board.Publish(new RoomSnapshot(shown.Definition, state, view.At));
    }

    private long Known(string path)
    {
        lock (_lock)
        {
            return _known.GetValueOrDefault(path);
        }
    }
}
