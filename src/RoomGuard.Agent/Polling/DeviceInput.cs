using Microsoft.Extensions.Logging;
using RoomGuard.Agent.Publishing;
using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Samples;
using RoomGuard.Devices.Snmp;
using RoomGuard.Snmp;

namespace RoomGuard.Agent.Polling;

/// <summary>Polls one SNMP device each period, and names its points in the roster as they become known.</summary>
internal sealed class DeviceInput : IInput
{
    private readonly SnmpOptions _options;
    private readonly SnmpPoller _poller;
    private readonly SampleFeed _feed;
    private readonly Roster _roster;
    private readonly TimeProvider _clock;
    private List<BirthPoint> _named = [];

    /// <summary>An input that asks through <paramref name="manager"/>.</summary>
    public DeviceInput(SnmpOptions options, SnmpManager manager, SampleFeed feed, Roster roster, (TimeProvider Clock, ILoggerFactory Logs) surroundings)
    {
        (_options, _feed, _roster, _clock) = (options, feed, roster, surroundings.Clock);
        _poller = new SnmpPoller(manager, options.Device, _clock, surroundings.Logs.CreateLogger<SnmpPoller>());
        NamePoints();
    }

    /// <inheritdoc/>
    public string Name => $"{_options.Place.Room}/{_options.Place.Equipment}";

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stop)
    {
        using var ticks = new PeriodicTimer(_options.Period, _clock);
        do
        {
            var readings = await _poller.PollAsync(stop);
            NamePoints();
            var at = _clock.GetUtcNow();
            foreach (var reading in readings)
            {
                _feed.Put(_options.Place.Point(reading.Part, reading.Signal), at, reading.Reading);
            }
        }
        while (await ticks.WaitForNextTickAsync(stop));
    }

    /// <inheritdoc/>
    public void Fault(string detail)
    {
        foreach (var signal in _poller.Signals)
        {
            _feed.Put(_options.Place.Point(signal.Part, signal.Signal), _clock.GetUtcNow(), Reading.Absent(AbsenceReason.Faulted, detail));
        }
    }

    private void NamePoints()
    {
        var points = _poller.Signals.Select(signal => Roster.Point(_options.Place.Of(signal.Part), signal.Signal, _options.Period, $"snmp:{_poller.ProfileId}")).ToList();
        if (!points.SequenceEqual(_named))
        {
            _named = points;
            _roster.Put(Name, points);
        }
    }
}
