using CsCheck;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Rooms.Tests.Alarms.Kinds;

public class RateTests
{
    // Rises by 5 °C within 15 minutes, on-delay 30 s, off-delay 5 min; no limit of the air is near and no trend is looked for, so that the rate stands alone.
    private const string Room = """{"id":"srv-1","type":"server","limits":"ashrae-2021-a4","rules":{"alarms":[{"signal":"env.temp","rule":"trend-high","off":true}]}}""";

    [Fact]
    public void A_rise_of_what_is_too_much_alarms_at_the_sample_that_shows_it_and_says_by_how_much_in_what_time()
    {
        var script = new RoomScript(Room).Hold(0, 900, 10, ("probe-1/env.temp", 20));
        Ramp(script, 910, 1500, 20, 0.6);
        var alarm = script.OnlyAlarm();
        Assert.Equal(("rate-rise", AlarmPriority.Warning), (alarm.Rule, alarm.Priority));
        Assert.Equal(25, Math.Floor(alarm.Value.Number));
        Assert.Equal(alarm.Since + TimeSpan.FromSeconds(30), alarm.RaisedAt);
        Assert.StartsWith("Air temperature rises too fast: by 5.", alarm.Text.En, StringComparison.Ordinal);
        Assert.Contains("мин, сейчас", alarm.Text.Ru, StringComparison.Ordinal);
    }

    [Fact]
    public void It_returns_when_the_change_within_the_window_is_four_fifths_of_it_or_less_and_not_before()
    {
        var script = new RoomScript(Room).Hold(0, 900, 10, ("probe-1/env.temp", 20));
        Ramp(script, 910, 1500, 20, 0.6);
        script.Hold(1510, 1900, 10, ("probe-1/env.temp", 25.9));
        Assert.True(script.OnlyAlarm().IsActive);
        script.Hold(1910, 2900, 10, ("probe-1/env.temp", 25.9));
        Assert.False(script.OnlyAlarm().IsActive);
        Assert.Single(script.Raised);
    }

    [Fact]
    public void A_slow_rise_to_the_same_value_and_a_fall_are_none()
    {
        var script = new RoomScript(Room);
        Ramp(script, 0, 3000, 20, 0.3);
        Ramp(script, 3010, 4000, 35, -0.9);
        Assert.Empty(script.Raised);
    }

    [Fact]
    public void A_change_across_a_gap_longer_than_the_window_says_nothing_and_neither_do_absent_and_unsynced_samples()
    {
        var script = new RoomScript(Room).Hold(0, 900, 10, ("probe-1/env.temp", 20));
        for (var second = 910; second <= 1900; second += 10)
        {
            script.Send([RoomScript.Of(second, "probe-1/env.temp", 20 + ((second - 900) * 0.01), TimeQuality.Unsynced)], RoomScript.At(second));
        }

        script.Hold(1910, 1950, 10, ("probe-1/env.temp", AbsenceReason.Silent));
        script.Hold(1960, 2900, 10, ("probe-1/env.temp", 30));
        Assert.DoesNotContain(script.Raised, alarm => alarm.Rule == "rate-rise");
    }

    [Fact]
    public void Silence_and_absence_do_not_end_it_and_a_window_that_was_not_watched_does_not_either()
    {
        var script = new RoomScript(Room).Hold(0, 900, 10, ("probe-1/env.temp", 20));
        Ramp(script, 910, 1500, 20, 0.6);
        script.Hold(1510, 1600, 10, ("probe-1/env.temp", AbsenceReason.Silent)).Until(4000, 10);
        Assert.True(Rate(script).IsActive);
        script.Hold(4000, 4600, 10, ("probe-1/env.temp", 26));
        Assert.True(Rate(script).IsActive);
        script.Hold(4610, 5400, 10, ("probe-1/env.temp", 26));
        Assert.False(Rate(script).IsActive);
    }

    [Fact]
    public void A_sensor_that_was_swapped_or_changed_its_unit_is_no_rise()
    {
        var script = new RoomScript(Room).Hold(0, 900, 10, ("probe-1/env.temp", 20)).Hold(910, 2400, 10, ("probe-1/env.temp", 28.5));
        script.Hold(2410, 3600, 10, ("probe-1/env.temp", 40.1));
        Assert.Empty(script.Raised);

        // What rises fast after it is.
        Ramp(script, 3610, 4100, 28, 0.8);
        Assert.Equal("rate-rise", script.OnlyAlarm().Rule);
    }

    [Fact]
    public void A_tank_that_loses_a_tenth_in_ten_minutes_is_critical_and_one_that_an_engine_burns_is_not()
    {
        var script = new RoomScript();
        Ramp(script, 0, 3600, 90, -0.5, "tank-1/gen.fuel.level");
        Assert.DoesNotContain(script.Raised, alarm => alarm.Rule == "rate-fall");
        Ramp(script, 3610, 4300, 60, -1.5, "tank-1/gen.fuel.level");
        Assert.Contains(script.Raised, alarm => alarm is { Rule: "rate-fall", Priority: AlarmPriority.Critical });
    }

    [Fact]
    public void Noise_around_it_opens_and_closes_it_at_most_once_for_each_true_rise()
    {
        Gen.Select(Gen.Int[1, 3], Gen.Double[-0.24, 0.24].Array[200]).Sample((rises, noise) =>
        {
            var script = new RoomScript(Room);
            var (second, index) = (0, 0);
            for (var rise = 0; rise < rises; rise++)
            {
                for (var i = 0; i < 400; i++, second += 10, index++)
                {
                    // Up by 6.5 °C in 13 minutes, there for a while, down slowly.
                    var celsius = i < 80 ? 18 + (i * 6.5 / 80) : i < 160 ? 24.5 : 24.5 - ((i - 160) * 6.5 / 240);
                    script.Until(second, 10).Send(second, ("probe-1/env.temp", celsius + noise[index % noise.Length]));
                }
            }

            Assert.Equal(rises, script.Raised.Count(alarm => alarm.Rule == "rate-rise"));
        }, iter: 20);
    }

    [Fact]
    public void The_same_samples_in_other_packs_and_twice_give_the_same_alarms()
    {
        Gen.Select(Gen.Double[-0.3, 0.3].Array[50], Gen.Int[1, 40].Array[5, 20], Gen.Double[0.2, 1.2]).Sample((noise, sizes, pace) =>
        {
            var samples = Enumerable.Range(0, 400).Select(i => RoomScript.Of(i * 10, "probe-1/env.temp", 15 + (Math.Clamp(i - 100, 0, 100) * pace / 6) + noise[i % noise.Length])).ToList();
            Assert.Equal(KindDay.Play(Room, samples, [1]), KindDay.Play(Room, samples, sizes));
            Assert.Equal(KindDay.Play(Room, samples, [1]), KindDay.Play(Room, [.. samples.SelectMany(sample => new[] { sample, sample })], sizes));
        }, iter: 40);
    }

    private static Alarm Rate(RoomScript script) => Assert.Single(script.State.Alarms.Values, alarm => alarm.Rule == "rate-rise");

    private static void Ramp(RoomScript script, double from, double to, double start, double perMinute, string path = "probe-1/env.temp")
    {
        for (var second = from; second <= to; second += 10)
        {
            script.Until(second, 10).Send(second, (path, start + ((second - from) * perMinute / 60)));
        }
    }
}
