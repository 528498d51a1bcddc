using Microsoft.Extensions.Logging.Abstractions;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Series;
using RoomGuard.Central.Web.Contents;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Central.Web.Views;
using RoomGuard.Contract.Signals;

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

    [Fact]
    public async Task While_the_store_is_away_there_are_no_drawings_and_later_there_are()
    {
        var store = new MoodyStore { IsAway = true };
        var trends = new Trends(store, NullLogger<Trends>.Instance);
        var room = new RoomSnapshot(SampleRooms.Server, SampleRooms.ServerState(), SampleRooms.Now);
        var words = new Words(Texts.Embedded, Language.En, new SiteZone(SampleRooms.Site.Zone));
        Assert.Empty(await trends.ReadAsync(room, words, SampleRooms.Now, CancellationToken.None));

        store.IsAway = false;
        var drawings = await trends.ReadAsync(room, words, SampleRooms.Now, CancellationToken.None);
        Assert.Equal(["probe-1/env.rh", "probe-1/env.temp", "ups-1/ups.output.load"], drawings.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("Air temperature: 20.0\u00a0°C to 21.0\u00a0°C in the last hour", drawings["probe-1/env.temp"].Label);

        var reads = store.Reads;
        await trends.ReadAsync(room, words, SampleRooms.Now.AddSeconds(59), CancellationToken.None);
        Assert.Equal(reads, store.Reads);
        await trends.ReadAsync(room, words, SampleRooms.Now.AddSeconds(60), CancellationToken.None);
        Assert.Equal(reads + 3, store.Reads);
    }

    private static Trend? Draw(params (double Minute, double Amount)[] values) =>
        Trend.Draw([.. values.Select(value => (Frame.From.AddMinutes(value.Minute), value.Amount))], Frame, (low, high) => FormattableString.Invariant($"{low}..{high}"));

    private sealed class MoodyStore : ISeriesStore
    {
        public bool IsAway { get; set; }

        public int Reads { get; private set; }

        public Task WriteAsync(IReadOnlyList<SeriesSample> samples, CancellationToken stop) => Task.CompletedTask;

        public Task<IReadOnlyList<SeriesPoint>> ReadAsync(SeriesQuery query, CancellationToken stop)
        {
            Reads++;
            return IsAway
                ? throw new SeriesUnavailableException("It sleeps.")
                : Task.FromResult<IReadOnlyList<SeriesPoint>>([new(query.To.AddMinutes(-2), 20), new(query.To.AddMinutes(-1), 21)]);
        }
    }
}
