using CsCheck;

namespace RoomGuard.Rooms.Tests.Alarms;

public class NoiseTests
{
    [Fact]
    public void Noise_around_a_limit_opens_and_closes_an_alarm_at_most_once_for_each_true_excursion()
    {
        // Noise is smaller than the deadband; the true temperature goes from good to warm and back a few times.
        Gen.Select(Gen.Bool.Array[1, 5], Gen.Double[-0.24, 0.24].Array[200]).Sample((excursions, noise) =>
        {
            var script = new RoomScript();
            var second = 0.0;
            var index = 0;
            foreach (var isWarm in excursions)
            {
                for (var i = 0; i < 90; i++, second += 10, index++)
                {
                    script.Until(second, 10).Send(second, ("probe-1/env.temp", (isWarm ? 25.3 : 24.2) + noise[index % noise.Length]));
                }
            }

            var expected = Count(excursions);
            Assert.Equal(expected, script.Raised.Count());
            Assert.All(script.Raised, alarm => Assert.Equal("limit-high", alarm.Rule));
        }, iter: 30);
    }

    [Fact]
    public void Noise_that_touches_the_limit_for_less_than_the_delay_raises_nothing()
    {
        Gen.Double[24.0, 26.0].Array[120].Sample(values =>
        {
            var script = new RoomScript();
            for (var i = 0; i < values.Length; i++)
            {
                // Each twentieth sample is good: nothing stays beyond for five minutes.
                script.Until(i * 10, 10).Send(i * 10, ("probe-1/env.temp", i % 20 == 0 ? 22 : values[i]));
            }

            Assert.Empty(script.Raised);
        }, iter: 30);
    }

    [Fact]
    public void At_most_one_alarm_stands_for_one_point_and_rule_whatever_comes()
    {
        Gen.Select(Gen.Double[15, 40], Gen.Int[1, 600]).Array[1, 80].Sample(moves =>
        {
            var script = new RoomScript();
            var second = 0.0;
            foreach (var (celsius, step) in moves)
            {
                second += step;
                script.Until(second, 5).Send(second, ("probe-1/env.temp", Math.Round(celsius, 1)));
                Assert.All(script.State.Alarms.Values.GroupBy(alarm => (alarm.Point, alarm.Rule)), group => Assert.Single(group));
            }

            var changes = script.Effects.OfType<AlarmChanged>().ToList();
            Assert.All(changes.GroupBy(change => change.Alarm.Id), group => Assert.Single(group, change => change.Previous is null));
        }, iter: 40);
    }

    private static int Count(bool[] excursions)
    {
        var count = 0;
        for (var i = 0; i < excursions.Length; i++)
        {
            count += excursions[i] && (i == 0 || !excursions[i - 1]) ? 1 : 0;
        }

        return count;
    }
}
