using RoomGuard.Central.Cluster;

namespace RoomGuard.Central.Ingest;

/// <summary>Gathers which packs are stored, and has the owners of the agents note them a little later, many at once.</summary>
/// <remarks>An agent keeps its samples until its receipt, so a receipt that comes later costs memory there and loses nothing.</remarks>
internal sealed class ReceiptBook(RoomSilo silo, NewsRouter router)
{
    // A pack that is alone is noted soon; while packs keep coming, one note is for as many as half a second brings.
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private Dictionary<BootKey, List<long>> _stored = [];

    /// <summary>Notes that a pack is stored, its samples and their effects.</summary>
    public void Add(PackNumber pack)
    {
        lock (_lock)
        {
            if (!_stored.TryGetValue(pack.Boot, out var numbers))
            {
                _stored[pack.Boot] = numbers = [];
            }

            numbers.Add(pack.Sequence);
        }
    }

    /// <summary>Hands over until <paramref name="stop"/>. A thousand agents are told less often than ten.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            var stored = Take();
            if (stored.Count > 0)
            {
                await Parallel.ForEachAsync(
                    stored,
                    new ParallelOptions { MaxDegreeOfParallelism = 256, CancellationToken = stop },
                    async (boot, end) => await router.CallAsync(() => silo.Agent(boot.Key.Site, boot.Key.Agent).NoteAsync(boot.Key.Boot, [.. boot.Value]), end));
            }

            var rest = TimeSpan.FromMilliseconds(stored.Count);
            await Task.Delay(stored.Count == 0 ? Idle : rest < Shortest ? Shortest : rest > Longest ? Longest : rest, stop);
        }
    }

    private Dictionary<BootKey, List<long>> Take()
    {
        lock (_lock)
        {
            var taken = _stored;
            _stored = [];
            return taken;
        }
    }
}
