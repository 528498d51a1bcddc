using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Alarms.Holds;
using RoomGuard.Rooms.Tests.Recognition;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Rooms.Tests.Windows;

public class WindowTests
{
    [Fact]
    public void Maintenance_of_equipment_suppresses_its_alarms_and_what_still_stands_at_the_end_is_told()
    {
        var script = new RoomScript().Declare(WindowKind.Maintenance, 600, "ac-1").Send(10, ("ac-1.fan/hvac.fault", true), ("ac-2/hvac.fault", true)).Until(25);
        var held = script.State.Alarms.Values.Single(alarm => alarm.Point.Equipment == "ac-1.fan");
        Assert.Equal((AlarmCondition.SuppressedByDesign, Telling.Maintenance, HoldKind.Maintenance, RoomScript.At(600), "engineer"), (held.State, held.Telling, held.Hold!.Kind, held.Hold.Until, held.Hold.By));
        Assert.Equal(AlarmCondition.Unacknowledged, script.State.Alarms.Values.Single(alarm => alarm.Point.Equipment == "ac-2").State);
        Assert.Equal(["ac-2"], script.Drafts.Select(draft => draft.Equipment));
        script.Until(601);
        Assert.Equal((AlarmCondition.Unacknowledged, Telling.Raised), (script.State.Alarms[held.Id].State, script.State.Alarms[held.Id].Telling));
        Assert.Equal(["ac-2", "ac-1.fan"], script.Drafts.Select(draft => draft.Equipment));
        Assert.Equal((RoomScript.At(600), null), (script.State.Windows.Single().EndedAt, script.State.Windows.Single().EndedBy));
    }

    [Fact]
    public void Maintenance_of_a_whole_room_keeps_everything_quiet_but_fire_and_lost_mains()
    {
        var script = new RoomScript().Declare(WindowKind.Maintenance, 600)
            .Send(10, ("leak-1/leak.wet", true), ("panel-1/smoke.alarm", true), ("feed-1/feed.present", false));
        Assert.Equal(["feed.present", "smoke.alarm"], script.State.Alarms.Values.Where(alarm => alarm.IsActive).Select(alarm => alarm.Signal).Order(StringComparer.Ordinal));
        Assert.Equal(Telling.Maintenance, script.State.Alarms.Values.Single(alarm => alarm.Signal == "leak.wet").Telling);
    }

    [Fact]
    public void A_fire_panel_is_tested_under_its_own_name_and_one_left_unrestored_is_told_at_the_hard_end()
    {
        var script = new RoomScript().Declare(WindowKind.Test, 3600, "panel-1").Send(10, ("panel-1/fire.alarm", true), ("panel-2/fire.alarm", true));
        var tested = script.State.Alarms.Values.Single(alarm => alarm.Point.Equipment == "panel-1");
        Assert.Equal((true, AlarmCondition.Unacknowledged, Telling.Test), (tested.Test, tested.State, tested.Telling));
        Assert.Equal(["panel-2"], Told(script));
        Assert.Equal(["panel-2"], script.Drafts.Select(draft => draft.Equipment));
        script.Until(3601, 10);
        Assert.Equal((false, Telling.Raised), (script.State.Alarms[tested.Id].Test, script.State.Alarms[tested.Id].Telling));
        Assert.Equal(["panel-2", "panel-1"], Told(script));
    }

    [Fact]
    public void A_test_of_a_whole_room_does_not_cover_fire()
    {
        var script = new RoomScript().Declare(WindowKind.Test, 600).Send(10, ("leak-1/leak.wet", true), ("panel-1/smoke.alarm", true));
        Assert.Equal(["panel-1"], Told(script));
    }

    [Fact]
    public void A_real_outage_that_begins_inside_a_declared_test_pages()
    {
        var script = new RoomScript().Declare(WindowKind.Test, 3600, "gen-1").Hold(0, 60, 10, [.. PowerDay.Ups(), .. PowerDay.Generator()]);
        script.Send(70, [.. PowerDay.Ups("battery", volts: 0), .. PowerDay.Generator("cranking", mains: false)])
            .Hold(80, 120, 10, [.. PowerDay.Ups("battery", volts: 0), .. PowerDay.Generator("loaded", mains: false, kilowatts: 40)]);
        var told = script.Effects.OfType<AlarmChanged>().Where(change => change.Telling == Telling.Raised).Select(change => change.Alarm.Rule);
        Assert.Equal(["generator-running", "mains-loss", "on-battery"], told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_began_before_a_test_is_none_and_what_a_test_fails_is_told()
    {
        var script = new RoomScript().Send(0, ("ac-1/hvac.fault", true)).Send(5, ("ups-1/ups.battery.replace", true)).Declare(WindowKind.Test, 3600, "ups-1");
        script.Send(20, ("ups-1/ups.test.result", "failed")).Until(70);
        Assert.All(script.State.Alarms.Values, alarm => Assert.False(alarm.Test));
        Assert.Equal(3, Told(script).Count);
    }

    [Fact]
    public void A_window_to_come_begins_by_itself_and_suppresses_what_stands()
    {
        var script = new RoomScript().Send(0, ("leak-1/leak.wet", true)).Declare(WindowKind.Maintenance, 300, from: 120).Until(119);
        Assert.Equal(AlarmCondition.Unacknowledged, script.OnlyAlarm().State);
        script.Until(120);
        Assert.Equal(AlarmCondition.SuppressedByDesign, script.OnlyAlarm().State);
        script.Until(301);
        Assert.Equal(AlarmCondition.Unacknowledged, script.OnlyAlarm().State);
        Assert.Equal([Telling.Raised], script.Told());
    }

    [Fact]
    public void A_window_ended_before_its_time_tells_at_once_what_stands_and_is_ended_once()
    {
        var script = new RoomScript().Declare(WindowKind.Maintenance, 3600).Send(10, ("leak-1/leak.wet", true));
        var id = script.State.Windows.Single().Id;
        script.Take(RoomLogic.EndWindow(script.Room, script.State, id, "engineer", script.Now));
        Assert.Equal(AlarmCondition.Unacknowledged, script.OnlyAlarm().State);
        Assert.Equal("engineer", script.State.Windows.Single().EndedBy);
        Assert.Same(script.State, RoomLogic.EndWindow(script.Room, script.State, id, "other", script.Now).State);
    }

    [Fact]
    public void The_same_window_twice_is_one_and_too_many_are_refused()
    {
        var script = new RoomScript().Declare(WindowKind.Maintenance, 600).Declare(WindowKind.Maintenance, 600);
        Assert.Single(script.State.Windows);
        for (var i = 0; i < 60; i++)
        {
            script.Declare(WindowKind.Maintenance, 700 + i);
        }

        Assert.Equal(50, script.State.Windows.Count);
        script.Until(1000).Declare(WindowKind.Maintenance, 2000);
        Assert.Equal((51, 1), (script.State.Windows.Count, script.State.Windows.Count(window => !window.IsOver)));
    }

    [Theory]
    [InlineData(WindowKind.Test, 0, (8 * 3600) + 1, "until")]
    [InlineData(WindowKind.Maintenance, 0, (7 * 86_400) + 1, "until")]
    [InlineData(WindowKind.Maintenance, 60, 60, "until")]
    [InlineData(WindowKind.Maintenance, -1, 60, "from")]
    [InlineData(WindowKind.Maintenance, 91 * 86_400, 92 * 86_400, "from")]
    public void A_window_has_an_end_that_is_near(WindowKind kind, double from, double until, string member)
    {
        var script = new RoomScript().Declare(kind, until, from: from);
        Assert.Empty(script.State.Windows);
        var window = new ServiceWindow { Id = "w", Kind = kind, From = RoomScript.At(from), Until = RoomScript.At(until), By = "a", Comment = "b", DeclaredAt = RoomScript.At(0) };
        Assert.Equal([member], window.Faults().Select(fault => fault.Member));
    }

    private static List<string> Told(RoomScript script) =>
        [.. script.Effects.OfType<AlarmChanged>().Where(change => change.Telling == Telling.Raised).Select(change => change.Alarm.Point.Equipment)];
}
