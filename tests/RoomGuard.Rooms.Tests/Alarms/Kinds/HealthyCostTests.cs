using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Rules.Kinds;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Trends;

namespace RoomGuard.Rooms.Tests.Alarms.Kinds;

public class HealthyCostTests
{
    [Theory]
    [InlineData("probe-1/env.temp", 22.2)]
    [InlineData("probe-1/env.dewpoint", 11.1)]
    [InlineData("smoke-1/smoke.alarm", false)]
    [InlineData("ups-1/ups.battery.charge", 100.0)]
    [InlineData("gen-1/gen.fuel.level", 83.0)]
    [InlineData("ups-1/ups.load", 41.0)]
    public void Judging_a_healthy_sample_makes_nothing(string path, object value)
    {
        var script = new RoomScript().Hold(0, 3600, 10, ("probe-1/env.temp", 22), ("probe-1/env.dewpoint", 11), (path, value));
        script.Send(3610, ("probe-1/env.temp", 22.1), ("probe-1/env.dewpoint", 11.2), (path, value));
        var turn = new RoomTurn(script.Room, script.State, RoomScript.At(3612));
        var change = PointBook.Accept(turn, RoomScript.Of(3611, path, value))!.Value;
        PointAlarms.Apply(turn, change);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            PointAlarms.Apply(turn, change);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_past_is_kept_only_where_a_rule_looks_back_and_takes_less_than_four_hundred_bytes()
    {
        var script = new RoomScript().Hold(0, 7200, 10, ("probe-1/env.temp", 22), ("probe-1/env.rh", 50), ("gen-1/gen.fuel.level", 83), ("ups-1/ups.load", 41));
        Assert.Equal(["gen-1/gen.fuel.level", "probe-1/env.temp"], script.State.Points.Where(point => point.Value.Trace is not null).Select(point => point.Key).Order(StringComparer.Ordinal));
        var trace = script.State.Points["probe-1/env.temp"].Trace!;
        var plan = script.Room.Rules.Book.For("env.temp")!.Past!;
        Assert.InRange(trace.Count, 15, Trace.Most);
        _ = trace.With(trace.NewestAt + 100_000, 22, plan);
        var before = GC.GetAllocatedBytesForCurrentThread();
        trace = trace.With(trace.NewestAt + 100_000, 22, plan);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 200, 400);
        Assert.InRange(trace.Count, 15, Trace.Most);
    }

    [Fact]
    public void A_past_of_any_rules_and_any_periods_stays_within_its_bound()
    {
        var rates = new[] { 1, 5, 15, 240, 1440 }.Select(minutes => new RateRule("env.temp", "rate", 1e6, TimeSpan.FromMinutes(minutes), true)).ToArray();
        var plan = TracePlan.For(rates, [])!;
        foreach (var period in new[] { 1000, 7000, 60_000, 600_000, 3_600_000 })
        {
            var trace = Trace.Of(0, 20);
            for (var at = 0L; at < 2000L * period; at += period)
            {
                trace = at - trace.NewestAt >= plan.Step ? trace.With(at, 20, plan) : trace;
                Assert.InRange(trace.Count, 1, Trace.Most);
            }

            Assert.True(trace.NewestAt - trace.At(0) >= Math.Min((1999L * period) - plan.Step, 0.9 * plan.Reach), $"{period}: {trace.NewestAt - trace.At(0)} ms");
        }
    }
}
