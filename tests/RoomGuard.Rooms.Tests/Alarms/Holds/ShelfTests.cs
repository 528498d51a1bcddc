using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Rooms.Tests.Alarms.Holds;

public class ShelfTests
{
    [Fact]
    public void A_shelved_alarm_is_quiet_until_its_time_and_told_then_if_it_still_stands()
    {
        var script = Leaking();
        script.Act(script.OnlyAlarm().Id, AlarmActionKind.Shelve, "the plumber is here", 600);
        var shelved = script.OnlyAlarm();
        Assert.Equal((AlarmCondition.Shelved, Telling.Shelved, RoomScript.At(600), "duty", "the plumber is here"), (shelved.State, shelved.Telling, shelved.Hold!.Until, shelved.Hold.By, shelved.Hold.Comment));
        script.Until(599);
        Assert.Equal(AlarmCondition.Shelved, script.OnlyAlarm().State);
        script.Until(600);
        Assert.Equal((AlarmCondition.Unacknowledged, Telling.Unshelved), (script.OnlyAlarm().State, script.OnlyAlarm().Telling));
        Assert.Equal([Telling.Raised, Telling.Unshelved], script.Told());
    }

    [Fact]
    public void An_alarm_that_was_acknowledged_and_shelved_is_looked_at_anew_after_its_time()
    {
        var script = Leaking();
        script.Acknowledge(script.OnlyAlarm().Id).Act(script.OnlyAlarm().Id, AlarmActionKind.Shelve, "known", 120).Until(121);
        Assert.Equal((AlarmCondition.Unacknowledged, null), (script.OnlyAlarm().State, script.OnlyAlarm().AcknowledgedAt));
        Assert.Equal([AlarmActionKind.Acknowledge, AlarmActionKind.Shelve], script.OnlyAlarm().Actions.Select(action => action.Kind));
    }

    [Fact]
    public void What_comes_again_while_it_is_shelved_is_recorded_on_the_shelf_and_nobody_is_told()
    {
        var script = Leaking();
        var first = script.OnlyAlarm().Id;
        script.Act(first, AlarmActionKind.Shelve, "known", 3600).Send(20, ("leak-1/leak.wet", false)).Until(200);
        Assert.Equal((AlarmCondition.Shelved, false), (script.OnlyAlarm().State, script.OnlyAlarm().IsStanding));
        script.Send(300, ("leak-1/leak.wet", true));
        Assert.Equal((AlarmCondition.Shelved, true), (script.OnlyAlarm().State, script.OnlyAlarm().IsStanding));
        Assert.NotEqual(first, script.OnlyAlarm().Id);
        Assert.Equal([Telling.Raised, Telling.Returned], script.Told());
        script.Until(3600, 10);
        Assert.Equal([Telling.Raised, Telling.Returned, Telling.Unshelved], script.Told());
    }

    [Fact]
    public void A_shelf_whose_alarm_is_over_ends_without_a_word()
    {
        var script = Leaking();
        script.Act(script.OnlyAlarm().Id, AlarmActionKind.Shelve, "known", 600).Send(20, ("leak-1/leak.wet", false)).Until(601);
        Assert.Empty(script.State.Alarms);
        Assert.Equal([Telling.Raised, Telling.Returned], script.Told());
    }

    [Fact]
    public void Unshelving_tells_at_once_and_is_done_once()
    {
        var script = Leaking();
        var id = script.OnlyAlarm().Id;
        script.Act(id, AlarmActionKind.Shelve, "known", 600).Act(id, AlarmActionKind.Unshelve);
        Assert.Equal(AlarmCondition.Unacknowledged, script.OnlyAlarm().State);
        var before = script.State;
        Assert.Same(before, script.Act(id, AlarmActionKind.Unshelve).State);
        Assert.Equal([Telling.Raised, Telling.Unshelved], script.Told());
    }

    [Fact]
    public void Out_of_service_lasts_until_it_is_put_back_by_whoever_says_so()
    {
        var script = Leaking();
        var id = script.OnlyAlarm().Id;
        script.Act(id, AlarmActionKind.OutOfService, "the sensor is torn off").Until(40 * 86_400, 3600);
        Assert.Equal((AlarmCondition.OutOfService, "the sensor is torn off", null), (script.OnlyAlarm().State, script.OnlyAlarm().Hold!.Comment, script.OnlyAlarm().Hold!.Until));
        script.Act(id, AlarmActionKind.Shelve, "no", 41 * 86_400);
        Assert.Equal(AlarmCondition.OutOfService, script.OnlyAlarm().State);
        script.Act(id, AlarmActionKind.ReturnToService, "a new one");
        Assert.Equal((AlarmCondition.Unacknowledged, Telling.BackInService), (script.OnlyAlarm().State, script.OnlyAlarm().Telling));
    }

    [Fact]
    public void What_comes_from_the_shelf_into_maintenance_is_told_when_that_is_over()
    {
        var script = Leaking();
        script.Act(script.OnlyAlarm().Id, AlarmActionKind.Shelve, "known", 300).Declare(WindowKind.Maintenance, 600).Until(301);
        Assert.Equal((AlarmCondition.SuppressedByDesign, Telling.Maintenance), (script.OnlyAlarm().State, script.OnlyAlarm().Telling));
        script.Until(601);
        Assert.Equal([Telling.Raised, Telling.Unshelved], script.Told());
    }

    [Theory]
    [InlineData(AlarmActionKind.Shelve, 59, "why", "until")]
    [InlineData(AlarmActionKind.Shelve, (30 * 86_400) + 1, "why", "until")]
    [InlineData(AlarmActionKind.Shelve, 600, null, "comment")]
    [InlineData(AlarmActionKind.Comment, 600, " ", "comment")]
    [InlineData(AlarmActionKind.OutOfService, 600, null, "comment")]
    public void What_is_wrong_with_an_action_is_named_and_it_is_not_done(AlarmActionKind kind, double seconds, string? comment, string member)
    {
        var script = Leaking();
        var action = new AlarmAction(kind, "duty", script.Now, comment, script.Now + TimeSpan.FromSeconds(seconds));
        Assert.Equal([member], action.Faults().Select(fault => fault.Member));
        Assert.Same(script.State, RoomLogic.Act(script.Room, script.State, script.OnlyAlarm().Id, action).State);
    }

    [Fact]
    public void An_alarm_keeps_its_newest_fifty_actions()
    {
        var script = Leaking();
        for (var i = 0; i < 60; i++)
        {
            script.Act(script.OnlyAlarm().Id, AlarmActionKind.Comment, $"word {i}");
        }

        Assert.Equal((50, "word 10", "word 59"), (script.OnlyAlarm().Actions.Count, script.OnlyAlarm().Actions[0].Comment, script.OnlyAlarm().Actions[^1].Comment));
        Assert.Equal([Telling.Raised], script.Told());
    }

    private static RoomScript Leaking() => new RoomScript().Send(0, ("leak-1/leak.wet", true));
}
