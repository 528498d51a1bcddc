using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Alarms.Holds;

namespace RoomGuard.Rooms.Tests.Alarms.Crowds;

public class CrowdTests
{
    [Fact]
    public void An_alarm_that_opens_again_and_again_becomes_one_until_it_is_quiet()
    {
        var script = new RoomScript();
        for (var i = 0; i < 8; i++)
        {
            script.Until(i * 60).Send(i * 60, ("door-1/door.forced", true)).Send((i * 60) + 1, ("door-1/door.forced", false)).Until((i * 60) + 59);
        }

        // The off-delay of a minute joins what opens each minute; here each opening is one of its own.
        Assert.Single(script.Raised);

        script = Flapping(openings: 8, period: 120);
        var latched = script.State.Alarms.Values.Single(alarm => alarm.Rule == AlarmRules.Chattering);
        Assert.Equal((AlarmPriority.Critical, AlarmCondition.Unacknowledged, "Alarm is chattering: Door forced (door-1)"), (latched.Priority, latched.State, latched.Text.En));
        Assert.Equal(8, script.Raised.Count(alarm => alarm.Rule == AlarmRules.Contact));
        Assert.Equal(3, script.Effects.OfType<AlarmChanged>().Count(change => change is { Telling: Telling.Raised, Alarm.Rule: AlarmRules.Contact }));
        Assert.Equal(5, script.Effects.OfType<AlarmChanged>().Count(change => change is { Telling: Telling.Chattering, Alarm.Rule: AlarmRules.Contact }));

        script.Until(script.Second + 900, 5);
        Assert.False(script.State.Alarms.Values.Single(alarm => alarm.Rule == AlarmRules.Chattering).IsStanding);
        var again = script.Second + 10;
        script.Send(again, ("door-1/door.forced", true));
        Assert.Equal((AlarmCondition.Unacknowledged, Telling.Raised), (Forced(script).State, Forced(script).Telling));
    }

    [Fact]
    public void What_still_stands_when_it_is_quiet_is_told()
    {
        var script = Flapping(openings: 5, period: 120);
        var second = script.Second + 10;
        script.Send(second, ("door-1/door.forced", true));
        Assert.Equal((AlarmCondition.SuppressedByDesign, HoldKind.Chattering), (Forced(script).State, Forced(script).Hold!.Kind));
        script.Until(second + 905, 5);
        Assert.Equal((AlarmCondition.Unacknowledged, Telling.Raised), (Forced(script).State, Forced(script).Telling));
    }

    [Fact]
    public void A_site_can_take_chattering_away()
    {
        var script = Flapping(8, 120, """{"id":"srv-1","type":"server","rules":{"alarms":[{"signal":"*","rule":"chattering","off":true}]}}""");
        Assert.Equal(8, script.Effects.OfType<AlarmChanged>().Count(change => change.Telling == Telling.Raised));
    }

    [Fact]
    public void A_flood_tells_what_is_critical_and_the_rest_together()
    {
        var script = new RoomScript();
        for (var i = 1; i <= 14; i++)
        {
            script.Send(i, ($"ups-{i}/ups.test.result", "failed"));
        }

        script.Send(20, ("leak-1/leak.wet", true));
        var flood = script.State.Alarms.Values.Single(alarm => alarm.Rule == AlarmRules.Flood);
        Assert.Equal((AlarmPriority.Critical, "Alarm flood: 11 in 10 minutes", Telling.Raised), (flood.Priority, flood.Text.En, flood.Telling));
        Assert.Equal(16, script.State.Alarms.Count);
        Assert.Equal(4, script.State.Alarms.Values.Count(alarm => alarm.Telling == Telling.Flood && alarm.State == AlarmCondition.Unacknowledged));
        Assert.Equal(Telling.Raised, script.State.Alarms.Values.Single(alarm => alarm.Signal == "leak.wet").Telling);
        Assert.Equal(12, script.Told().Count(telling => telling == Telling.Raised));

        script.Until(602);
        Assert.True(script.State.Alarms[flood.Id].IsStanding);
        script.Until(640);
        var over = script.State.Alarms[flood.Id];
        Assert.Equal((false, "Alarm flood is over: 15 in all, still standing and not told one by one: 4"), (over.IsStanding, over.Text.En));
        Assert.All(script.State.Alarms.Values, alarm => Assert.NotNull(alarm.ToldAt));
        Assert.Equal(12, script.Told().Count(telling => telling == Telling.Raised));
        script.Send(700, ("ups-1/ups.test.result", "passed"));
        Assert.Equal(AlarmCondition.ReturnedUnacknowledged, script.State.Alarms.Values.Single(alarm => alarm.Point.Equipment == "ups-1").State);
    }

    [Fact]
    public void Of_alarms_that_come_together_the_one_that_began_first_is_marked_though_it_had_the_longer_delay()
    {
        var script = new RoomScript().Send(0, ("pdu-1/pdu.fault", true)).Send(5, ("leak-1/leak.wet", true)).Until(12).Send(30, ("ups-1/ups.battery.status", "low"));
        var all = script.State.Alarms.Values.ToDictionary(alarm => alarm.Signal);
        Assert.Single(all.Values.Select(alarm => alarm.Cascade).Distinct());
        Assert.Equal(all["leak.wet"].Id, all["leak.wet"].Cascade);
        Assert.Equal((true, false, false), (all["pdu.fault"].FirstOut, all["leak.wet"].FirstOut, all["ups.battery.status"].FirstOut));
    }

    [Fact]
    public void An_alarm_on_its_own_is_no_cascade()
    {
        var script = new RoomScript().Send(0, ("leak-1/leak.wet", true)).Until(100).Send(101, ("leak-2/leak.wet", true));
        Assert.All(script.State.Alarms.Values, alarm => Assert.Equal((null, false), (alarm.Cascade, alarm.FirstOut)));
    }

    private static Alarm Forced(RoomScript script) => script.State.Alarms.Values.Single(alarm => alarm is { Rule: AlarmRules.Contact, IsStanding: true });

    private static RoomScript Flapping(int openings, double period, string room = """{"id":"srv-1","type":"server"}""")
    {
        var script = new RoomScript(room);
        for (var i = 0; i < openings; i++)
        {
            script.Until(i * period).Send(i * period, ("door-1/door.forced", true)).Send((i * period) + 1, ("door-1/door.forced", false)).Until((i * period) + 62);
        }

        return script;
    }
}
