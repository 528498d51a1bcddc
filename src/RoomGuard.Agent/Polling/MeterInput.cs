using System.Device.Gpio;
using Microsoft.Extensions.Logging;
using RoomGuard.Agent.Publishing;
using RoomGuard.Agent.Service;
using RoomGuard.Contract.Messages;
using RoomGuard.Devices.Pulses;

namespace RoomGuard.Agent.Polling;

/// <summary>Counts the pulses of every meter, says the counts, and keeps them over a restart.</summary>
internal sealed partial class MeterInput : IInput
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(20);

    private readonly MetersOptions _options;
    private readonly MeterFile _file;
    private readonly Func<PulseLine, GpioController> _open;
    private readonly SampleFeed _feed;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Beat _beat;
    private readonly Dictionary<string, KeptCount> _kept = new(StringComparer.Ordinal);
    private List<Meter> _meters = [];
    private DateTimeOffset _savedAt;
    private bool _cannotSave;

    /// <summary>An input whose lines <paramref name="open"/> gives.</summary>
    public MeterInput(MetersOptions options, MeterFile file, Func<PulseLine, GpioController> open, SampleFeed feed, (TimeProvider Clock, ILoggerFactory Logs) surroundings)
    {
        (_options, _file, _open, _feed, _clock) = (options, file, open, feed, surroundings.Clock);
        _logger = surroundings.Logs.CreateLogger<MeterInput>();
        _beat = new Beat(Name, LongestTurn, _clock);
    }

    /// <inheritdoc/>
    public string Name => "meters";

    /// <inheritdoc/>
    public IReadOnlyList<Beat> Beats => [_beat];

    /// <summary>The points of the section, for the roster.</summary>
    public static IReadOnlyList<BirthPoint> Points(MetersOptions options) => [.. options.Meters.SelectMany(meter =>
        new[] { meter.Signal, meter.Rate?.Signal }.OfType<Contract.Signals.Signal>().Select(signal => Roster.Point(meter.Place, signal.Id, meter.Period, "pulse")))];

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stop)
    {
        Load();
        _meters = [.. _options.Meters.Select(Make)];
        using var ticks = new PeriodicTimer(Pace, _clock);
        try
        {
            // What is counted from now on is missing in the file until it is written again: that is what it must say.
            Save(isClosed: false);
            do
            {
                _meters.ForEach(meter => meter.Tick());
                _beat.Mark();
                if (_clock.GetUtcNow() - _savedAt >= _options.Save && _meters.Exists(meter => meter.Pulses != _kept[meter.Key].Pulses))
                {
                    Save(isClosed: false);
                }
            }
            while (await ticks.WaitForNextTickAsync(stop));
        }
        finally
        {
            Save(isClosed: true);
            _meters.ForEach(meter => meter.Dispose());
        }
    }

    /// <inheritdoc/>
    public void Fault(string detail) => _meters.ForEach(meter => meter.Fault(detail));

    private Meter Make(MeterOptions options)
    {
        var kept = _kept.GetValueOrDefault(options.Place.Point(options.Signal.Id).ToString());
        return new Meter(options, kept, new PulseCounter(options.Line, kept?.Pulses ?? 0, () => _open(options.Line), _clock), _feed, (_clock, _logger));
    }

    private void Load()
    {
        try
        {
            var kept = _file.Read(out var fault);
            if (fault is not null)
            {
                Log.PutAside(_logger, _file.Path, fault);
            }

            foreach (var (point, count) in kept)
            {
                _kept[point] = count;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.CannotRead(_logger, _file.Path, error.Message);
        }
    }

    // Those of meters that are not in the settings any more stay: they may come back.
    private void Save(bool isClosed)
    {
        _savedAt = _clock.GetUtcNow();
        foreach (var meter in _meters)
        {
            _kept[meter.Key] = new KeptCount(meter.Pulses, _savedAt, isClosed);
        }

        try
        {
            _file.Replace(_kept);
            _cannotSave = false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (!_cannotSave)
            {
                Log.CannotSave(_logger, _file.Path, error.Message);
            }

            _cannotSave = true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3309, LogLevel.Error, "{Path} holds no counts ({Fault}): it is put aside as .bad, and meters begin at their \"start\". Put the right counts into a new one, with the agent stopped.")]
        internal static partial void PutAside(ILogger logger, string path, string fault);

        [LoggerMessage(3310, LogLevel.Error, "{Path} cannot be read ({Fault}): meters begin at their \"start\". Look at the owner and the mode of the file.")]
        internal static partial void CannotRead(ILogger logger, string path, string fault);

        [LoggerMessage(3311, LogLevel.Error, "The counts of meters cannot be kept in {Path}: {Fault} They go on, and are lost at a restart. Said once.")]
        internal static partial void CannotSave(ILogger logger, string path, string fault);
    }
}
