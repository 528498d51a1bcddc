using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace RoomGuard.Central.Telemetry;

/// <summary>How long each step takes and how much goes through it. Measured once for a batch, a step or a transaction, never for a sample. Safe for several threads.</summary>
internal sealed class PaceMeter
{
    private static readonly InstrumentAdvice<double> Short = new() { HistogramBucketBoundaries = [0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] };
    private static readonly InstrumentAdvice<double> Alarms = new() { HistogramBucketBoundaries = [0.001, 0.002_5, 0.005, 0.007_5, 0.01, 0.012_5, 0.015, 0.017_5, 0.02, 0.025, 0.03, 0.04, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 10] };
    private static readonly InstrumentAdvice<double> Long = new() { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600] };
    private static readonly InstrumentAdvice<int> Sizes = new() { HistogramBucketBoundaries = [1, 2, 5, 10, 25, 50, 100, 256] };

    private readonly Histogram<double> _step;
    private readonly Counter<long> _calls;
    private readonly Histogram<double> _commit;
    private readonly Histogram<int> _commitChanges;
    private readonly Histogram<double> _series;
    private readonly Histogram<double> _alarm;
    private readonly Histogram<double> _told;

    public PaceMeter(Meter meter)
    {
        _step = meter.CreateHistogram("roomguard.rules.step", "s", "What a room needs to decide what a batch means for it, without storing.", advice: Short);
        _calls = meter.CreateCounter<long>("roomguard.owner.calls", null, "Calls to owners of rooms and agents, by what was asked.");
        _commit = meter.CreateHistogram("roomguard.store.commit", "s", "One transaction of the state database, to the disk.", advice: Short);
        _commitChanges = meter.CreateHistogram("roomguard.store.changes", null, "Changes that went into one transaction together.", advice: Sizes);
        _series = meter.CreateHistogram("roomguard.series.write", "s", "From handing the samples of a batch over to their being durable.", advice: Short);
        _alarm = meter.CreateHistogram("roomguard.alarm.delay", "s", "From a message's coming to the alarm that it changed being stored and handed to the channels.", advice: Alarms);
        _told = meter.CreateHistogram("roomguard.notification.delay", "s", "From an alarm's change to its being delivered, by channel.", advice: Long);
    }

    /// <summary>A room decided.</summary>
    /// <param name="started">When it began, by <see cref="Stopwatch"/>.</param>
    public void Step(long started) => _step.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);

    /// <summary>An owner was called.</summary>
    public void Call(string what) => _calls.Add(1, new KeyValuePair<string, object?>("call", what));

    /// <summary>A transaction was written.</summary>
    public void Commit(TimeSpan took, int changes)
    {
        _commit.Record(took.TotalSeconds);
        _commitChanges.Record(changes);
    }

    /// <summary>The samples of a batch are durable.</summary>
    /// <param name="started">When they were handed over, by <see cref="Stopwatch"/>.</param>
    public void Series(long started) => _series.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);

    /// <summary>An alarm has changed: it is stored and handed to the channels.</summary>
    /// <param name="received">When its message came, by <see cref="Stopwatch"/>.</param>
    public void Alarm(long received) => _alarm.Record(Stopwatch.GetElapsedTime(received).TotalSeconds);

    /// <summary>Somebody was told.</summary>
    public void Told(string channel, TimeSpan after) => _told.Record(Math.Max(0, after.TotalSeconds), new KeyValuePair<string, object?>("channel", channel));
}
