using System.Diagnostics.Metrics;

namespace RoomGuard.Central.Telemetry;

/// <summary>What the centre counts of itself, for <c>/metrics</c>. Safe for several threads.</summary>
internal sealed class CentralMeter
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "RoomGuard.Central";

    private readonly Counter<long> _packs;
    private readonly Counter<long> _samples;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _seriesRefused;
    private readonly Counter<long> _spooled;
    private readonly Counter<long> _spoolLost;
    private readonly Counter<long> _notifications;
    private readonly Counter<long> _restarts;
    private readonly Counter<long> _reloads;
    private readonly Histogram<double> _batchSeconds;
    private readonly Histogram<double> _lagSeconds;

    public CentralMeter(IMeterFactory factory)
    {
        Meter = factory.Create(Name);
        _packs = Meter.CreateCounter<long>("roomguard.ingest.packs", null, "Packs taken from the broker and stored.");
        _samples = Meter.CreateCounter<long>("roomguard.ingest.samples", null, "Samples stored.");
        _refused = Meter.CreateCounter<long>("roomguard.ingest.refused", null, "Packs or records refused, by reason.");
        _duplicates = Meter.CreateCounter<long>("roomguard.ingest.duplicates", null, "Packs delivered again after they were stored.");
        _seriesRefused = Meter.CreateCounter<long>("roomguard.series.refused", null, "Lines the series store refused for good.");
        _spooled = Meter.CreateCounter<long>("roomguard.series.spooled", null, "Samples kept on the disk because the series store did not take them.");
        _spoolLost = Meter.CreateCounter<long>("roomguard.series.spool.lost", "By", "Bytes of the spool that were no whole batch.");
        _notifications = Meter.CreateCounter<long>("roomguard.notifications", null, "Attempts to tell somebody, by channel and outcome.");
        _restarts = Meter.CreateCounter<long>("roomguard.loop.restarts", null, "Loops that failed and were started again, by loop.");
        _reloads = Meter.CreateCounter<long>("roomguard.site.reloads", null, "Times the site model was read again, by outcome: done, same, refused.");
        _batchSeconds = Meter.CreateHistogram<double>("roomguard.ingest.batch", "s", "From taking a batch to its being durable.");
        _lagSeconds = Meter.CreateHistogram<double>("roomguard.series.lag", "s", "Age of the newest sample of a batch when it is in the series store.");
    }

    /// <summary>The meter, for gauges that others observe.</summary>
    public Meter Meter { get; }

    /// <summary>One batch is durable.</summary>
    /// <param name="took">From taking it to its being durable, real time.</param>
    public void Batch(int packs, int samples, TimeSpan took)
    {
        _packs.Add(packs);
        _samples.Add(samples);
        _batchSeconds.Record(took.TotalSeconds);
    }

    /// <summary>The newest sample of a batch had this age when it was in the series store.</summary>
    public void SeriesLag(TimeSpan lag) => _lagSeconds.Record(Math.Max(0, lag.TotalSeconds));

    /// <summary>A pack or record was refused.</summary>
    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>A pack came again.</summary>
    public void Duplicate() => _duplicates.Add(1);

    /// <summary>The series store refused lines for good.</summary>
    public void SeriesRefused(int lines) => _seriesRefused.Add(lines);

    /// <summary>Samples are kept on the disk until the series store takes them.</summary>
    public void Spooled(int samples) => _spooled.Add(samples);

    /// <summary>Bytes of the spool were no whole batch.</summary>
    public void SpoolLost(long bytes) => _spoolLost.Add(bytes);

    /// <summary>A channel was tried.</summary>
    public void Notification(string channel, string outcome) =>
        _notifications.Add(1, new KeyValuePair<string, object?>("channel", channel), new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>The site model was read again.</summary>
    public void Reload(string outcome) => _reloads.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>A loop failed and starts again.</summary>
    public void Restart(string loop) => _restarts.Add(1, new KeyValuePair<string, object?>("loop", loop));
}
