using Microsoft.Extensions.Logging;
using RoomGuard.Agent.Publishing;
using RoomGuard.Agent.Service;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Devices.Sensors;
using RoomGuard.Devices.Truth;

namespace RoomGuard.Agent.Polling;

/// <summary>Reads one sensor each period.</summary>
internal sealed class SensorInput : IInput
{
    // Kernel drivers give up by themselves; this is for a bus that hangs.
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(10);

    // A read that hangs longer is ended by nothing but the end of the process: then the watchdog may have its way.
    private static readonly TimeSpan LongestHang = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(20);

    private readonly SensorOptions _options;
    private readonly ISensor _sensor;
    private readonly SampleFeed _feed;
    private readonly TimeProvider _clock;
    private readonly PointId _point;
    private readonly Presence _presence;
    private readonly TruthGate _truth;
    private readonly long _start;
    private readonly Beat _beat;
    private Task<Reading>? _hanging;
    private long? _hangingSince;

    /// <summary>An input whose sensor is found below <paramref name="sysfs"/>.</summary>
    public SensorInput(SensorOptions options, string sysfs, SampleFeed feed, TimeProvider clock, ILoggerFactory logs)
    {
        (_options, _feed, _clock) = (options, feed, clock);
        _sensor = options.Driver.Open(sysfs, options.Channel);
        _point = options.Place.Point(options.Channel.Signal.Id);
        (_truth, _start) = (new TruthGate(options.Channel.Signal, options.Truth), clock.GetTimestamp());
        _presence = new Presence(_point, clock, logs.CreateLogger<SensorInput>());
        _beat = new Beat(Name, options.Period + LongestRead + Slack, clock);
    }

    /// <inheritdoc/>
    public string Name => _point.ToString();

    /// <inheritdoc/>
    public IReadOnlyList<Beat> Beats => [_beat];

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stop)
    {
        using var ticks = new PeriodicTimer(_options.Period, _clock);
        do
        {
            Tell(await ReadAsync(stop));
            if (_hangingSince is not { } since || _clock.GetElapsedTime(since) < LongestHang)
            {
                _beat.Mark();
            }
        }
        while (await ticks.WaitForNextTickAsync(stop));
    }

    /// <inheritdoc/>
    public void Fault(string detail) => _feed.Put(_point, _clock.GetUtcNow(), Reading.Absent(AbsenceReason.Faulted, detail));

    /// <summary>Reads once, on the caller's thread; <see cref="Take"/> tells what came.</summary>
    public Reading Read() => _sensor.Read();

    /// <summary>Tells a reading that was made just now.</summary>
    public void Take(Reading reading)
    {
        Tell(reading);
        _beat.Mark();
    }

    /// <summary>Goes on with a read that somebody else began and that has not come back; one that failed is begun anew.</summary>
    public void Adopt(Task<Reading> begun)
    {
        _hanging = begun;
        _hangingSince = _clock.GetTimestamp();
    }

    private void Tell(Reading raw)
    {
        var reading = _truth.Judge(raw, _clock.GetElapsedTime(_start));
        _feed.Put(_point, _clock.GetUtcNow(), reading);
        _presence.Note(reading);
    }

    // A read that hangs in the kernel cannot be called off; it is waited for again rather than begun a second time.
    private async Task<Reading> ReadAsync(CancellationToken stop)
    {
        var read = _hanging ?? Task.Run(_sensor.Read, stop);
        _hanging = read;
        try
        {
            return await read.WaitAsync(LongestRead, stop);
        }
        catch (TimeoutException)
        {
            return Reading.Absent(AbsenceReason.Silent, FormattableString.Invariant($"no answer in {LongestRead.TotalSeconds:0} s"));
        }
        finally
        {
            _hanging = read.IsCompleted ? null : read;
            _hangingSince = _hanging is null ? null : _hangingSince ?? _clock.GetTimestamp();
        }
    }
}
