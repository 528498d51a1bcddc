using System.Diagnostics.CodeAnalysis;
using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Agent.Publishing;

/// <summary>Packs from their making until Central says that it has them: in memory, bounded, the oldest dropped first. Safe for all threads.</summary>
/// <remarks>
/// A pack made while the broker is there, or just before, goes out as <c>live</c>; one that waited longer, or was under way when the broker was lost, as <c>backlog</c>, oldest first. What
/// the broker has confirmed stays here, for a broker killed with its queue in memory loses what it confirmed.
/// </remarks>
internal sealed class Outbox(string boot, int bound) : IDisposable
{
    // A receipt may have been written before what it calls missing had gone through the broker.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // What is younger than this when the broker comes is still the newest there is: an alarm that stood when the agent started is acted on.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<long, Entry> _entries = [];
    private readonly Queue<long> _live = new();
    private readonly SortedSet<long> _backlog = [];
    private readonly SemaphoreSlim _liveReady = new(0);
    private readonly SemaphoreSlim _backlogReady = new(0);
    private long _next = 1;
    private long _oldest = 1;
    private bool _isOnline;

    /// <summary>Packs that are kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Whether the broker is there.</summary>
    public bool IsOnline
    {
        get
        {
            lock (_lock)
            {
                return _isOnline;
            }
        }
    }

    /// <summary>Packs that were dropped because the bound was reached, and that no broker had confirmed.</summary>
    public long Dropped { get; private set; }

    /// <summary>Adds a pack. True when this dropped the first one that nobody had confirmed.</summary>
    /// <param name="at">Time stamp of a monotonic clock, the same for every method here.</param>
    public bool Add(byte[] payload, TimeQuality quality, TimeSpan at)
    {
        lock (_lock)
        {
            var pack = new Pack(_next++, payload, quality);
            _entries[pack.Sequence] = new Entry(pack, at);
            if (_isOnline)
            {
                AddToLive_NeedsLock(pack.Sequence);
            }
            else
            {
                AddToBacklog_NeedsLock(pack.Sequence);
            }

            var before = Dropped;
            while (_entries.Count > bound)
            {
                DropOldest_NeedsLock();
            }

            return before == 0 && Dropped > 0;
        }
    }

    /// <summary>The broker is there: everything that is kept goes out, again where it went out before. Gives how many go as backlog.</summary>
    public int Connected(TimeSpan at)
    {
        lock (_lock)
        {
            Requeue_NeedsLock();
            _isOnline = true;
            foreach (var sequence in _backlog.Where(sequence => _entries[sequence] is { WasSent: false } entry && at - entry.MadeAt < Fresh).ToList())
            {
                _backlog.Remove(sequence);
                AddToLive_NeedsLock(sequence);
            }

            return _backlog.Count;
        }
    }

    /// <summary>The broker is gone.</summary>
    public void Disconnected()
    {
        lock (_lock)
        {
            _isOnline = false;
            Requeue_NeedsLock();
        }
    }

    /// <summary>Waits for the next pack of <c>live</c>.</summary>
    public async Task<Pack> TakeLiveAsync(CancellationToken stop)
    {
        while (true)
        {
            await _liveReady.WaitAsync(stop);
            if (TryTakeLive(out var pack))
            {
                return pack;
            }
        }
    }

    /// <summary>Waits for the oldest pack of <c>backlog</c>.</summary>
    public async Task<Pack> TakeBacklogAsync(CancellationToken stop)
    {
        while (true)
        {
            await _backlogReady.WaitAsync(stop);
            lock (_lock)
            {
                if (_backlog.Count > 0)
                {
                    var sequence = _backlog.Min;
                    _backlog.Remove(sequence);
                    return Send_NeedsLock(_entries[sequence]);
                }
            }
        }
    }

    /// <summary>The next pack of <c>live</c>, if there is one.</summary>
    public bool TryTakeLive([NotNullWhen(true)] out Pack? pack)
    {
        lock (_lock)
        {
            while (_live.TryDequeue(out var sequence))
            {
                if (_entries.TryGetValue(sequence, out var entry))
                {
                    pack = Send_NeedsLock(entry);
                    return true;
                }
            }
        }

        pack = null;
        return false;
    }

    /// <summary>The broker has confirmed the pack.</summary>
    public void Confirmed(Pack pack, TimeSpan at)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(pack.Sequence, out var entry))
            {
                entry.ConfirmedAt = at;
            }
        }
    }

    /// <summary>The pack did not reach the broker, and waits its turn again.</summary>
    public void Failed(Pack pack)
    {
        lock (_lock)
        {
            if (_entries.ContainsKey(pack.Sequence))
            {
                AddToBacklog_NeedsLock(pack.Sequence);
            }
        }
    }

    /// <summary>Central has written what the receipt says. A receipt of another boot, or of packs never sent, changes nothing.</summary>
    public void Receive(Receipt receipt, TimeSpan at)
    {
        if (receipt.Boot != boot)
        {
            return;
        }

        lock (_lock)
        {
            var missing = receipt.Missing.ToHashSet();
            var upto = Math.Min(receipt.Upto, _next - 1);
            for (var sequence = _oldest; sequence <= upto; sequence++)
            {
                if (!missing.Contains(sequence))
                {
                    _entries.Remove(sequence);
                    _backlog.Remove(sequence);
                }
                else if (_entries.TryGetValue(sequence, out var entry) && entry.ConfirmedAt is { } confirmed && at - confirmed > Patience)
                {
                    entry.ConfirmedAt = null;
                    AddToBacklog_NeedsLock(sequence);
                }
            }

            FindOldest_NeedsLock();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _liveReady.Dispose();
        _backlogReady.Dispose();
    }

    private void Requeue_NeedsLock()
    {
        _live.Clear();
        foreach (var (sequence, entry) in _entries)
        {
            entry.ConfirmedAt = null;
            AddToBacklog_NeedsLock(sequence);
        }
    }

    private void AddToLive_NeedsLock(long sequence)
    {
        _live.Enqueue(sequence);
        _liveReady.Release();
    }

    private void AddToBacklog_NeedsLock(long sequence)
    {
        if (_backlog.Add(sequence))
        {
            _backlogReady.Release();
        }
    }

    private void DropOldest_NeedsLock()
    {
        if (_entries.Remove(_oldest, out var entry) && entry.ConfirmedAt is null)
        {
            Dropped++;
        }

        _backlog.Remove(_oldest);
        FindOldest_NeedsLock();
    }

    private void FindOldest_NeedsLock()
    {
        while (_oldest < _next && !_entries.ContainsKey(_oldest))
        {
            _oldest++;
        }
    }

    private static Pack Send_NeedsLock(Entry entry)
    {
        entry.WasSent = true;
        return entry.Pack;
    }

    private sealed class Entry(Pack pack, TimeSpan madeAt)
    {
        public Pack Pack => pack;

        public TimeSpan MadeAt => madeAt;

        public bool WasSent { get; set; }

        // Set when the broker has confirmed the pack on this connection.
        public TimeSpan? ConfirmedAt { get; set; }
    }
}
