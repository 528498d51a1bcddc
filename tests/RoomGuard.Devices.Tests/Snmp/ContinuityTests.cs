using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Contract.Samples;
using RoomGuard.Devices.Snmp;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Tests.Snmp;

/// <summary>What a poller makes of a device that restarts, of counters that go round, and of a card that never forgets a test.</summary>
public sealed class ContinuityTests : IAsyncDisposable
{
    private static readonly ObjectId SysUpTime = ObjectId.Parse("1.3.6.1.2.1.1.3.0");
    private static readonly ObjectId LineBads = ObjectId.Parse("1.3.6.1.2.1.33.1.3.1.0");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly RecordingLogger _log = new();
    private readonly MibTree _tree = new();
    private readonly SnmpManager _manager = new(TimeProvider.System);
    private readonly SnmpAgent _agent;
    private readonly SnmpPoller _poller;
    private uint _upTime = 1_000_000;
    private uint _lineBads = 17;

    public ContinuityTests()
    {
        _tree.Add(ObjectId.Parse("1.3.6.1.2.1.1.2.0"), SnmpValue.Oid(ObjectId.Parse("1.3.6.1.2.1.33")));
        _tree.Add(SysUpTime, () => SnmpValue.TimeTicks(_upTime += 1000));
        _tree.Add(LineBads, () => SnmpValue.Counter32(_lineBads));
        _tree.Add(ObjectId.Parse("1.3.6.1.2.1.33.1.4.1.0"), SnmpValue.Integer(3));
        _agent = new SnmpAgent(new IPEndPoint(IPAddress.Loopback, 0), "public", _tree);
        _agent.Start();
        _poller = new SnmpPoller(_manager, new SnmpDevice(_agent.Endpoint, "public", "ups-mib", TimeSpan.FromSeconds(2)), _clock, _log);
    }

    public async ValueTask DisposeAsync()
    {
        await _manager.DisposeAsync();
        await _agent.DisposeAsync();
    }

    [Fact]
    public async Task A_counter_that_goes_round_counts_on_and_one_that_is_reset_begins_anew()
    {
        Assert.Equal(17, await LineBadsAsync());
        _lineBads = uint.MaxValue - 4;
        Assert.Equal(uint.MaxValue - 4.0, await LineBadsAsync());
        _lineBads = 5;
        Assert.Equal((1L << 32) + 5.0, await LineBadsAsync());
        _lineBads = 6;
        Assert.Equal((1L << 32) + 6.0, await LineBadsAsync());
        _lineBads = 2;
        Assert.Equal(2, await LineBadsAsync());
    }

    [Fact]
    public async Task A_restart_is_told_and_what_the_device_has_is_asked_anew()
    {
        await LineBadsAsync();
        _tree.Add(ObjectId.Parse("1.3.6.1.2.1.33.1.2.7.0"), SnmpValue.Integer(25));
        (_upTime, _lineBads) = (0, 3);
        Assert.Equal(3, await LineBadsAsync());
        Assert.Equal(Reading.Of(25), Find(await _poller.PollAsync(CancellationToken.None), "ups.battery.temperature"));

        Assert.Single(_log.Ids, 2007);
    }

    [Fact]
    public async Task A_clock_that_goes_round_after_497_days_is_no_restart()
    {
        _upTime = uint.MaxValue - 4000;
        for (var poll = 0; poll < 6; poll++)
        {
            await LineBadsAsync();
        }

        Assert.DoesNotContain(2007, _log.Ids);
    }

    [Fact]
    public async Task A_test_that_stays_set_beside_a_result_that_stands_is_no_test_that_runs()
    {
        _tree.Add(ObjectId.Parse("1.3.6.1.2.1.33.1.7.1.0"), SnmpValue.Oid(ObjectId.Parse("1.3.6.1.2.1.33.1.7.7.4")));
        _tree.Add(ObjectId.Parse("1.3.6.1.2.1.33.1.7.3.0"), SnmpValue.Integer(1));
        var readings = await _poller.PollAsync(CancellationToken.None);

        Assert.Equal(Reading.Of("passed"), Find(readings, "ups.test.result"));
        Assert.Equal(TimeSpan.FromSeconds(10), new PollPace(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1)).After(readings, _poller.PolledAt));
    }

    [Fact]
    public async Task All_readings_of_a_poll_have_the_one_time_of_its_answers()
    {
        await LineBadsAsync();
        _clock.Advance(TimeSpan.FromSeconds(7));
        await LineBadsAsync();

        Assert.Equal(_clock.GetUtcNow(), _poller.PolledAt);
    }

    private async Task<double> LineBadsAsync() => Find(await _poller.PollAsync(CancellationToken.None), "ups.input.bads").Number;

    private static Reading Find(IReadOnlyList<SignalReading> readings, string signal) => readings.First(reading => reading.Signal == signal).Reading;

    private sealed class RecordingLogger : ILogger<SnmpPoller>
    {
        public List<int> Ids { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Ids.Add(eventId.Id);
    }
}
