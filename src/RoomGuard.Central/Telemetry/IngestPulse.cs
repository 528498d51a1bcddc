using System.Collections.Concurrent;
using RoomGuard.Central.Running;

namespace RoomGuard.Central.Telemetry;

/// <summary>Whether what the broker gives becomes durable, and how late. Safe for several threads.</summary>
/// <remarks>Noted once for a batch, so that a hundred thousand values a second cost no more than a few.</remarks>
/// <param name="clock">The real one, whatever the rooms live by: disks and networks know no other.</param>
internal sealed class IngestPulse(TimeProvider clock)
{
    // A batch takes milliseconds; the longest pause of a healthy disk or database takes seconds.
    private static readonly TimeSpan LongestBatch = TimeSpan.FromSeconds(20);

    // Agents publish at least once in a second; a minute is for slow links and busy hours.
    private static readonly TimeSpan LatestLive = TimeSpan.FromMinutes(1);

    private readonly ConcurrentQueue<(long Started, DateTimeOffset At)> _underWay = new();
    private readonly Lock _lock = new();
    private Func<int> _waiting = () => 0;
    private (long Stamp, DateTimeOffset At)? _lateSince;
    private long _lastLive;
    private TimeSpan _lag;

    /// <summary>Messages that were taken from the broker and that no batch has taken yet.</summary>
    public int Waiting => Volatile.Read(ref _waiting)();

    /// <summary>Batches that were taken and are not durable yet.</summary>
    public int UnderWay => _underWay.Count;

    /// <summary>Age that the newest live sample had when it became durable, of the last batch that held one.</summary>
    public TimeSpan Lag
    {
        get
        {
            lock (_lock)
            {
                return _lag;
            }
        }
    }

    /// <summary>The loop starts, also again after a failure: what was on its way will be delivered again.</summary>
    /// <param name="waiting">Counts the messages that wait for a batch.</param>
    public void Start(Func<int> waiting)
    {
        _underWay.Clear();
        Volatile.Write(ref _waiting, waiting);
    }

    /// <summary>A batch was taken.</summary>
    public void Taken() => _underWay.Enqueue((clock.GetTimestamp(), clock.GetUtcNow()));

    /// <summary>The oldest batch under way is durable.</summary>
    /// <param name="lag">Age of its newest live sample; null when it held none.</param>
    public void Stored(TimeSpan? lag)
    {
        _underWay.TryDequeue(out _);
        if (lag is not { } late)
        {
            return;
        }

        lock (_lock)
        {
            (_lag, _lastLive) = (late, clock.GetTimestamp());
            _lateSince = late <= LatestLive ? null : _lateSince ?? (_lastLive, clock.GetUtcNow());
        }
    }

    /// <summary>What is amiss; null when batches become durable in time.</summary>
    public Trouble? Trouble
    {
        get
        {
            if (_underWay.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.Started) > LongestBatch)
            {
                return new Trouble($"What the broker gave is not stored; {_underWay.Count} batches and {Waiting} messages wait. Nothing of it is acknowledged.", "the other parts: the series store or the database is slow or away.", oldest.At);
            }

            lock (_lock)
            {
                var isLate = _lateSince is { } since && clock.GetElapsedTime(since.Stamp) > LatestLive && clock.GetElapsedTime(_lastLive) < LatestLive;
                return isLate
                    ? new Trouble(FormattableString.Invariant($"Live samples are {_lag.TotalSeconds:0} s old when they are stored."), "whether more comes than this machine can store, and the clocks of the agents.", _lateSince!.Value.At)
                    : null;
            }
        }
    }
}
