using Microsoft.Extensions.Logging;
using RoomGuard.Agent.Service;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Senml;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Agent.Publishing;

/// <summary>Makes packs of samples: at once when a state changes or a value comes or goes, otherwise at most <c>batch</c> after the first sample.</summary>
internal sealed partial class Publisher(SampleFeed feed, Outbox outbox, TimeSpan batch, TimeProvider clock, ILogger<Publisher> logger)
{
    // Well below what Central takes in one payload (256 KiB): a record is some 80 bytes.
    private const int MaxSamples = 1000;

    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(20);

    /// <summary>Samples that go with every pack; none unless set.</summary>
    public Func<IReadOnlyList<Sample>> Beside { get; init; } = static () => [];

    // Whoever has just installed a board, or waits for one that was restarted, waits for its first readings.
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<PointId, Reading> _last = [];
    private readonly List<Sample> _pending = [];
    private bool _hasPacked;

    /// <summary>The sign that what is put into the feed is taken out again.</summary>
    public Beat Beat { get; } = new("the publisher", batch + LongestTurn, clock, () => feed.Samples.Count > 0);

    /// <summary>Runs until told to stop, and then packs what is left.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        Beat.Mark();
        try
        {
            while (await feed.Samples.WaitToReadAsync(stop))
            {
                if (!Gather())
                {
                    await GatherMoreAsync(stop);
                }

                Pack();
                Beat.Mark();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Gather();
            Pack();
        }
    }

    private async Task GatherMoreAsync(CancellationToken stop)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var due = Task.Delay(_hasPacked || batch < First ? batch : First, clock, enough.Token);
        var isUrgent = false;
        while (!isUrgent && _pending.Count < MaxSamples)
        {
            var more = feed.Samples.WaitToReadAsync(enough.Token).AsTask();
            if (await Task.WhenAny(more, due) == due)
            {
                break;
            }

            await more;
            isUrgent = Gather();
        }

        await enough.CancelAsync();
        stop.ThrowIfCancellationRequested();
    }

    // True when something was gathered that must not wait.
    private bool Gather()
    {
        var isUrgent = false;
        while (_pending.Count < MaxSamples && feed.Samples.TryRead(out var sample))
        {
            _pending.Add(sample);
            isUrgent |= IsUrgent(sample);
            _last[sample.Point] = sample.Reading;
        }

        return isUrgent;
    }

    private bool IsUrgent(Sample sample)
    {
        if (!_last.TryGetValue(sample.Point, out var last))
        {
            return sample.Reading is { Kind: ReadingKind.Flag, Flag: true };
        }

        var isState = SignalCatalogue.Find(sample.Point.Signal)?.Kind == SignalKind.State;
        return last.IsPresent != sample.Reading.IsPresent || (isState && sample.Reading.IsPresent && last != sample.Reading);
    }

    private void Pack()
    {
        _hasPacked = true;
        if (_pending.Count > 0)
        {
            _pending.AddRange(Beside());
        }

        // One pack has one time quality; samples of a room stand together. Both sorts keep the order of time within a point.
        foreach (var quality in _pending.GroupBy(sample => sample.Quality))
        {
            var payload = SamplePack.Write([.. quality.OrderBy(sample => sample.Point.RoomPath, StringComparer.Ordinal)]);
            if (outbox.Add(payload, quality.Key, Monotonic.Now))
            {
                Log.Dropping(logger, outbox.Count);
            }
        }

        _pending.Clear();
    }

    private static partial class Log
    {
        [LoggerMessage(3102, LogLevel.Error, "{Packs} packs wait for the broker; the oldest are dropped from now on. Said once.")]
        internal static partial void Dropping(ILogger logger, int packs);
    }
}
