using CsCheck;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Tests.Recognition;
using RoomGuard.Rooms.Tests.Trends;

namespace RoomGuard.Rooms.Tests.Alarms.Kinds;

public class TrendTests
{
    // limit-high-high of this profile is 28 °C; the trend to it looks back half an hour and ahead an hour.
    private const string Room = """{"id":"srv-1","type":"server","limits":"ashrae-2021-rec"}""";

    [Fact]
    public void A_room_that_warms_is_warned_of_with_the_time_it_has_and_the_range_of_it_before_it_is_too_warm()
    {
        var script = new RoomScript(Room);
        var noise = new Normal(1);
        Ramp(script, noise, 0, 1800, 22, 0);
        Ramp(script, noise, 1810, 7600, 22, 4);
        var alarm = Assert.Single(script.Raised, raised => raised.Rule == "trend-high");
        var reached = script.Sent.First(sample => sample.Reading.Number >= 28).At;
        Assert.InRange((reached - alarm.RaisedAt).TotalMinutes, 15, 60);
        Assert.Equal(AlarmPriority.Warning, alarm.Priority);
        Assert.Matches(@"^Air temperature: 2\d(\.\d+)? °C, reaches 28 °C in \d+ min \(\d+–\d+ min; probe-1\)$", alarm.Text.En);
        Assert.Matches(@"достигнет 28 °C примерно через \d+ мин \(\d+–\d+ мин; probe-1\)$", alarm.Text.Ru);
    }

    [Fact]
    public void A_ramp_with_noise_is_warned_of_before_it_is_there_whatever_the_noise()
    {
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Double[2, 8], Gen.Double[0.02, 0.15]).Sample((seed, perHour, sigma) =>
        {
            var script = new RoomScript(Room);
            var noise = new Normal(seed);
            Ramp(script, noise, 0, 1800, 23, 0, sigma);
            Ramp(script, noise, 1810, 1810 + (5.5 * 3600 / perHour), 23, perHour, sigma);
            var alarm = Assert.Single(script.Raised, raised => raised.Rule == "trend-high");
            Assert.True(alarm.RaisedAt < script.Sent.First(sample => sample.Reading.Number >= 28).At - TimeSpan.FromMinutes(2));
        }, iter: 60);
    }

    [Fact]
    public void A_flat_noisy_series_never_gives_a_warning_however_near_the_limit()
    {
        // A day of samples a minute apart for each seed, with noise of 0.1 to 0.4 °C three deviations from the limit: 72,000 looks at 100 days.
        var warned = 0;
        for (var seed = 0; seed < 100; seed++)
        {
            var (script, noise, sigma) = (new RoomScript(Room), new Normal(seed), 0.1 * (1 + (seed % 4)));
            var day = Enumerable.Range(0, 1440).Select(i => RoomScript.Of(i * 60, "probe-1/env.temp", 28 - (3 * sigma) + (sigma * noise.Next()))).ToList();
            script.Send(day, day[^1].At);
            warned += script.Raised.Count(alarm => alarm.Rule == "trend-high");
        }

        Assert.Equal(0, warned);
    }

    [Fact]
    public void An_air_conditioner_that_comes_and_goes_is_no_trend_and_neither_is_a_step()
    {
        var (script, noise) = (new RoomScript(Room), new Normal(7));
        var samples = Enumerable.Range(0, 8640).Select(i => RoomScript.Of(i * 10, "probe-1/env.temp", 24 + (1.5 * Math.Sin(i / 19.0)) + (0.05 * noise.Next()))).ToList();
        script.Send(samples, samples[^1].At);
        Assert.Empty(script.Raised.Where(alarm => alarm.Rule == "trend-high"));
        Assert.Empty(script.State.Trends);

        (script, noise) = (new RoomScript(Room), new Normal(8));
        samples = [.. Enumerable.Range(0, 1080).Select(i => RoomScript.Of(i * 10, "probe-1/env.temp", (i < 400 ? 24 : 26) + (0.1 * noise.Next())))];
        script.Send(samples, samples[^1].At);
        Assert.Empty(script.Raised);
    }

    [Fact]
    public void It_ends_when_the_room_stops_warming_and_not_by_the_noise_meanwhile()
    {
        Gen.Int[0, 1_000_000].Sample(seed =>
        {
            var script = new RoomScript(Room);
            var noise = new Normal(seed);
            Ramp(script, noise, 0, 1800, 23, 0);
            Ramp(script, noise, 1810, 5000, 23, 4);
            Assert.True(Assert.Single(script.State.Alarms.Values, alarm => alarm.Rule == "trend-high").IsActive);
            Ramp(script, noise, 5010, 9000, 26.5, 0);
            Assert.Single(script.Raised, alarm => alarm.Rule == "trend-high");
            Assert.False(Assert.Single(script.State.Alarms.Values, alarm => alarm.Rule == "trend-high").IsActive);
        }, iter: 20);
    }

    [Fact]
    public void The_estimate_is_shown_while_it_is_sure_and_goes_when_the_point_falls_silent()
    {
        var script = new RoomScript(Room);
        Ramp(script, new Normal(3), 0, 2400, 20, 3);
        var estimate = Assert.Single(script.State.Trends).Value;
        Assert.Equal(("trend-high", 28), (estimate.Rule, estimate.Limit));
        Assert.InRange(estimate.PerHour, 2.7, 3.3);
        Assert.InRange((estimate.Reached - estimate.At).TotalMinutes, 100, 140);
        Assert.True(estimate.At <= estimate.Earliest && estimate.Earliest < estimate.Reached && estimate.Reached < estimate.Latest);
        Assert.Empty(script.Raised);
        var now = estimate.Reached.AddMinutes(-90);
        Assert.Equal("90 min", estimate.TimeLeft(now)!.En);
        Assert.Matches(@"^\d+ мин–\d+(,\d)? ч$|^\d+–\d+ мин$", estimate.TimeLeftRange(now).Ru);
        Assert.Null(estimate.TimeLeft(estimate.Reached));
        Assert.StartsWith("ASHRAE TC 9.9", script.Room.Rules.SourceOf(estimate), StringComparison.Ordinal);
        Assert.Null(script.Room.Rules.SourceOf(estimate with { Rule = "trend-gone" }));
        script.Until(2400 + 330);
        Assert.Empty(script.State.Trends);
    }

    [Fact]
    public void Silence_does_not_end_a_warning_and_nothing_is_foretold_across_a_gap()
    {
        var script = new RoomScript(Room);
        Ramp(script, new Normal(3), 0, 4500, 22, 3.5);
        Assert.Contains(script.State.Alarms.Values, alarm => alarm is { Rule: "trend-high", IsActive: true });
        script.Until(7000, 10);
        Assert.Contains(script.State.Alarms.Values, alarm => alarm is { Rule: "trend-high", IsActive: true });

        var other = new RoomScript(Room);
        Ramp(other, new Normal(4), 0, 800, 22, 6);
        Ramp(other, new Normal(5), 1400, 2200, 24.3, 6);
        Assert.Empty(other.Raised.Where(alarm => alarm.Rule == "trend-high"));
        Assert.Empty(other.State.Trends);
    }

    [Fact]
    public void Unsynced_and_absent_samples_foretell_nothing()
    {
        var script = new RoomScript(Room);
        for (var second = 0; second <= 6000; second += 10)
        {
            script.Until(second, 10).Send([RoomScript.Of(second, "probe-1/env.temp", 22 + (second * 0.0009), TimeQuality.Unsynced)], RoomScript.At(second));
        }

        Assert.DoesNotContain(script.Raised, alarm => alarm.Rule == "trend-high");
        Assert.Empty(script.State.Trends);
    }

    [Fact]
    public void The_same_samples_in_other_packs_twice_or_after_a_restart_give_the_same_alarms()
    {
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[1, 60].Array[5, 20]).Sample((seed, sizes) =>
        {
            var noise = new Normal(seed);
            var samples = Enumerable.Range(0, 700).Select(i => RoomScript.Of(i * 10, "probe-1/env.temp", 23 + Math.Clamp((i - 200) * 0.012, 0, 4) + (0.1 * noise.Next()))).ToList();
            var expected = KindDay.Play(Room, samples, [1]);
            Assert.Contains(expected, change => change.Contains("trend-high", StringComparison.Ordinal));
            Assert.Equal(expected, KindDay.Play(Room, samples, sizes));
            Assert.Equal(expected, KindDay.Play(Room, [.. samples.SelectMany(sample => new[] { sample, sample })], sizes));
        }, iter: 15);
    }

    [Fact]
    public void A_battery_that_empties_in_an_outage_is_warned_of_and_one_that_is_tested_or_not_on_battery_is_not()
    {
        var outage = Discharge("battery", 0, "passed");
        var warning = Assert.Single(outage.Raised, alarm => alarm is { Rule: "trend-low", Signal: "ups.battery.runtime" });
        Assert.Equal(AlarmPriority.Warning, warning.Priority);
        Assert.Contains("falls to 300 s in", warning.Text.En, StringComparison.Ordinal);
        Assert.DoesNotContain(Discharge("battery", 229, "in_progress").Raised, alarm => alarm.Rule == "trend-low");
        Assert.DoesNotContain(Discharge("normal", 229, "passed").Raised, alarm => alarm.Rule == "trend-low");
    }

    [Fact]
    public void A_tank_that_an_engine_empties_in_earnest_tells_its_autonomy_and_an_exercise_does_not()
    {
        Assert.Empty(Burn(mains: true, mode: "auto").Raised.Where(alarm => alarm.Rule == "fuel-autonomy"));
        var outage = Burn(mains: false, mode: "auto");
        var warning = Assert.Single(outage.Raised, alarm => alarm.Rule == "fuel-autonomy");
        Assert.Matches(@"^Fuel at \d+(\.\d+)? %, burns 1[12](\.\d+)? % an hour, lasts for [45](\.\d)? h \(.*; gen-1\)$", warning.Text.En);
        var estimate = outage.State.Trends["gen-1/gen.fuel.level|fuel-autonomy"];
        Assert.InRange((estimate.Reached - estimate.At).TotalHours, 3, 6);
    }

    [Fact]
    public void A_trend_is_never_more_than_a_warning_whatever_its_rule_says()
    {
        // The reader refuses such a rule; one made otherwise is held all the same.
        var room = RoomScript.ReadRoom(Room);
        var critical = room.Rules.Book.Find("env.temp", "trend-high")! with { Priority = AlarmPriority.Critical };
        room = room with { Rules = room.Rules with { Own = [(critical.Name, critical)] } };
        var samples = Enumerable.Range(0, 400).Select(i => RoomScript.Of(i * 10, "probe-1/env.temp", 24 + (i * 0.01))).ToList();
        var step = RoomLogic.Observe(room, RoomState.New(room, RoomScript.Start), samples, samples[^1].At);
        var changes = step.Effects.OfType<AlarmChanged>().Where(change => change.Alarm.Rule == "trend-high").ToList();
        Assert.NotEmpty(changes);
        Assert.All(changes, change => Assert.Equal(AlarmPriority.Warning, change.Alarm.Priority));
    }

    private static RoomScript Discharge(string source, double volts, string result)
    {
        var script = new RoomScript().Hold(0, 60, 10, PowerDay.Ups());
        for (var second = 70; second <= 1200; second += 10)
        {
            var runtime = Math.Max(1800 - (second - 60), 0);
            script.Until(second, 10).Send(second, [.. PowerDay.Ups(source, volts, result, charge: runtime / 18.0, onBattery: second - 60).Where(value => value.Path != "ups-1/ups.battery.runtime"), ("ups-1/ups.battery.runtime", runtime)]);
        }

        return script;
    }

    private static RoomScript Burn(bool mains, string mode)
    {
        var script = new RoomScript().Hold(0, 60, 10, PowerDay.Generator());
        script.Send(70, PowerDay.Generator("cranking", mains, mode: mode));
        for (var second = 80; second <= 3600; second += 10)
        {
            var level = Math.Floor(2 * (65 - ((second - 80) * 12 / 3600.0))) / 2;
            script.Until(second, 10).Send(second, [.. PowerDay.Generator("loaded", mains, 50, mode).Where(value => value.Path != "gen-1/gen.fuel.level"), ("gen-1/gen.fuel.level", level)]);
        }

        return script;
    }

    private static void Ramp(RoomScript script, Normal noise, double from, double to, double start, double perHour, double sigma = 0.05)
    {
        for (var second = from; second <= to; second += 10)
        {
            script.Until(second, 10).Send(second, ("probe-1/env.temp", start + ((second - from) * perHour / 3600) + (sigma * noise.Next())));
        }
    }
}
