using Microsoft.Extensions.Logging;
using RoomGuard.Agent.Polling;
using RoomGuard.Agent.Publishing;
using RoomGuard.Contract.Samples;
using RoomGuard.Devices.Cameras;

namespace RoomGuard.Agent.Cameras;

/// <summary>Looks at one camera or recorder each period.</summary>
internal sealed partial class CameraInput : IInput
{
    private readonly CameraOptions _options;
    private readonly SampleFeed _feed;
    private readonly TimeProvider _clock;
    private readonly ILogger<CameraInput> _logger;
    private readonly Dictionary<string, Presence> _presences;
    private readonly HashSet<string> _remarked = new(StringComparer.Ordinal);

    /// <summary>An input that has asked nothing yet.</summary>
    public CameraInput(CameraOptions options, SampleFeed feed, TimeProvider clock, ILoggerFactory logs)
    {
        (_options, _feed, _clock, _logger) = (options, feed, clock, logs.CreateLogger<CameraInput>());
        _presences = options.Settings.Signals.ToDictionary(signal => signal, signal => new Presence(options.Place.Point(signal), clock, _logger), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public string Name => $"{_options.Place.Room}/{_options.Place.Equipment}";

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stop)
    {
        using var camera = new Camera(_options.Settings, _clock);
        using var ticks = new PeriodicTimer(_options.Period, _clock);
        do
        {
            var readings = await camera.LookAsync(stop);
            var at = _clock.GetUtcNow();
            foreach (var reading in readings)
            {
                _feed.Put(_options.Place.Point(reading.Signal), at, reading.Reading);
                _presences[reading.Signal].Note(reading.Reading);
                Remark(reading);
            }
        }
        while (await ticks.WaitForNextTickAsync(stop));
    }

    /// <inheritdoc/>
    public void Fault(string detail)
    {
        foreach (var signal in _options.Settings.Signals)
        {
            _feed.Put(_options.Place.Point(signal), _clock.GetUtcNow(), Reading.Absent(AbsenceReason.Faulted, detail));
        }
    }

    private void Remark(CameraReading reading)
    {
        if (reading.Remark is null)
        {
            if (_remarked.Remove(reading.Signal) && reading.Reading.IsPresent)
            {
                Log.Well(_logger, Name, reading.Signal, reading.Reading);
            }
        }
        else if (_remarked.Add(reading.Signal))
        {
            Log.Unwell(_logger, Name, reading.Signal, reading.Reading, reading.Remark);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3321, LogLevel.Warning, "{Camera} {Signal} is {Reading}: {Remark}. Said once; the next line is its end.")]
        internal static partial void Unwell(ILogger logger, string camera, string signal, Reading reading, string remark);

        [LoggerMessage(3322, LogLevel.Information, "{Camera} {Signal} is {Reading} again.")]
        internal static partial void Well(ILogger logger, string camera, string signal, Reading reading);
    }
}
