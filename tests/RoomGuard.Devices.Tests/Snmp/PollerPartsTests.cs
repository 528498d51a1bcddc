using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Contract.Samples;
using RoomGuard.Devices.Snmp;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Tests.Snmp;

/// <summary>What changes between two polls of a device with parts and with a list of alarms.</summary>
public sealed class PollerPartsTests
{
    private const string Module = "1.3.6.1.4.1.318.1.1.10.4.";
    private const string Alarms = "1.3.6.1.2.1.33.1.6.";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_probe_that_is_lost_is_absent_and_one_that_was_never_there_is_not_named()
    {
        var contact = SnmpValue.Integer(2);
        var tree = new MibTree();
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.1.2.0"), SnmpValue.Oid(ObjectId.Parse("1.3.6.1.4.1.318.1.3.8.4")));
        tree.Add(ObjectId.Parse(Module + "2.1.0"), SnmpValue.Integer(2));
        tree.Add(ObjectId.Parse(Module + "2.3.1.5.0.1"), SnmpValue.Integer(77));
        tree.Add(ObjectId.Parse(Module + "2.3.1.7.0.1"), () => contact);
        tree.Add(ObjectId.Parse(Module + "2.3.1.5.0.2"), SnmpValue.Integer(-1));
        tree.Add(ObjectId.Parse(Module + "2.3.1.7.0.2"), SnmpValue.Integer(1));
        await using var agent = Serve(tree);
        await using var manager = new SnmpManager(TimeProvider.System);
        var poller = Poller(manager, agent);

        Assert.Equal(["sensor-0-1/env.temp = 25", "sensor-0-1/probe.online = true"], ProfileCaseTests.Show(await poller.PollAsync(CancellationToken.None)));
        Assert.Equal(["sensor-0-1/env.temp", "sensor-0-1/probe.online"], poller.Signals.Select(signal => signal.ToString()));

        contact = SnmpValue.Integer(3);
        var lost = await poller.PollAsync(CancellationToken.None);
        Assert.Equal(AbsenceReason.Faulted, lost.Single(reading => reading.Signal == "env.temp").Reading.Absence);
        Assert.Equal(Reading.Of(false), lost.Single(reading => reading.Signal == "probe.online").Reading);

        contact = SnmpValue.Integer(1);
        Assert.All(await poller.PollAsync(CancellationToken.None), reading => Assert.False(reading.Reading.IsPresent));
    }

    [Fact]
    public async Task An_alarm_that_comes_between_two_polls_is_seen_at_the_second_and_gone_at_the_third()
    {
        var count = 0u;
        var tree = new MibTree();
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.1.2.0"), SnmpValue.Oid(ObjectId.Parse("1.3.6.1.2.1.33.2.3")));
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.33.1.4.1.0"), SnmpValue.Integer(3));
        tree.Add(ObjectId.Parse(Alarms + "1.0"), () => SnmpValue.Gauge32(count));
        await using var agent = Serve(tree);
        await using var manager = new SnmpManager(TimeProvider.System);
        var poller = Poller(manager, agent);
        Assert.Equal(Reading.Of(false), await OverloadAsync());

        var row = ObjectId.Parse(Alarms + "2.1.2.17");
        tree.Add(row, SnmpValue.Oid(ObjectId.Parse(Alarms + "3.8")));
        count = 1;
        Assert.Equal(Reading.Of(true), await OverloadAsync());

        tree.Remove(row);
        count = 0;
        Assert.Equal(Reading.Of(false), await OverloadAsync());

        async Task<Reading> OverloadAsync() => (await poller.PollAsync(CancellationToken.None)).Single(reading => reading.Signal == "ups.alarm.overload").Reading;
    }

    private static SnmpAgent Serve(MibTree tree)
    {
        var agent = new SnmpAgent(new IPEndPoint(IPAddress.Loopback, 0), "public", tree);
        agent.Start();
        return agent;
    }

    private SnmpPoller Poller(SnmpManager manager, SnmpAgent agent) =>
        new(manager, new SnmpDevice(agent.Endpoint, "public", SnmpDevice.Auto, TimeSpan.FromSeconds(2)), _clock, NullLogger<SnmpPoller>.Instance);
}
