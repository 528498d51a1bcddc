using RoomGuard.Central.Running;

namespace RoomGuard.Central.Cluster;

/// <summary>This machine's place among those that share the rooms: which of them are there, and which one does what only one may do. Safe for several threads.</summary>
/// <remarks>The machine that has been there longest leads: one that joins never takes the lead from another. A machine that is alone leads.</remarks>
internal sealed class ClusterSeat
{
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly Bell _bell = new();
    private View _view = new([], default, false, []);

    /// <summary>Ends with the next change. To be taken before looking, so that none is missed.</summary>
    public Task Next => _bell.Next;

    /// <summary>Whether this machine leads.</summary>
    public bool IsLeader => Volatile.Read(ref _view).IsLeader;

    /// <summary>The machines that are there, in an order that all of them see.</summary>
    public IReadOnlyList<SiloAddress> Members => Volatile.Read(ref _view).Members;

    /// <summary>This machine.</summary>
    public SiloAddress? Self => Volatile.Read(ref _view).Self;

    /// <summary>Names of machines that were there and are not any more.</summary>
    public IReadOnlyList<string> Absent => Volatile.Read(ref _view).Absent;

    /// <summary>Takes over what the engine knows of its members.</summary>
    public void Look(ISiloStatusOracle oracle)
    {
        lock (_lock)
        {
            var members = oracle.GetApproximateSiloStatuses(onlyActive: true).Keys.OrderBy(silo => silo.Generation).ThenBy(silo => silo.ToString(), StringComparer.Ordinal).ToArray();
            foreach (var silo in oracle.GetApproximateSiloStatuses(onlyActive: false).Keys)
            {
                if (oracle.TryGetSiloName(silo, out var name))
                {
                    _named.Add(name);
                }
            }

            var present = members.Select(silo => oracle.TryGetSiloName(silo, out var name) ? name : "").ToHashSet(StringComparer.Ordinal);
            var isLeader = members.Length > 0 && members[0].Equals(oracle.SiloAddress);
            Volatile.Write(ref _view, new View(members, oracle.SiloAddress, isLeader, [.. _named.Where(name => !present.Contains(name)).Order(StringComparer.Ordinal)]));
        }

        _bell.Ring();
    }

    /// <summary>Runs a loop while this machine leads, and again whenever it comes to lead.</summary>
    public async Task LeadAsync(Func<CancellationToken, Task> loop, CancellationToken stop)
    {
        while (true)
        {
            await UntilAsync(() => IsLeader, stop);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var running = loop(end.Token);
            await Task.WhenAny(running, UntilAsync(() => !IsLeader, end.Token));
            if (running.IsCompleted)
            {
                await running;
                return;
            }

            await end.CancelAsync();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Waits until something holds that only a change of the members can make true.</summary>
    public async Task UntilAsync(Func<bool> holds, CancellationToken stop)
    {
        while (true)
        {
            var next = Next;
            if (holds())
            {
                return;
            }

            await next.WaitAsync(stop);
        }
    }

    /// <summary>The machine that a room should live on: each machine gets its share, and one that comes or goes moves no room between the others.</summary>
    /// <remarks>Rendezvous hashing (Thaler and Ravishankar, 1998).</remarks>
    public SiloAddress? HomeOf(string room)
    {
        SiloAddress? best = null;
        var most = 0ul;
        foreach (var silo in Members)
        {
            var weight = Weight(room, silo);
            if (best is null || weight > most)
            {
                (best, most) = (silo, weight);
            }
        }

        return best;
    }

    private static ulong Weight(string room, SiloAddress silo)
    {
        // FNV-1a, then a finaliser: the same on every machine and in every process.
        var hash = 14_695_981_039_346_656_037ul;
        foreach (var c in room)
        {
            hash = (hash ^ c) * 1_099_511_628_211ul;
        }

        hash ^= (ulong)(uint)silo.GetConsistentHashCode() * 0x9E37_79B9_7F4A_7C15ul;
        hash ^= hash >> 33;
        hash *= 0xFF51_AFD7_ED55_8CCDul;
        return hash ^ (hash >> 33);
    }

    private sealed record View(IReadOnlyList<SiloAddress> Members, SiloAddress? Self, bool IsLeader, IReadOnlyList<string> Absent);
}
