using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Rooms.Tests.Alarms;

public class AlarmTests
{
    [Fact]
    public void A_leak_raises_one_critical_alarm_at_once_and_tells_it_in_three_languages()
    {
        var script = new RoomScript().Send(0, ("leak-1/leak.wet", false)).Send(10, ("leak-1/leak.wet", true)).Send(20, ("leak-1/leak.wet", true));
        var alarm = script.OnlyAlarm();
        Assert.Equal((AlarmRules.Contact, AlarmPriority.Critical, AlarmCondition.Unacknowledged), (alarm.Rule, alarm.Priority, alarm.State));
        Assert.Equal(RoomScript.At(10), alarm.Since);
        Assert.Equal("Water leak detected (leak-1)", alarm.Text.En);
        Assert.Equal("Обнаружена протечка воды (leak-1)", alarm.Text.Ru);
        Assert.Equal("Судың ағуы анықталды (leak-1)", alarm.Text.Kk);
        Assert.Single(script.Raised);
        Assert.Matches("^[0-9a-f]{16}$", alarm.Id);
    }

    [Fact]
    public void An_alarm_goes_through_the_life_cycle_of_ISA_18_2()
    {
        var script = new RoomScript().Send(0, ("leak-1/leak.wet", true));
        var id = script.OnlyAlarm().Id;
        script.Acknowledge(id);
        Assert.Equal((AlarmCondition.Acknowledged, "duty"), (script.OnlyAlarm().State, script.OnlyAlarm().AcknowledgedBy));
        script.Send(60, ("leak-1/leak.wet", false)).Until(170);
        Assert.Equal(AlarmCondition.Acknowledged, script.OnlyAlarm().State);
        script.Send(185, ("leak-1/leak.wet", false));
        Assert.Empty(script.State.Alarms);
        var last = script.Effects.OfType<AlarmChanged>().Last();
        Assert.Equal((AlarmCondition.Normal, RoomScript.At(60)), (last.Alarm.State, last.Alarm.ReturnedAt));

        script.Send(300, ("leak-1/leak.wet", true)).Send(400, ("leak-1/leak.wet", false)).Until(525);
        Assert.Equal(AlarmCondition.ReturnedUnacknowledged, script.OnlyAlarm().State);
        Assert.NotEqual(id, script.OnlyAlarm().Id);
        script.Acknowledge(script.OnlyAlarm().Id);
        Assert.Empty(script.State.Alarms);
    }

    [Fact]
    public void A_new_occurrence_takes_the_place_of_one_that_nobody_acknowledged()
    {
        var script = new RoomScript().Send(0, ("leak-1/leak.wet", true)).Send(10, ("leak-1/leak.wet", false)).Until(140);
        var first = script.OnlyAlarm();
        script.Send(150, ("leak-1/leak.wet", true));
        var second = script.OnlyAlarm();
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(2, script.Raised.Count());
    }

    [Fact]
    public void Air_beyond_the_profile_is_a_warning_after_five_minutes_by_ticks_or_by_samples()
    {
        var script = new RoomScript().Hold(0, 290, 10, ("probe-1/env.temp", 26.4));
        Assert.Empty(script.State.Alarms);
        script.Until(301);
        Assert.Equal(("limit-high", AlarmPriority.Warning), (script.OnlyAlarm().Rule, script.OnlyAlarm().Priority));
        Assert.Equal("Температура воздуха: 26,4 °C, выше порога 25 °C", script.OnlyAlarm().Text.Ru);
        Assert.Equal("Air temperature: 26.4 °C, above the limit of 25 °C", script.OnlyAlarm().Text.En);
        Assert.Equal((RoomScript.At(0), RoomScript.At(300)), (script.OnlyAlarm().Since, script.OnlyAlarm().RaisedAt));
    }

    [Fact]
    public void A_value_inside_the_deadband_neither_raises_nor_clears()
    {
        var script = new RoomScript().Hold(0, 310, 10, ("probe-1/env.temp", 26)).Hold(320, 900, 10, ("probe-1/env.temp", 24.8));
        Assert.Equal(AlarmCondition.Unacknowledged, script.OnlyAlarm().State);
        script.Hold(910, 1040, 10, ("probe-1/env.temp", 24.4));
        Assert.Equal(AlarmCondition.ReturnedUnacknowledged, script.OnlyAlarm().State);
        Assert.Equal(RoomScript.At(910), script.OnlyAlarm().ReturnedAt);
    }

    [Fact]
    public void Silence_neither_raises_what_is_pending_nor_clears_what_is_returning()
    {
        var pending = new RoomScript("""{"id":"srv-1","type":"server","rules":{"staleFloor":"60 s"}}""").Send(0, ("probe-1/env.temp", 26)).Until(900);
        Assert.Empty(pending.State.Alarms);

        var returning = new RoomScript("""{"id":"srv-1","type":"server","rules":{"staleFloor":"60 s"}}""")
            .Hold(0, 310, 10, ("probe-1/env.temp", 26)).Send(320, ("probe-1/env.temp", 22)).Until(1200);
        Assert.Equal(AlarmCondition.Unacknowledged, returning.OnlyAlarm().State);
    }

    [Fact]
    public void A_door_is_held_open_after_a_minute_and_not_before()
    {
        var script = new RoomScript().Send(0, ("door-1/door.open", true)).Until(59);
        Assert.Empty(script.State.Alarms);
        script.Until(61);
        Assert.Equal(AlarmRules.HeldOpen, script.OnlyAlarm().Rule);
        script.Send(200, ("door-1/door.open", false)).Until(206);
        Assert.Equal(AlarmCondition.ReturnedUnacknowledged, script.OnlyAlarm().State);
    }

    [Fact]
    public void A_sensor_at_fault_is_an_alarm_of_its_own_and_its_value_is_not_judged()
    {
        var script = new RoomScript().Send(0, ("probe-1/env.temp", 22)).Hold(10, 60, 10, ("probe-1/env.temp", AbsenceReason.OutOfRange));
        Assert.Equal(AlarmRules.Fault, script.OnlyAlarm().Rule);
        Assert.Equal("Sensor fault: Air temperature (probe-1)", script.OnlyAlarm().Text.En);
        Assert.False(script.State.Points["probe-1/env.temp"].Last.IsPresent);
        Assert.Equal(22, script.State.Points["probe-1/env.temp"].Known.Number);
    }

    [Fact]
    public void Air_that_never_changes_is_stuck_and_a_voltage_that_never_changes_is_not()
    {
        const string Json = """{"id":"srv-1","type":"server","rules":{"stuckAfter":"30 min"}}""";
        var script = new RoomScript(Json).Hold(0, 1810, 10, ("probe-1/env.temp", 22.12), ("ups-1/ups.battery.voltage", 27.2));
        Assert.Equal((AlarmRules.Stuck, "env.temp"), (script.OnlyAlarm().Rule, script.OnlyAlarm().Signal));
        script.Send(1820, ("probe-1/env.temp", 22.13));
        Assert.Equal(AlarmCondition.ReturnedUnacknowledged, script.OnlyAlarm().State);
    }

    [Fact]
    public void Acknowledging_what_is_not_there_changes_nothing()
    {
        var script = new RoomScript();
        var before = script.State;
        script.Acknowledge("0000000000000000");
        Assert.Same(before, script.State);
        Assert.Empty(script.Effects);
    }
}
