using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Rooms.Tests.State;

public class PointTests
{
    [Fact]
    public void The_newest_sample_stands_and_older_or_repeated_ones_change_nothing()
    {
        var script = new RoomScript().Send(20, ("probe-1/env.temp", 22.5));
        var before = script.State;
        script.Send(20, ("probe-1/env.temp", 23)).Send(10, ("probe-1/env.temp", 19));
        Assert.Same(before.Points, script.State.Points);
        Assert.Equal(22.5, script.State.Points["probe-1/env.temp"].Last.Number);
    }

    [Fact]
    public void A_sample_from_the_future_is_refused_and_the_skew_is_said_in_the_verdicts()
    {
        var script = new RoomScript().Attest("163.11", AttestationStatement.Present).Hold(0, 60, 10, ("ac-1/hvac.run", true), ("probe-1/env.temp", 22));
        script.Until(380, 10);
        script.Send([RoomScript.Of(3 * 3600, "ac-1/hvac.run", true)], RoomScript.At(385)).Until(400);
        Assert.Equal(RoomScript.At(60), script.State.Points["ac-1/hvac.run"].At);
        Assert.True(script.State.Points["ac-1/hvac.run"].IsStale);
        Assert.Equal(VerdictState.EvidenceStale, script.Verdict("163.11").State);
        Assert.Contains(ReasonCode.ClockSkew, script.Verdict("163.11").Reasons);
    }

    [Fact]
    public void Samples_of_another_room_or_of_a_wrong_kind_are_passed_over()
    {
        var script = new RoomScript();
        var stranger = new Sample(new PointId("hq", "srv-2", "probe-1", "env.temp"), RoomScript.At(0), Reading.Of(22));
        var nonsense = new Sample(new PointId("hq", "srv-1", "ups-1", "ups.test.result"), RoomScript.At(0), Reading.Of(3));
        var unknown = new Sample(new PointId("hq", "srv-1", "ups-1", "no.such"), RoomScript.At(0), Reading.Of(3));
        script.Send([stranger, nonsense, unknown], RoomScript.At(1));
        Assert.Empty(script.State.Points);
    }

    [Fact]
    public void A_value_lasts_since_it_was_first_seen_and_an_absence_does_not_interrupt_it()
    {
        var script = new RoomScript().Send(0, ("ac-1/hvac.fault", true)).Send(10, ("ac-1/hvac.fault", AbsenceReason.Silent)).Send(20, ("ac-1/hvac.fault", true));
        var point = script.State.Points["ac-1/hvac.fault"];
        Assert.Equal((RoomScript.At(0), RoomScript.At(20)), (point.KnownSince, point.KnownAt));
        Assert.Equal(RoomScript.At(30), script.Send(30, ("ac-1/hvac.fault", false)).State.Points["ac-1/hvac.fault"].KnownSince);
    }

    [Fact]
    public void A_room_remembers_only_so_many_points_whatever_is_published()
    {
        var script = new RoomScript();
        script.Send([.. Enumerable.Range(0, 5000).Select(i => RoomScript.Of(1, $"dev-{i}/env.temp", 22))], RoomScript.At(2));
        Assert.Equal(4096, script.State.Points.Count);
        script.Send(10, ("dev-0/env.temp", 23));
        Assert.Equal(23, script.State.Points["dev-0/env.temp"].Last.Number);
    }

    [Fact]
    public void A_tick_with_nothing_due_gives_the_same_state_back()
    {
        var script = new RoomScript().Hold(0, 60, 10, ("probe-1/env.temp", 22)).Until(71);
        var step = RoomLogic.Tick(script.Room, script.State, script.Now + TimeSpan.FromSeconds(1));
        Assert.Same(script.State, step.State);
        Assert.Empty(step.Effects);
    }
}
