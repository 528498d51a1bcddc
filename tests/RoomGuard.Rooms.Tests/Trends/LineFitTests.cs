using RoomGuard.Rooms.Trends;

namespace RoomGuard.Rooms.Tests.Trends;

public class LineFitTests
{
    private const double Sigma = 0.1;

    [Fact]
    public void An_exact_ramp_gives_its_slope_and_the_very_time_it_meets_a_level()
    {
        var line = Fit(22, i => 20 + (0.001 * At(22, i)));
        Assert.Equal((0.001, 20), (Math.Round(line.Slope, 9), Math.Round(line.Now, 9)));
        var meets = line.Meets(21)!.Value;
        Assert.Equal([1000, 1000, 1000], [Math.Round(meets.At, 3), Math.Round(meets.Earliest, 3), Math.Round(meets.Latest, 3)]);
        Assert.False(line.IsStep);
    }

    [Theory]
    [InlineData(22, 0.0005)]
    [InlineData(22, 0.002)]
    [InlineData(12, 0.001)]
    public void The_interval_covers_the_true_time_about_as_often_as_it_says(int count, double slope)
    {
        // 95 % is claimed; the correction for neighbours that err together makes it a little wider than that, and never much.
        const int Seeds = 4000;
        var truth = 3 / slope;
        var covered = Enumerable.Range(0, Seeds).Count(seed =>
        {
            var line = Noisy(count, i => 20 + (slope * At(count, i)), seed);
            return line.Meets(23) is { } meets && meets.Earliest <= truth && truth <= meets.Latest;
        });
        Assert.InRange(covered / (double)Seeds, 0.94, 0.99);
    }

    [Fact]
    public void Where_neighbours_err_together_the_interval_still_covers_the_true_time_far_more_often_than_not()
    {
        // An air conditioner that comes and goes: each sample errs by two thirds of what the one before it did, and its own.
        const int Seeds = 4000;
        var covered = Enumerable.Range(0, Seeds).Count(seed =>
        {
            var noise = new Normal(seed);
            var error = noise.Next();
            var line = Fit(22, i => 20 + (0.001 * At(22, i)) + (Sigma * (error = (0.67 * error) + (0.74 * noise.Next()))));
            return line.Meets(23) is { } meets && meets.Earliest <= 3000 && 3000 <= meets.Latest;
        });
        Assert.InRange(covered / (double)Seeds, 0.8, 0.97);
    }

    [Fact]
    public void A_few_wild_samples_move_neither_the_slope_nor_its_sureness()
    {
        var clean = Noisy(22, i => 20 + (0.001 * At(22, i)), 1);
        var wild = Noisy(22, i => 20 + (0.001 * At(22, i)) + (i is 4 or 15 or 20 ? 6 : 0), 1);
        Assert.InRange(wild.Slope / clean.Slope, 0.93, 1.07);
        Assert.InRange(wild.Sureness / clean.Sureness, 0.6, 1.5);
        Assert.Equal(19, wild.Count);
    }

    [Fact]
    public void A_step_is_told_from_a_ramp()
    {
        const int Seeds = 1000;
        var steps = Enumerable.Range(0, Seeds).Count(seed => Noisy(22, i => i < 6 + (seed % 10) ? 20 : 20.6, seed).IsStep);
        var ramps = Enumerable.Range(0, Seeds).Count(seed => Noisy(22, i => 20 + (1.0 * i / 21), seed).IsStep);
        Assert.InRange(steps, 990, Seeds);
        Assert.InRange(ramps, 0, 5);
    }

    [Fact]
    public void A_flat_past_is_sure_of_nothing()
    {
        // Five deviations, the least for an alarm, are one window in three million: in 100,000 there is hardly ever one, many samples or few.
        var sure = Enumerable.Range(0, 100_000).Count(seed => Noisy(8 + (seed % 15), _ => 20, seed) is { Sureness: >= 5, IsStep: false });
        Assert.InRange(sure, 0, 1);
    }

    private static double At(int count, int index) => -80.0 * (count - 1 - index);

    private static Line Noisy(int count, Func<int, double> value, int seed)
    {
        var noise = new Normal(seed);
        return Fit(count, i => value(i) + (Sigma * noise.Next()));
    }

    private static Line Fit(int count, Func<int, double> value)
    {
        var at = Enumerable.Range(0, count).Select(i => At(count, i)).ToArray();
        return LineFit.Fit(at, Enumerable.Range(0, count).Select(value).ToArray());
    }
}
