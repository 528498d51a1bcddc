using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using RoomGuard.Agent.Publishing;
using RoomGuard.Agent.Service;
using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Samples;
using RoomGuard.Devices.Snmp;
using RoomGuard.Snmp;

namespace RoomGuard.Agent.Polling;

/// <summary>Polls one SNMP device each period, oftener while something happens and at once after a trap, and names its points in the roster as they become known.</summary>
internal sealed class DeviceInput : IInput
{
    private const int MostWaitingTraps = 32;

    // Many requests, each of which may have to be sent again.
    private static readonly TimeSpan LongestPoll = TimeSpan.FromMinutes(5);

    private readonly SnmpOptions _options;
    private readonly SnmpManager _manager;
    private readonly SnmpPoller _poller;
    private readonly SampleFeed _feed;
    private readonly Roster _roster;
    private readonly TimeProvider _clock;
    private readonly PollPace _pace;
    private readonly Beat _beat;

    // Traps, and nulls for a test that was begun.
    private readonly Channel<ObjectId?> _news = Channel.CreateBounded<ObjectId?>(new BoundedChannelOptions(MostWaitingTraps) { FullMode = BoundedChannelFullMode.DropWrite });
    private List<BirthPoint> _named = [];
    private volatile bool _isBegun;

    /// <summary>An input that asks through <paramref name="manager"/>.</summary>
    public DeviceInput(SnmpOptions options, SnmpManager manager, SampleFeed feed, Roster roster, (TimeProvider Clock, ILoggerFactory Logs) surroundings)
    {
        (_options, _feed, _roster, _clock) = (options, feed, roster, surroundings.Clock);
        _poller = new SnmpPoller(manager, options.Device, _clock, surroundings.Logs.CreateLogger<SnmpPoller>());
        _manager = manager;
        _pace = new PollPace(options.Period, options.Burst);
        _beat = new Beat(Name, options.Period + LongestPoll, _clock);
        NamePoints();
    }

    /// <summary>The device that is polled.</summary>
    public SnmpDevice Device => _options.Device;

    /// <inheritdoc/>
    public string Name => $"{_options.Place.Room}/{_options.Place.Equipment}";

    /// <inheritdoc/>
    public IReadOnlyList<Beat> Beats => [_beat];

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            _beat.Mark();
            var started = _clock.GetTimestamp();
            var readings = await _poller.PollAsync(stop);
            NamePoints();
            foreach (var reading in readings)
            {
                Put(reading, _poller.PolledAt);
            }

            if (_isBegun)
            {
                _isBegun = false;
                _pace.Expect(_poller.PolledAt);
            }

            var next = _pace.After(readings, _poller.PolledAt);
            await WaitAsync(next - _clock.GetElapsedTime(started), stop);
        }
    }

    /// <summary>Takes a trap of this device from any thread: what it says is published at once, and the device polled. Beyond a few waiting ones traps are dropped: the poll tells.</summary>
    public void Hear(ObjectId trap) => _news.Writer.TryWrite(trap);

    /// <summary>Whose device it is.</summary>
    public InputPlace Place => _options.Place;

    /// <summary>Has the UPS begin its quick self-test, from any thread, where the settings allow it; it is polled in bursts from then on.</summary>
    /// <returns>Null when the device took it; otherwise why not.</returns>
    public async Task<string?> StartTestAsync(CancellationToken stop)
    {
        if (_options.Tester is not { } tester)
        {
            return "the settings of the agent do not allow it (allowTest)";
        }

        if (_poller.Profile is not { } profile)
        {
            return "the device has not said yet what it is";
        }

        var refusal = await SelfTest.StartAsync(_manager, tester, profile, stop);
        if (refusal is null)
        {
            _isBegun = true;
            _news.Writer.TryWrite(null);
        }

        return refusal;
    }

    /// <inheritdoc/>
    public void Fault(string detail)
    {
        foreach (var signal in _poller.Signals)
        {
            _feed.Put(_options.Place.Point(signal.Part, signal.Signal), _clock.GetUtcNow(), Reading.Absent(AbsenceReason.Faulted, detail));
        }
    }

    // A poll that took longer than its period is followed by the next one without a wait.
    private async Task WaitAsync(TimeSpan wait, CancellationToken stop)
    {
        if (wait > TimeSpan.Zero)
        {
            using var due = new CancellationTokenSource(wait, _clock);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(due.Token, stop);
            try
            {
                await _news.Reader.WaitToReadAsync(both.Token);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                return;
            }
        }

        while (_news.Reader.TryRead(out var news))
        {
            if (news is { } trap && _poller.Hear(trap) is { } told)
            {
                Put(told, _clock.GetUtcNow());
            }
        }
    }

    private void Put(SignalReading reading, DateTimeOffset at) =>
        _feed.Put(_options.Place.Point(reading.Part, reading.Signal), at, reading.Reading);

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
