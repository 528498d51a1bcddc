using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Rooms.Tests.Alarms;

public class SilenceTests
{
    private static readonly string[] Points = ["probe-1/env.temp", "probe-1/env.rh", "leak-1/leak.wet", "ups-1/ups.load", "ups-1/ups.battery.charge"];

    [Fact]
    public void An_expected_point_that_goes_silent_is_stale_after_five_minutes_and_one_alarm()
    {
        var script = new RoomScript().Expect("node-1", 10, Points).Connection("node-1", true);
        script.Hold(0, 60, 10, All(22)).Hold(70, 500, 10, ("probe-1/env.temp", 22), ("leak-1/leak.wet", false), ("ups-1/ups.load", 40), ("ups-1/ups.battery.charge", 100));
        Assert.Equal((AlarmRules.Stale, "env.rh"), (script.OnlyAlarm().Rule, script.OnlyAlarm().Signal));
        Assert.True(script.State.Points["probe-1/env.rh"].IsStale);
        Assert.Equal(RoomScript.At(360), script.OnlyAlarm().Since);
        script.Send(510, ("probe-1/env.rh", 50));
        Assert.False(script.State.Points["probe-1/env.rh"].IsStale);
        Assert.Equal(AlarmCondition.ReturnedUnacknowledged, script.OnlyAlarm().State);
    }

    [Fact]
    public void A_device_that_answers_nothing_is_one_alarm_for_all_its_points()
    {
        var script = new RoomScript().Expect("node-1", 10, Points).Connection("node-1", true).Hold(0, 60, 10, All(22));
        script.Hold(70, 500, 10, ("probe-1/env.temp", 22), ("probe-1/env.rh", 50), ("leak-1/leak.wet", false),
            ("ups-1/ups.load", AbsenceReason.Silent), ("ups-1/ups.battery.charge", AbsenceReason.Silent));
        Assert.Equal((AlarmRules.EquipmentSilent, "ups-1"), (script.OnlyAlarm().Rule, script.OnlyAlarm().Point.Equipment));
        Assert.True(script.State.Points["ups-1/ups.load"].IsStale);
    }

    [Fact]
    public void An_agent_that_goes_is_one_alarm_and_its_points_are_stale_at_once()
    {
        var script = new RoomScript().Expect("node-1", 10, Points).Connection("node-1", true).Hold(0, 60, 10, All(22)).Connection("node-1", false);
        Assert.All(script.State.Points.Values, point => Assert.True(point.IsStale));
        script.Until(2000, 10);
        Assert.Equal((AlarmRules.AgentOffline, "node-1", "agent.online"), (script.OnlyAlarm().Rule, script.OnlyAlarm().Point.Equipment, script.OnlyAlarm().Signal));
        Assert.Equal("Нет связи с агентом: node-1", script.OnlyAlarm().Text.Ru);
    }

    [Fact]
    public void An_agent_that_reconnects_within_a_moment_is_no_alarm()
    {
        var script = new RoomScript().Expect("node-1", 10, Points).Connection("node-1", true).Hold(0, 60, 10, All(22)).Connection("node-1", false);
        script.Until(80).Connection("node-1", true).Hold(80, 200, 10, All(22));
        Assert.Empty(script.State.Alarms);
        Assert.All(script.State.Points.Values, point => Assert.False(point.IsStale));
    }

    [Fact]
    public void An_agent_that_came_back_gets_as_long_to_be_heard_as_a_new_one()
    {
        var script = new RoomScript().Expect("node-1", 10, Points).Connection("node-1", true).Hold(0, 60, 10, All(22)).Connection("node-1", false);
        script.Until(3600, 10).Connection("node-1", true).Until(3700, 10);
        Assert.Equal(AlarmCondition.ReturnedUnacknowledged, script.OnlyAlarm().State);
        script.Until(4000, 10);
        Assert.Contains(script.State.Alarms.Values, alarm => alarm is { Rule: AlarmRules.AgentOffline, IsActive: true });
        Assert.Equal(3, script.Effects.OfType<AlarmChanged>().Count(change => change.Alarm.Rule == AlarmRules.AgentOffline && change.Alarm.State != AlarmCondition.Normal));
    }

    [Fact]
    public void An_expected_point_never_heard_is_an_alarm_too()
    {
        var script = new RoomScript().Expect("node-1", 10, Points).Connection("node-1", true);
        script.Hold(0, 400, 10, ("probe-1/env.temp", 22), ("leak-1/leak.wet", false), ("ups-1/ups.load", 40), ("ups-1/ups.battery.charge", 100));
        Assert.Equal((AlarmRules.Stale, "env.rh"), (script.OnlyAlarm().Rule, script.OnlyAlarm().Signal));
        Assert.False(script.State.Points["probe-1/env.rh"].IsHeard);
    }

    [Fact]
    public void A_device_with_parts_that_goes_silent_is_one_alarm_and_a_part_that_does_is_its_own()
    {
        string[] parts = ["env-1.probe-1/env.temp", "env-1.probe-1/env.rh", "env-1.probe-2/env.temp", "env-1.probe-2/env.rh"];
        (string, object)[] first = [("env-1.probe-1/env.temp", 22), ("env-1.probe-1/env.rh", 50)];
        (string, object)[] second = [("env-1.probe-2/env.temp", 22), ("env-1.probe-2/env.rh", 50)];
        var script = new RoomScript().Expect("node-1", 10, parts).Expect("node-2", 10, ["leak-1/leak.wet"]).Connection("node-1", true).Connection("node-2", true).Hold(0, 60, 10, [.. first, .. second, ("leak-1/leak.wet", false)]);
        script.Hold(70, 500, 10, [.. first, ("env-1.probe-2/env.temp", AbsenceReason.Silent), ("env-1.probe-2/env.rh", AbsenceReason.Silent), ("leak-1/leak.wet", false)]);
        Assert.Equal((AlarmRules.EquipmentSilent, "env-1.probe-2"), (script.OnlyAlarm().Rule, script.OnlyAlarm().Point.Equipment));

        script.Hold(510, 1000, 10, [.. parts.Select(part => (part, (object)AbsenceReason.Silent)), ("leak-1/leak.wet", false)]);
        Assert.Equal(["env-1"], script.State.Alarms.Values.Where(alarm => alarm.IsActive).Select(alarm => alarm.Point.Equipment));

        script.Hold(1010, 1100, 10, [.. first, .. second, ("leak-1/leak.wet", false)]);
        Assert.DoesNotContain(script.State.Alarms.Values, alarm => alarm.IsActive);
    }

    [Fact]
    public void A_point_that_nobody_announced_goes_stale_without_an_alarm()
    {
        var script = new RoomScript().Send(0, ("probe-9/env.temp", 22)).Until(400);
        Assert.True(script.State.Points["probe-9/env.temp"].IsStale);
        Assert.Empty(script.State.Alarms);
    }

    [Fact]
    public void A_point_that_its_agent_no_longer_announces_is_expected_no_longer()
    {
        var script = new RoomScript().Expect("node-1", 10, Points).Connection("node-1", true).Hold(0, 60, 10, All(22));
        script.Hold(70, 500, 10, ("probe-1/env.temp", 22), ("probe-1/env.rh", 50), ("leak-1/leak.wet", false));
        Assert.Equal(AlarmRules.EquipmentSilent, script.OnlyAlarm().Rule);
        script.Expect("node-1", 10, "probe-1/env.temp", "probe-1/env.rh", "leak-1/leak.wet");
        Assert.False(script.OnlyAlarm().IsActive);
        script.Hold(510, 900, 10, ("probe-1/env.temp", 22), ("probe-1/env.rh", 50), ("leak-1/leak.wet", false));
        Assert.False(script.OnlyAlarm().IsActive);
        Assert.Null(script.State.Points["ups-1/ups.load"].Agent);
    }

    private static (string Path, object Value)[] All(double celsius) =>
        [("probe-1/env.temp", celsius), ("probe-1/env.rh", 50), ("leak-1/leak.wet", false), ("ups-1/ups.load", 40), ("ups-1/ups.battery.charge", 100)];
}
