using System.Text;
using RoomGuard.Contract.Files;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Alarms.Holds;

namespace RoomGuard.Rooms.Tests.Alarms.Holds;

public class SuppressionTests
{
    private const string Chain = """
        {"id":"srv-1","type":"server","equipment":[
          {"id":"pdu-1","dependsOn":["breaker-1"]},
          {"id":"env-1","dependsOn":["pdu-1"]},
          {"id":"node-1","dependsOn":["pdu-1"]}
        ]}
        """;

    [Fact]
    public void A_rule_is_suppressed_while_the_one_that_says_more_stands_and_told_when_it_is_left()
    {
        var script = new RoomScript().Hold(0, 60, 10, ("pdu-1/pdu.load.status", "critical"));
        Assert.Equal("overload-critical", script.OnlyAlarm().Rule);
        script.Hold(70, 140, 10, ("pdu-1/pdu.load.status", "warning"));
        Assert.Equal(["overload", "overload-critical"], script.Raised.Select(alarm => alarm.Rule).Order(StringComparer.Ordinal));
        Assert.Equal([Telling.Raised, Telling.Returned, Telling.Raised], script.Told());
    }

    [Fact]
    public void What_was_told_before_its_cause_came_is_not_told_again_and_keeps_its_acknowledgement()
    {
        var script = new RoomScript().Hold(0, 70, 10, ("ups-1/ups.load", 95));
        var warning = script.OnlyAlarm();
        script.Acknowledge(warning.Id).Hold(80, 100, 10, ("ups-1/ups.load", 104));
        Assert.Equal((AlarmCondition.SuppressedByDesign, HoldKind.Cause), (script.State.Alarms[warning.Id].State, script.State.Alarms[warning.Id].Hold!.Kind));
        Assert.Equal("limit-high-high", script.State.Alarms[script.State.Alarms[warning.Id].Hold!.Cause!].Rule);
        script.Hold(110, 240, 10, ("ups-1/ups.load", 93));
        Assert.Equal(AlarmCondition.Acknowledged, script.State.Alarms[warning.Id].State);
        Assert.Equal([Telling.Raised, Telling.Raised, Telling.Returned], script.Told());
    }

    [Fact]
    public void Equipment_without_power_makes_the_silence_of_what_depends_on_it_no_news_near_and_far()
    {
        var script = new RoomScript(Chain).Expect("node-2", 10, "env-1.probe-1/env.temp", "env-1.probe-1/env.rh", "breaker-1/breaker.closed").Connection("node-2", true);
        script.Hold(0, 60, 10, ("env-1.probe-1/env.temp", 22), ("env-1.probe-1/env.rh", 50), ("breaker-1/breaker.closed", true));
        script.Hold(70, 800, 10, ("breaker-1/breaker.closed", false));
        var silent = script.State.Alarms.Values.Single(alarm => alarm.Rule == AlarmRules.EquipmentSilent);
        Assert.Equal(("env-1.probe-1", AlarmCondition.SuppressedByDesign, Telling.Suppressed), (silent.Point.Equipment, silent.State, silent.Telling));
        Assert.Equal([Telling.Raised], script.Told());

        script.Hold(810, 900, 10, ("breaker-1/breaker.closed", true));
        Assert.Equal((AlarmCondition.Unacknowledged, Telling.Raised), (script.State.Alarms[silent.Id].State, script.State.Alarms[silent.Id].Telling));
        Assert.Equal([Telling.Raised, Telling.Returned, Telling.Raised], script.Told());
    }

    [Fact]
    public void A_critical_alarm_that_lost_power_does_not_explain_is_told()
    {
        var script = new RoomScript("""{"id":"srv-1","type":"server","equipment":[{"id":"ups-1","dependsOn":["feed-1"]},{"id":"leak-1","dependsOn":["feed-1"]}]}""");
        script.Send(0, ("feed-1/feed.present", false)).Send(10, ("leak-1/leak.wet", true), ("ups-1/ups.battery.status", "low"), ("ups-1/ups.battery.replace", true)).Until(75);
        Assert.Equal(
            [("battery-low", AlarmCondition.Unacknowledged), ("contact", AlarmCondition.Unacknowledged), ("mains-loss", AlarmCondition.Unacknowledged), ("replace-battery", AlarmCondition.SuppressedByDesign)],
            script.State.Alarms.Values.Select(alarm => (alarm.Rule, alarm.State)).OrderBy(entry => entry.Rule, StringComparer.Ordinal));
    }

    [Fact]
    public void An_agent_that_died_with_its_breaker_is_no_news_and_the_breaker_is()
    {
        var script = new RoomScript(Chain).Expect("node-1", 10, "breaker-1/breaker.closed").Connection("node-1", true).Hold(0, 30, 10, ("breaker-1/breaker.closed", true));
        script.Send(40, ("breaker-1/breaker.closed", false)).Until(45).Connection("node-1", false).Until(120);
        var agent = script.State.Alarms.Values.Single(alarm => alarm.Rule == AlarmRules.AgentOffline);
        var breaker = script.State.Alarms.Values.Single(alarm => alarm.Rule == AlarmRules.Contact);
        Assert.Equal((AlarmCondition.SuppressedByDesign, breaker.Id), (agent.State, agent.Hold!.Cause));
        Assert.Equal(AlarmCondition.Unacknowledged, breaker.State);
    }

    [Fact]
    public void A_cause_out_of_service_is_not_believed_and_a_shelved_one_is()
    {
        var script = new RoomScript().Hold(0, 70, 10, ("ups-1/ups.load", 104));
        var (high, highHigh) = (Only(script, "limit-high"), Only(script, "limit-high-high"));
        Assert.Equal(AlarmCondition.SuppressedByDesign, high.State);
        script.Act(highHigh.Id, AlarmActionKind.Shelve, "known", 600);
        Assert.Equal(AlarmCondition.SuppressedByDesign, Only(script, "limit-high").State);
        script.Act(highHigh.Id, AlarmActionKind.OutOfService, "it lies");
        Assert.Equal((AlarmCondition.Unacknowledged, Telling.Raised), (Only(script, "limit-high").State, Only(script, "limit-high").Telling));
    }

    [Fact]
    public void A_cause_that_comes_in_the_same_pack_after_its_consequence_suppresses_it_all_the_same()
    {
        const string Json = """
            {"id":"srv-1","type":"server","rules":{"alarms":[
              {"signal":"contact.alarm","wrong":true,"priority":"warning","suppressedBy":["leak.wet/contact"]}
            ]}}
            """;
        var script = new RoomScript(Json).Send(0, ("box-1/contact.alarm", true), ("box-1/leak.wet", true));
        Assert.Equal(AlarmCondition.SuppressedByDesign, script.State.Alarms.Values.Single(alarm => alarm.Signal == "contact.alarm").State);
        Assert.Equal([Telling.Raised], script.Told());
        Assert.Equal("leak.wet", script.Effects.OfType<AlarmChanged>().Single(change => change.Telling.IsTold()).Alarm.Signal);
    }

    [Fact]
    public void Two_that_would_suppress_each_other_leave_one_that_people_hear_of()
    {
        // By its name the fault explains the breaker, and a breaker that is down explains the fault: the one that began first is the root.
        const string Json = """
            {"id":"srv-1","type":"server","rules":{"alarms":[
              {"signal":"breaker.closed","wrong":false,"priority":"critical","down":true,"suppressedBy":["pdu.fault/contact"]},
              {"signal":"pdu.fault","wrong":true,"priority":"warning"}
            ]}}
            """;
        var script = new RoomScript(Json).Send(0, ("pdu-1/breaker.closed", false)).Send(10, ("pdu-1/pdu.fault", true)).Until(20);
        Assert.Equal(AlarmCondition.Unacknowledged, script.State.Alarms.Values.Single(alarm => alarm.Signal == "breaker.closed").State);
        Assert.Equal(AlarmCondition.SuppressedByDesign, script.State.Alarms.Values.Single(alarm => alarm.Signal == "pdu.fault").State);
        script.Send(30, ("pdu-1/breaker.closed", true));
        Assert.Equal(AlarmCondition.Unacknowledged, script.State.Alarms.Values.Single(alarm => alarm.Signal == "pdu.fault").State);
    }

    [Fact]
    public void Equipment_that_depends_on_itself_is_refused_by_name()
    {
        var file = SettingsFile.Parse(Encoding.UTF8.GetBytes("""
            {"id":"srv-1","type":"server","equipment":[
              {"id":"a","dependsOn":["b.1"]},{"id":"b","dependsOn":["c"]},{"id":"c","dependsOn":["a"]}
            ]}
            """), "room.json");
        RoomDefinition.Read(file.Root, "hq");
        Assert.Contains("a ← b.1 ← b ← c ← a", Assert.Single(file.Close()).Message, StringComparison.Ordinal);
    }

    private static Alarm Only(RoomScript script, string rule) => script.State.Alarms.Values.Single(alarm => alarm.Rule == rule);
}
