using CsCheck;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Rooms.Tests.Alarms.Kinds;

public class MarginTests
{
    private const string Room = """{"id":"srv-1","type":"server","limits":"ashrae-2021-a4"}""";

    [Fact]
    public void A_dew_point_near_the_air_for_long_enough_alarms_on_its_own_point_and_returns_beyond_the_deadband()
    {
        var script = new RoomScript(Room).Hold(0, 600, 10, ("probe-1/env.temp", 20), ("probe-1/env.dewpoint", 18.5));
        var alarm = script.OnlyAlarm();
        Assert.Equal(("dew-margin", "env.dewpoint", 300), (alarm.Rule, alarm.Signal, (alarm.RaisedAt - alarm.Since).TotalSeconds));
        Assert.Equal("Risk of condensation: dew point 18.5 °C, air 20 °C, less than 2 °C between them (probe-1)", alarm.Text.En);
        script.Hold(610, 1000, 10, ("probe-1/env.temp", 20), ("probe-1/env.dewpoint", 17.8));
        Assert.True(script.OnlyAlarm().IsActive);
        script.Hold(1010, 1400, 10, ("probe-1/env.temp", 20), ("probe-1/env.dewpoint", 17.4));
        Assert.False(script.OnlyAlarm().IsActive);
    }

    [Fact]
    public void Equipment_without_the_other_signal_has_no_such_alarm_whatever_others_say()
    {
        var script = new RoomScript(Room).Hold(0, 900, 10, ("probe-1/env.dewpoint", 18.5), ("probe-2/env.temp", 18.6));
        Assert.Empty(script.Raised);
    }

    [Fact]
    public void Where_one_of_the_two_falls_silent_nothing_is_raised_and_nothing_clears()
    {
        var script = new RoomScript(Room).Hold(0, 100, 10, ("probe-1/env.temp", 20), ("probe-1/env.dewpoint", 12));
        script.Hold(110, 1500, 10, ("probe-1/env.dewpoint", 19));
        Assert.Empty(script.Raised);
        script.Hold(1510, 2000, 10, ("probe-1/env.temp", 20), ("probe-1/env.dewpoint", 19));
        Assert.Equal("dew-margin", Assert.Single(script.Raised).Rule);
        script.Hold(2010, 4000, 10, ("probe-1/env.temp", 25), ("probe-1/env.dewpoint", AbsenceReason.Faulted));
        Assert.Contains(script.State.Alarms.Values, alarm => alarm is { Rule: "dew-margin", IsActive: true });
    }

    [Fact]
    public void A_slow_signal_beside_a_fast_one_is_judged_once_for_each_of_its_values()
    {
        var script = new RoomScript(Room);
        for (var second = 0; second <= 900; second += 10)
        {
            script.Until(second, 10);
            if (second % 60 == 0)
            {
                script.Send(second, ("probe-1/env.temp", 20));
            }

            script.Send(second + 3, ("probe-1/env.dewpoint", 18.5));
        }

        Assert.Equal("dew-margin", script.OnlyAlarm().Rule);
    }

    [Fact]
    public void Noise_around_it_opens_and_closes_it_at_most_once_for_each_true_approach()
    {
        Gen.Select(Gen.Bool.Array[1, 5], Gen.Double[-0.12, 0.12].Array[200]).Sample((approaches, noise) =>
        {
            var script = new RoomScript(Room);
            var (second, index) = (0, 0);
            foreach (var isNear in approaches)
            {
                for (var i = 0; i < 90; i++, second += 10, index++)
                {
                    script.Until(second, 10).Send(
                        second,
                        ("probe-1/env.temp", 20 + noise[index % noise.Length]),
                        ("probe-1/env.dewpoint", (isNear ? 18.24 : 17.25) + noise[(7 * index) % noise.Length]));
                }
            }

            var expected = approaches.Where((isNear, i) => isNear && (i == 0 || !approaches[i - 1])).Count();
            Assert.Equal(expected, script.Raised.Count(alarm => alarm.Rule == "dew-margin"));
        }, iter: 30);
    }

    [Fact]
    public void Either_order_of_the_two_in_a_poll_any_packs_and_samples_sent_twice_give_the_same_alarms()
    {
        Gen.Select(Gen.Double[15, 19.5].Array[40], Gen.Int[1, 30].Array[5, 20], Gen.Bool.Array[7]).Sample((dews, sizes, isSwapped) =>
        {
            var polls = Enumerable.Range(0, 400).Select(i => new[] { RoomScript.Of(i * 10, "probe-1/env.temp", 20), RoomScript.Of(i * 10, "probe-1/env.dewpoint", dews[i / 45 % dews.Length]) }).ToList();
            var samples = polls.SelectMany(poll => poll).ToList();
            var expected = KindDay.Play(Room, samples, [2]);
            Assert.Equal(expected, KindDay.Play(Room, samples, sizes));
            Assert.Equal(expected, KindDay.Play(Room, [.. polls.SelectMany((poll, i) => isSwapped[i % 7] ? poll.Reverse() : poll)], [2]));
            Assert.Equal(expected, KindDay.Play(Room, [.. samples.SelectMany(sample => new[] { sample, sample })], sizes));
        }, iter: 40);
    }
}
