using System.Diagnostics.Metrics;
using RoomGuard.Central.Telemetry;

namespace RoomGuard.Central.Tests.Parts;

/// <summary>A meter of a test's own, and what was counted with it.</summary>
internal sealed class TestMeters : IMeterFactory
{
    private readonly Dictionary<string, double> _counts = [];
    private readonly MeterListener _listener = new();
    private readonly List<Meter> _meters = [];

    public TestMeters()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == this)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            lock (_counts)
            {
                foreach (var key in new[] { instrument.Name, instrument.Name + "/" + string.Join('/', tags.ToArray().Select(tag => tag.Value)) })
                {
                    _counts[key] = _counts.GetValueOrDefault(key) + value;
                }
            }
        });
        _listener.Start();
        Central = new CentralMeter(this);
    }

    public CentralMeter Central { get; }

    /// <summary>The sum of a counter; <c>name/tag value</c> for one of its series.</summary>
    public double this[string name]
    {
        get
        {
            lock (_counts)
            {
                return _counts.GetValueOrDefault(name);
            }
        }
    }

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(new MeterOptions(options.Name) { Scope = this });
        _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.ForEach(meter => meter.Dispose());
    }
}
