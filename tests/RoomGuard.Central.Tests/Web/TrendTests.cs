using RoomGuard.Central.Web.Views;

namespace RoomGuard.Central.Tests.Web;

public sealed class TrendTests
{
    private static readonly TrendFrame Frame = new(SampleRooms.Now.AddHours(-1), SampleRooms.Now, TimeSpan.FromMinutes(3), 2);

    [Fact]
    public void Values_close_in_time_are_joined_and_a_silence_is_a_gap()
    {
        var trend = Draw((0, 20), (1, 21), (30, 22), (31, 22))!;
        Assert.Equal(2, trend.Path.Count(letter => letter == 'M'));
        Assert.Equal(2, trend.Path.Count(letter => letter == 'L'));
        Assert.Equal("20..22", trend.Label);
    }

    [Fact]
    public void Small_noise_stays_small_and_a_larger_swing_fills_the_height()
    {
        Assert.Equal("13", Draw((0, 20), (1, 20))!.EndY);
        Assert.Equal("3", Draw((0, 10), (1, 30))!.EndY);
        Assert.Equal("12.5", Draw((0, 20), (1, 20.1))!.EndY);
    }

    [Fact]
    public void Fewer_than_two_values_within_the_hour_draw_nothing()
    {
        Assert.Null(Draw());
        Assert.Null(Draw((5, 20)));
        Assert.Null(Draw((-10, 20), (5, 20), (61, 20), (7, double.NaN)));
    }

    private static Trend? Draw(params (double Minute, double Amount)[] values) =>
        Trend.Draw([.. values.Select(value => (Frame.From.AddMinutes(value.Minute), value.Amount))], Frame, (low, high) => FormattableString.Invariant($"{low}..{high}"));
}
