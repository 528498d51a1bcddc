using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.State;

namespace RoomGuard.Rooms.Tests.State;

/// <summary>A room takes over another description while it lives.</summary>
public sealed class DescriptionTests
{
    private const string Bare = """{"id":"srv-1","type":"server"}""";

    private const string Expecting = """{"id":"srv-1","type":"server","points":[{"equipment":"probe-1","signals":["env.temp"],"period":"10 min"}]}""";

    [Fact]
    public void A_point_that_nobody_ever_sent_is_shown_as_stale_at_once_and_is_an_alarm_after_three_periods()
    {
        var script = new RoomScript(Expecting);

        var point = Assert.Single(script.State.Points.Values);
        Assert.True(point is { IsStale: true, IsHeard: false });
        script.Until(29 * 60, 30);
        Assert.Empty(script.State.Alarms);
        script.Until(31 * 60, 30);
        Assert.Equal((AlarmRules.Stale, "probe-1"), (script.OnlyAlarm().Rule, script.OnlyAlarm().Point.Equipment));

        script.Send(32 * 60, ("probe-1/env.temp", 21.0));
        Assert.Equal(AlarmCondition.ReturnedUnacknowledged, script.OnlyAlarm().State);
    }

    [Fact]
    public void A_point_that_a_stranger_sends_and_then_does_not_is_an_alarm_when_the_model_names_it_and_none_when_not()
    {
        var expected = new RoomScript(Expecting).Send(10, ("probe-1/env.temp", 21.0)).Until(40 * 60, 30);
        var other = new RoomScript(Bare).Send(10, ("probe-1/env.temp", 21.0)).Until(40 * 60, 30);

        Assert.Equal(AlarmRules.Stale, expected.OnlyAlarm().Rule);
        Assert.Empty(other.State.Alarms);
    }

    [Fact]
    public void An_agent_that_leaves_a_point_out_of_its_birth_does_not_end_the_model_s_expectation()
    {
        var script = new RoomScript(Expecting).Expect("node-1", 10, "probe-1/env.temp").Until(31 * 60, 30);
        Assert.Contains(script.State.Alarms.Values, alarm => alarm.IsActive);

        script.Expect("node-1", 10, "probe-2/env.temp").Until(32 * 60, 30);
        Assert.Contains(script.State.Alarms.Values, alarm => alarm is { IsActive: true, Rule: AlarmRules.Stale });
    }

    [Fact]
    public void A_point_taken_out_of_the_model_goes_with_its_alarm_and_one_that_was_heard_stays_without_it()
    {
        var script = new RoomScript("""{"id":"srv-1","type":"server","points":[{"equipment":"probe-1","signals":["env.temp"]},{"equipment":"probe-2","signals":["env.rh"]}]}""")
            .Send(10, ("probe-1/env.temp", 21.0)).Until(20 * 60, 30);
        Assert.Equal(2, script.State.Alarms.Values.Count(alarm => alarm.IsActive));

        var after = Describe(script, Bare);
        Assert.Equal(["probe-1/env.temp"], after.State.Points.Keys);
        Assert.DoesNotContain(after.State.Alarms.Values, alarm => alarm.IsActive);
    }

    [Fact]
    public void A_point_written_into_the_model_has_its_time_from_then_on()
    {
        var script = Describe(new RoomScript(Bare).Until(3_600, 30), Expecting);
        script.Until(3_600 + (29 * 60), 30);
        Assert.Empty(script.State.Alarms);
        script.Until(3_600 + (31 * 60), 30);
        Assert.Equal(AlarmRules.Stale, script.OnlyAlarm().Rule);
    }

    [Fact]
    public void While_the_centre_was_away_nobody_was_late()
    {
        var script = new RoomScript(Expecting).Until(60);
        var later = RoomScript.At(86_400);
        var again = new RoomScript(Expecting) { State = RoomLogic.Resume(script.State, later), Now = later };
        again.Take(RoomLogic.Describe(again.Room, again.State, later)).Until(86_400 + (29 * 60), 30);

        Assert.Empty(again.State.Alarms);
        Assert.Single(again.Until(86_400 + (31 * 60), 30).State.Alarms);
    }

    [Fact]
    public void A_new_limit_judges_the_value_that_stands_after_its_own_delay()
    {
        var script = new RoomScript(Bare).Hold(0, 120, 10, ("probe-1/env.temp", 24.0));
        Assert.Empty(script.State.Alarms);

        script = Describe(script, Limit("""{"signal":"env.temp","rule":"limit-high","above":23,"onDelay":"1 min"}"""));
        Assert.Empty(script.State.Alarms);
        script.Until(script.Now.Subtract(RoomScript.Start).TotalSeconds + 61);
        Assert.Equal(("limit-high", AlarmCondition.Unacknowledged), (script.OnlyAlarm().Rule, script.OnlyAlarm().State));
    }

    [Fact]
    public void A_wider_limit_ends_the_alarm_after_its_off_delay_and_a_rule_that_is_gone_ends_it_at_once()
    {
        var narrow = Limit("""{"signal":"env.temp","rule":"limit-high","above":23,"offDelay":"1 min"}""");
        var hot = new RoomScript(narrow).Hold(0, 60, 10, ("probe-1/env.temp", 24.0));
        Assert.True(hot.OnlyAlarm().IsActive);

        var wider = Describe(new RoomScript(narrow) { State = hot.State, Now = hot.Now }, Limit("""{"signal":"env.temp","rule":"limit-high","above":30,"offDelay":"1 min"}"""));
        Assert.True(wider.OnlyAlarm().IsActive);
        wider.Until(hot.Now.Subtract(RoomScript.Start).TotalSeconds + 61);
        Assert.Equal(AlarmCondition.ReturnedUnacknowledged, wider.OnlyAlarm().State);

        var without = Describe(hot, """{"id":"srv-1","type":"server","rules":{"alarms":[{"signal":"env.temp","rule":"limit-high","off":true}]}}""");
        Assert.Equal(AlarmCondition.ReturnedUnacknowledged, without.OnlyAlarm().State);
    }

    [Fact]
    public void The_same_description_changes_nothing()
    {
        var script = new RoomScript(Expecting).Send(10, ("probe-1/env.temp", 40.0), ("leak-1/leak.wet", true)).Until(200);
        var step = RoomLogic.Describe(RoomScript.ReadRoom(Expecting), script.State, script.Now);

        Assert.Equal(RoomStateJson.Write(script.State), RoomStateJson.Write(step.State));
        Assert.Empty(step.Effects);
    }

    [Fact]
    public void A_room_that_is_retired_closes_its_alarms_as_out_of_service_and_keeps_what_people_attested()
    {
        var script = new RoomScript(Expecting).Send(10, ("leak-1/leak.wet", true)).Attest("163.4", AttestationStatement.Present);
        var step = RoomLogic.Retire(script.State);

        var change = Assert.IsType<AlarmChanged>(Assert.Single(step.Effects));
        Assert.Equal((AlarmCondition.OutOfService, null), (change.Alarm.State, change.Alarm.ReturnedAt));
        Assert.Empty(step.State.Alarms);
        Assert.Empty(step.State.Points);
        Assert.Single(step.State.Attestations);
        Assert.True(RoomStateJson.TryRead(RoomStateJson.Write(step.State), out _));
    }

    [Fact]
    public void What_is_expected_is_kept_when_a_room_is_stored()
    {
        var script = new RoomScript(Expecting).Until(60);
        Assert.True(RoomStateJson.TryRead(RoomStateJson.Write(script.State), out var read));
        Assert.Equal(script.State.Points["probe-1/env.temp"].Expected, read.Points["probe-1/env.temp"].Expected);
        Assert.Equal(TimeSpan.FromMinutes(10), read.Points["probe-1/env.temp"].Expected!.Period);
    }

    private static string Limit(string limit) => $$$"""{"id":"srv-1","type":"server","rules":{"limits":[{{{limit}}}]}}""";

    private static RoomScript Describe(RoomScript script, string json)
    {
        var next = new RoomScript(json) { State = script.State, Now = script.Now };
        return next.Take(RoomLogic.Describe(next.Room, next.State, next.Now));
    }
}
