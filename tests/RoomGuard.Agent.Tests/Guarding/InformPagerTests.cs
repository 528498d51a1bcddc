using System.Net;
using RoomGuard.Agent.Guarding;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Local;
using RoomGuard.Snmp;
using RoomGuard.Testing;

namespace RoomGuard.Agent.Tests.Guarding;

/// <summary>What the agent tells a management station itself, as Net-SNMP's receiver prints it.</summary>
public sealed class InformPagerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly Alarm Leak = new()
    {
        Id = "00000000000000a1",
        Point = new PointId("hq", "srv-1", "leak-1", "leak.wet"),
        Rule = "contact",
        Priority = AlarmPriority.Critical,
        State = AlarmCondition.Unacknowledged,
        Since = Noon,
        RaisedAt = Noon,
        Value = Reading.Of(true),
        Text = LocalText.Same("Water leak detected (leak-1)"),
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alarm_is_an_alarmActiveState_and_its_end_an_alarmClearState_both_acknowledged()
    {
        var port = Ports.FreeUdp();
        await using var snmptrapd = RealProcess.Start(Needs.Program("snmptrapd", "snmptrapd"), ["-f", "-Lo", "-n", "-On", "-C", "--disableAuthorization=yes", $"udp:127.0.0.1:{port}"]);
        var pager = new InformPager(new SnmpTarget(new IPEndPoint(IPAddress.Loopback, port)) { Community = "c", Timeout = TimeSpan.FromSeconds(1), Retries = 10 }, TimeProvider.System);
        var page = new LocalPage(Leak, false);
        await pager.TellAsync(page, PageText.Of(page, [Language.En], "node-1", TimeSpan.FromMinutes(7)), Stop);
        await snmptrapd.UntilAsync(() => Task.FromResult(snmptrapd.Output.Contains(".1.3.6.1.2.1.118.0.2", StringComparison.Ordinal)), TimeSpan.FromSeconds(20), "snmptrapd prints alarmActiveState");
        Assert.Contains("hq/srv-1/leak-1/leak.wet contact critical: [hq/srv-1] Water leak detected (leak-1) (agent node-1, the centre is silent)", snmptrapd.Output, StringComparison.Ordinal);
        var end = new LocalPage(Leak with { State = AlarmCondition.ReturnedUnacknowledged, ReturnedAt = Noon.AddMinutes(1) }, true);
        await pager.TellAsync(end, PageText.Of(end, [Language.En], "node-1", TimeSpan.FromMinutes(8)), Stop);
        await snmptrapd.UntilAsync(() => Task.FromResult(snmptrapd.Output.Contains(".1.3.6.1.2.1.118.0.3", StringComparison.Ordinal)), TimeSpan.FromSeconds(20), "snmptrapd prints alarmClearState");
    }

    [Fact]
    public async Task A_station_that_does_not_acknowledge_was_not_told()
    {
        var pager = new InformPager(new SnmpTarget(new IPEndPoint(IPAddress.Loopback, Ports.FreeUdp())) { Timeout = TimeSpan.FromMilliseconds(50), Retries = 0 }, TimeProvider.System);
        var page = new LocalPage(Leak, false);
        await Assert.ThrowsAsync<PagerException>(() => pager.TellAsync(page, PageText.Of(page, [Language.En], "node-1", TimeSpan.FromMinutes(7)), Stop));
    }
}
