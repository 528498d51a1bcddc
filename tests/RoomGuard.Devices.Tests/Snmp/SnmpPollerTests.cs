using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Contract.Samples;
using RoomGuard.Devices.Snmp;
using RoomGuard.Snmp;
using RoomGuard.Testing;

namespace RoomGuard.Devices.Tests.Snmp;

/// <summary>The poller against real agents over loopback: snmpsimd, and for what changes while it runs our own.</summary>
public sealed class SnmpPollerTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly RecordingLogger _log = new();

    [Fact]
    public async Task Recordings_served_by_snmpsimd_poll_to_the_expected_readings()
    {
        using var scratch = new Scratch();
        var files = ProfileCatalog.All.Select(profile =>
        {
            var file = scratch.Path(profile.Id + ".snmprec");
            File.Copy(ProfileCaseTests.Case(profile.Id, "recording.snmprec"), file);
            return file;
        }).ToArray();
        await using var simulator = await SnmpSim.StartAsync(files);
        await using var manager = new SnmpManager(TimeProvider.System);
        foreach (var profile in ProfileCatalog.All)
        {
            var device = new SnmpDevice(new IPEndPoint(IPAddress.Loopback, simulator.Port), profile.Id, SnmpDevice.Auto, Soon);
            var identity = await SnmpPoller.IdentifyAsync(manager, device, CancellationToken.None);
            Assert.Equal(profile.Id, identity.Profile?.Id);

            var poller = new SnmpPoller(manager, device, _clock, _log);
            Assert.Equal(ProfileCaseTests.Expected(profile.Id), ProfileCaseTests.Show(await poller.PollAsync(CancellationToken.None)));

            // The second poll asks for what the first one found, and no more.
            Assert.Equal(ProfileCaseTests.Expected(profile.Id), ProfileCaseTests.Show(await poller.PollAsync(CancellationToken.None)));
        }
    }

    [Fact]
    public async Task A_silent_device_makes_its_known_points_absent_and_is_logged_once_each_way()
    {
        var tree = Ups();
        var agent = new SnmpAgent(new IPEndPoint(IPAddress.Loopback, 0), "public", tree);
        agent.Start();
        var address = agent.Endpoint;
        await using var manager = new SnmpManager(TimeProvider.System);
        var poller = new SnmpPoller(manager, new SnmpDevice(address, "public", "ups-mib", TimeSpan.FromMilliseconds(200)), _clock, _log);
        Assert.Equal(["ups.battery.charge", "ups.battery.status", "ups.output.source"], poller.Signals.Select(signal => signal.ToString()));

        Assert.Equal(Reading.Of("normal"), Of(await poller.PollAsync(CancellationToken.None), "ups.output.source"));
        Assert.Equal(["ups.battery.charge", "ups.output.source"], poller.Signals.Select(signal => signal.ToString()));

        await agent.DisposeAsync();
        for (var i = 0; i < 4; i++)
        {
            var silent = await poller.PollAsync(CancellationToken.None);
            Assert.Equal(2, silent.Count);
            Assert.All(silent, reading => Assert.Equal(AbsenceReason.Silent, reading.Reading.Absence));
            Assert.Contains("did not answer", silent[0].Reading.Detail, StringComparison.Ordinal);
        }

        await using var again = new SnmpAgent(address, "public", tree);
        again.Start();
        Assert.Equal(Reading.Of("normal"), Of(await poller.PollAsync(CancellationToken.None), "ups.output.source"));
        Assert.Equal([2001, 2002, 2003], _log.Ids);
    }

    [Fact]
    public async Task A_device_that_was_never_heard_has_its_essential_points_absent()
    {
        await using var manager = new SnmpManager(TimeProvider.System);
        var device = new SnmpDevice(new IPEndPoint(IPAddress.Loopback, Ports.FreeUdp()), "public", "comap", TimeSpan.FromMilliseconds(200));
        var readings = await new SnmpPoller(manager, device, _clock, _log).PollAsync(CancellationToken.None);
        Assert.Equal(["gen.engine.state", "gen.mode"], readings.Select(reading => reading.Signal));
        Assert.All(readings, reading => Assert.Equal(AbsenceReason.Silent, reading.Reading.Absence));
    }

    [Fact]
    public async Task An_object_that_goes_is_absent_and_one_that_comes_is_found_within_the_hour()
    {
        var charge = SnmpValue.Integer(97);
        var temperature = SnmpValue.NoSuchInstance;
        var tree = Ups(() => charge);
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.33.1.2.7.0"), () => temperature);
        await using var agent = new SnmpAgent(new IPEndPoint(IPAddress.Loopback, 0), "public", tree);
        agent.Start();
        await using var manager = new SnmpManager(TimeProvider.System);
        var poller = new SnmpPoller(manager, new SnmpDevice(agent.Endpoint, "public", "ups-mib", Soon), _clock, _log);
        Assert.Equal(Reading.Of(97), Of(await poller.PollAsync(CancellationToken.None), "ups.battery.charge"));
        Assert.DoesNotContain("ups.battery.temperature", poller.Signals.Select(signal => signal.ToString()));

        charge = SnmpValue.Integer(-1);
        Assert.Equal(AbsenceReason.Faulted, Of(await poller.PollAsync(CancellationToken.None), "ups.battery.charge").Absence);

        temperature = SnmpValue.Integer(25);
        _clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(Reading.Of(25), Of(await poller.PollAsync(CancellationToken.None), "ups.battery.temperature"));
    }

    [Fact]
    public async Task An_unlisted_code_is_remarked_once()
    {
        var tree = Ups();
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.33.1.2.1.0"), SnmpValue.Integer(77));
        await using var agent = new SnmpAgent(new IPEndPoint(IPAddress.Loopback, 0), "public", tree);
        agent.Start();
        await using var manager = new SnmpManager(TimeProvider.System);
        var poller = new SnmpPoller(manager, new SnmpDevice(agent.Endpoint, "public", "ups-mib", Soon), _clock, _log);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(Reading.Of("unknown"), Of(await poller.PollAsync(CancellationToken.None), "ups.battery.status"));
        }

        Assert.Single(_log.Ids, 2004);
    }

    [Fact]
    public async Task A_device_of_no_profile_is_complained_of_once()
    {
        var tree = new MibTree();
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.1.1.0"), SnmpValue.Text("a kettle"));
        await using var agent = new SnmpAgent(new IPEndPoint(IPAddress.Loopback, 0), "public", tree);
        agent.Start();
        await using var manager = new SnmpManager(TimeProvider.System);
        var unknown = new SnmpPoller(manager, new SnmpDevice(agent.Endpoint, "public", SnmpDevice.Auto, Soon), _clock, _log);
        var wrong = new SnmpPoller(manager, new SnmpDevice(agent.Endpoint, "public", "comap", Soon), _clock, _log);
        for (var i = 0; i < 2; i++)
        {
            Assert.Empty(await unknown.PollAsync(CancellationToken.None));
            Assert.All(await wrong.PollAsync(CancellationToken.None), reading => Assert.Equal(AbsenceReason.Faulted, reading.Reading.Absence));
        }

        Assert.Equal([2005, 2006], _log.Ids.Order());
    }

    [Fact]
    public void A_community_is_in_no_text() =>
        Assert.DoesNotContain("s3cret", new SnmpDevice(new IPEndPoint(IPAddress.Loopback, 161), "s3cret", "auto", Soon).ToString(), StringComparison.Ordinal);

    private static MibTree Ups(Func<SnmpValue>? charge = null)
    {
        var tree = new MibTree();
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.1.2.0"), SnmpValue.Oid(ObjectId.Parse("1.3.6.1.2.1.33.2.3")));
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.33.1.2.4.0"), charge ?? (() => SnmpValue.Integer(97)));
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.33.1.4.1.0"), SnmpValue.Integer(3));
        return tree;
    }

    private static Reading Of(IReadOnlyList<SignalReading> readings, string signal) => readings.Single(reading => reading.Signal == signal).Reading;

    private sealed class RecordingLogger : ILogger<SnmpPoller>
    {
        private readonly ConcurrentQueue<int> _ids = new();

        public IEnumerable<int> Ids => _ids;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _ids.Enqueue(eventId.Id);
    }
}
