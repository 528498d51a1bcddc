using Microsoft.Extensions.Logging;
using RoomGuard.Central.Running;
using RoomGuard.Central.Telemetry;
using RoomGuard.Contract.Points;

namespace RoomGuard.Central.Series.Rollups;

/// <summary>Rolls samples up as they pass through, and makes again from the samples what came late, out of order, or before a restart.</summary>
/// <remarks>
/// A bucket is summed in memory and written when it has closed. A sum is trusted only when every sample of it came once and in order since this run began; anything else is noted in the book and made again.
/// Where several centres share the packs none of them sees all samples of a point, so everything is made again from the store.
/// </remarks>
internal sealed partial class RollupWorker(RollupParts parts, RollupPace pace, CentralMeter meter, ILogger<RollupWorker> logger) : IDisposable
{
    private const int MaxRows = 5_000;

    // Points with an open bucket that are summed here; beyond them everything is made again from the samples.
    private const int MaxPoints = 500_000;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _opening = new(1);
    private readonly Outage _outage = new();
    private readonly Dictionary<PointId, PointSums> _points = [];
    private RollupMark _reach;
    private long _opened;
    private long _mark;

    /// <summary>From when to when the tiers hold everything but what <see cref="RollupBook.LateAsync"/> names. Nothing before the first sample of this run.</summary>
    public RollupMark Reach
    {
        get
        {
            lock (_lock)
            {
                return _reach with { At = Tier.Quarter.Floor(_reach.At) };
            }
        }
    }

    /// <summary>Hears of samples before the store gets them. What must be made again because of them is on the disk when this ends.</summary>
    /// <exception cref="SeriesUnavailableException">It cannot be noted.</exception>
    public async Task HearAsync(IReadOnlyList<SeriesSample> samples, CancellationToken stop)
    {
        await OpenAsync(stop);
        var late = new HashSet<LateRange>();
        var strangers = new List<PointId>();
        lock (_lock)
        {
            foreach (var sample in samples)
            {
                Hear_NeedsLock(sample, late, strangers);
            }
        }

        if (late.Count > 0 || strangers.Count > 0)
        {
            await NoteAsync(late, strangers, stop);
        }
    }

    /// <summary>The store did not take samples that were heard of. They may come again, or be there already.</summary>
    public void Doubt(IReadOnlyList<SeriesSample> samples)
    {
        lock (_lock)
        {
            foreach (var sample in samples)
            {
                if (_points.TryGetValue(sample.Sample.Point, out var sums))
                {
                    sums.Doubt(sample.Sample.At.ToUnixTimeMilliseconds());
                }
            }
        }
    }

    /// <summary>Closes buckets until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await CloseAsync(stop);
                await MakeAgainAsync(stop);
                if (_outage.End() is { } length)
                {
                    Log.Back(logger, length);
                }
            }
            catch (SeriesUnavailableException error)
            {
                if (_outage.Begin(error.Message, "the series store and the disk of the folder \"data\"."))
                {
                    Log.Away(logger, error.Message);
                }

                await _outage.WaitAsync(stop);
            }

            await Task.Delay(pace.Round, parts.Clock, stop);
        }
    }

    /// <summary>Writes what has closed by now.</summary>
    /// <exception cref="SeriesUnavailableException">Store or book do not take it; it is noted to be made again, or stays behind the mark.</exception>
    public async Task CloseAsync(CancellationToken stop)
    {
        await OpenAsync(stop);
        var mark = Tier.Minute.Floor((parts.Clock.GetUtcNow() - pace.Grace).ToUnixTimeMilliseconds());
        var harvest = new RollupHarvest();
        lock (_lock)
        {
            if (mark <= _mark)
            {
                return;
            }

            _mark = mark;
            foreach (var (point, sums) in _points)
            {
                sums.Close(mark, harvest);
                if (sums.IsIdle)
                {
                    _points.Remove(point);
                }
            }
        }

        if (!await TryWriteAsync(harvest, stop))
        {
            harvest.Suspect.AddRange(harvest.Minutes.Concat(harvest.Quarters).Select(rollup => LateRange.Quarter(rollup.Point, Tier.Quarter.Floor(rollup.At.ToUnixTimeMilliseconds()))).Distinct());
        }

        await parts.Book.MarkAsync(mark, harvest.Suspect, stop);
        lock (_lock)
        {
            _reach = _reach with { At = mark };
        }
    }

    /// <summary>Makes again from the samples what is due, the longest waiting first.</summary>
    /// <exception cref="SeriesUnavailableException">Store or book do not answer; what was not made stays noted.</exception>
    public async Task MakeAgainAsync(CancellationToken stop)
    {
        while (true)
        {
            // Whoever noted it may still be writing the sample itself.
            var due = await parts.Book.DueAsync(Reach.At, parts.Clock.GetUtcNow() - pace.Settle, 500, stop);
            foreach (var (range, noted) in due)
            {
                await CloseAsync(stop);
                var started = System.Diagnostics.Stopwatch.GetTimestamp();
                await new RollupRemake(parts.Samples, parts.Rollups, parts.Clock.GetUtcNow() - parts.Kept).RunAsync(range, stop);
                await parts.Book.DoneAsync(range, noted, stop);
                meter.RolledUpAgain();

                // Half of one core at most, so that a night's backlog does not slow what is new.
                await Task.Delay(System.Diagnostics.Stopwatch.GetElapsedTime(started), stop);
            }

            if (due.Count == 0)
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _opening.Dispose();

    private async Task OpenAsync(CancellationToken stop)
    {
        if (Volatile.Read(ref _opened) != 0)
        {
            return;
        }

        await _opening.WaitAsync(stop);
        try
        {
            if (_opened == 0)
            {
                var now = parts.Clock.GetUtcNow().ToUnixTimeMilliseconds();
                var reach = await parts.Book.OpenAsync(now, stop);
                lock (_lock)
                {
                    (_reach, _mark) = (reach, Tier.Minute.Floor(now));
                }

                Volatile.Write(ref _opened, now);
            }
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task NoteAsync(HashSet<LateRange> late, List<PointId> strangers, CancellationToken stop)
    {
        var isNoted = false;
        try
        {
            await parts.Book.NoteAsync(late, strangers, stop);
            isNoted = true;
        }
        finally
        {
            if (!isNoted)
            {
                // They come again, and are strangers then too.
                lock (_lock)
                {
                    strangers.ForEach(point => _points.Remove(point));
                }
            }
        }
    }

    private void Hear_NeedsLock(SeriesSample sample, HashSet<LateRange> late, List<PointId> strangers)
    {
        var point = sample.Sample.Point;
        var at = sample.Sample.At.ToUnixTimeMilliseconds();
        if (!_points.TryGetValue(point, out var sums))
        {
            if (_points.Count >= MaxPoints)
            {
                late.Add(LateRange.Quarter(point, Tier.Quarter.Floor(at)));
                return;
            }

            _points[point] = sums = new PointSums(point, _opened);
            strangers.Add(point);
        }

        if (at < _mark)
        {
            sums.Late(at);
            late.Add(LateRange.Quarter(point, Tier.Quarter.Floor(at)));
        }
        else
        {
            sums.Add(at, sample, parts.IsShared);
        }
    }

    private async Task<bool> TryWriteAsync(RollupHarvest harvest, CancellationToken stop)
    {
        try
        {
            foreach (var (tier, rollups) in new[] { (Tier.Minute, harvest.Minutes), (Tier.Quarter, harvest.Quarters) })
            {
                foreach (var rows in rollups.Chunk(MaxRows))
                {
                    await parts.Rollups.WriteAsync(tier, rows, isAgain: false, stop);
                    meter.RolledUp(rows.Length);
                }
            }

            return true;
        }
        catch (SeriesUnavailableException error)
        {
            if (_outage.Begin(error.Message, "the series store."))
            {
                Log.Away(logger, error.Message);
            }

            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4105, LogLevel.Warning, "Roll-ups cannot be written: {Reason} They are made again from the samples later. The next line of this kind is its end.")]
        internal static partial void Away(ILogger logger, string reason);

        [LoggerMessage(4106, LogLevel.Information, "Roll-ups are written again after {Length}.")]
        internal static partial void Back(ILogger logger, TimeSpan length);
    }
}

/// <summary>What the worker works with.</summary>
/// <param name="Samples">Where the samples are.</param>
/// <param name="Rollups">Where the roll-ups go.</param>
/// <param name="Clock">The clock that samples live by.</param>
/// <param name="IsShared">Whether other centres get some of the packs.</param>
/// <param name="Kept">How long samples are kept; null for ever.</param>
internal sealed record RollupParts(ISeriesStore Samples, IRollupStore Rollups, RollupBook Book, TimeProvider Clock, bool IsShared, TimeSpan? Kept);

/// <summary>How fast roll-ups follow.</summary>
internal sealed record RollupPace
{
    /// <summary>Wait between two looks at what has closed.</summary>
    public TimeSpan Round { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A bucket is kept open so long for those who are a little late.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>What was noted is made again no sooner: longer than the longest write to a store.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(45);
}
