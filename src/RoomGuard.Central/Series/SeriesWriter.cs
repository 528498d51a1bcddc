using System.Diagnostics;
using Microsoft.Extensions.Logging;
using RoomGuard.Central.Options;
using RoomGuard.Central.Running;
using RoomGuard.Central.Series.Spool;
using RoomGuard.Central.Telemetry;

namespace RoomGuard.Central.Series;

/// <summary>Makes samples durable: in the series store while it answers well, on the disk while it does not. Says once when it is away and once when it is back. Safe for several threads.</summary>
/// <remarks>Batches that come while others are on their way go together. With store and disk both away it waits: nothing is acknowledged, so the broker keeps what comes, and agents keep it until their receipt.</remarks>
internal sealed partial class SeriesWriter(ISeriesStore store, SeriesSpool spool, SpoolOptions options, CentralMeter meter, ILogger<SeriesWriter> logger) : IDisposable
{
    /// <summary>A parcel of so many samples is full.</summary>
    public const int ParcelSamples = 5_000;

    /// <summary>Requests to the store at the same time.</summary>
    public const int Lanes = 2;

    // A store takes a thousand samples in one request for what ten requests of a hundred cost it several times over. So while samples keep coming a parcel stays open
    // for five gaps; when none comes for one, nothing is gained by waiting: a broker may hold back more until these are acknowledged.
    private const int Gaps = 5;

    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(8);

    // After this long without a parcel one that comes is alone, and goes at once.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    // What drains is not waited for by anybody: it may take as long as a slow disk does.
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _lanes = new(Lanes);
    private readonly Outage _outage = new();
    private readonly Outage _blocked = new();
    private Parcel? _open;
    private long _sent;

    /// <summary>What is amiss with the store; null when it took what it was given last.</summary>
    public Trouble? Trouble => _outage.Trouble;

    /// <summary>Why samples can be kept nowhere, so that the broker has to wait; null while the store or the disk takes them.</summary>
    public Trouble? Blocked => _blocked.Trouble;

    /// <summary>Stores samples for good.</summary>
    public Task WriteAsync(IReadOnlyList<SeriesSample> samples, CancellationToken stop)
    {
        lock (_lock)
        {
            var parcel = _open ??= new Parcel();
            parcel.Samples.AddRange(samples);
            parcel.Done ??= Task.Run(() => SendAsync(parcel, stop), stop);
            if (parcel.Samples.Count >= ParcelSamples)
            {
                _open = null;
            }

            return parcel.Done;
        }
    }

    /// <summary>Brings what waited on the disk to the store; ends when the store has it.</summary>
    public async Task DrainAsync(IReadOnlyList<SeriesSample> samples, CancellationToken stop)
    {
        while (!await TryInLaneAsync(samples, stop))
        {
            await _outage.WaitAsync(stop);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lanes.Dispose();

    private async Task<bool> TryInLaneAsync(IReadOnlyList<SeriesSample> samples, CancellationToken stop)
    {
        await _lanes.WaitAsync(stop);
        try
        {
            return await TryStoreAsync(samples, DrainLimit, stop);
        }
        finally
        {
            _lanes.Release();
        }
    }

    private async Task SendAsync(Parcel parcel, CancellationToken stop)
    {
        await _lanes.WaitAsync(stop);
        try
        {
            await GatherAsync(parcel, stop);
            lock (_lock)
            {
                // From here on others start a parcel of their own.
                _open = _open == parcel ? null : _open;
            }

            await SendAsync(parcel.Samples, stop);
        }
        finally
        {
            _lanes.Release();
        }
    }

    private async Task GatherAsync(Parcel parcel, CancellationToken stop)
    {
        var isAlone = Stopwatch.GetElapsedTime(Interlocked.Exchange(ref _sent, Stopwatch.GetTimestamp())) > Quiet;
        for (var (gap, count) = (0, -1); gap < Gaps && !isAlone && CountOf(parcel) is var now && now != count && now < ParcelSamples; gap++)
        {
            count = now;
            await Task.Delay(Gap, stop);
        }
    }

    private int CountOf(Parcel parcel)
    {
        lock (_lock)
        {
            return parcel.Samples.Count;
        }
    }

    private async Task SendAsync(IReadOnlyList<SeriesSample> samples, CancellationToken stop)
    {
        // While the store is away only what drains asks for it: nobody waits for a time-out again.
        var isStored = !_outage.IsOn && await TryStoreAsync(samples, options.After, stop);
        while (!isStored && !await TryKeepAsync(samples, stop))
        {
            await _blocked.WaitAsync(stop);
            isStored = await TryStoreAsync(samples, DrainLimit, stop);
        }

        if (_blocked.End() is { } length)
        {
            Log.Unblocked(logger, length);
        }
    }

    private async Task<bool> TryKeepAsync(IReadOnlyList<SeriesSample> samples, CancellationToken stop)
    {
        var verdict = await spool.KeepAsync(samples, stop);
        if (verdict.IsKept)
        {
            meter.Spooled(samples.Count);
        }
        else if (_blocked.Begin($"Samples cannot be kept on the disk either: {verdict.Reason}.", $"the space of {spool.Folder}, and \"series.spool\" of the settings."))
        {
            Log.Blocked(logger, spool.Folder, verdict.Reason);
        }

        return verdict.IsKept;
    }

    private async Task<bool> TryStoreAsync(IReadOnlyList<SeriesSample> samples, TimeSpan limit, CancellationToken stop)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(limit);
        try
        {
            await store.WriteAsync(samples, late.Token);
        }
        catch (SeriesUnavailableException error)
        {
            Lose(error.Message);
            return false;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            Lose(FormattableString.Invariant($"{samples.Count} samples were not stored within {limit.TotalSeconds:0.#} s."));
            return false;
        }

        if (_outage.End() is { } length)
        {
            Log.Back(logger, length);
        }

        return true;
    }

    private void Lose(string reason)
    {
        if (_outage.Begin(reason, "whether the series store runs and has space, and section \"series\" of the settings."))
        {
            Log.Away(logger, reason, spool.Folder);
        }
    }

    private sealed class Parcel
    {
        public List<SeriesSample> Samples { get; } = [];

        public Task? Done { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(4110, LogLevel.Warning, "The series store does not take samples: {Reason} They are kept in {Folder} until it does. Said once; the next line is its return.")]
        internal static partial void Away(ILogger logger, string reason, string folder);

        [LoggerMessage(4111, LogLevel.Information, "The series store takes samples again after {Length}.")]
        internal static partial void Back(ILogger logger, TimeSpan length);

        [LoggerMessage(4113, LogLevel.Error, "Samples cannot be kept in {Folder} either: {Reason}. Nothing is acknowledged, so the broker and the agents keep what comes. Bring the series store back, or make room. Said once; the next line is its end.")]
        internal static partial void Blocked(ILogger logger, string folder, string reason);

        [LoggerMessage(4114, LogLevel.Information, "Samples are stored again after {Length} in which neither the series store nor the disk took any.")]
        internal static partial void Unblocked(ILogger logger, TimeSpan length);
    }
}
