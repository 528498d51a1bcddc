using RoomGuard.Central.Series;
using RoomGuard.Central.Series.Rollups;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Samples;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Series.Rollups;

/// <summary>What the tiers of every store must give, whatever it is made of.</summary>
internal static class TierReading
{
    private static readonly string[] Names = ["probe-1/env.temp", "leak-1/leak.wet", "ups-1/ups.output.source"];

    /// <summary>Rolls hours up in both, some of it late, and compares what is read in steps with what the samples themselves give.</summary>
    /// <param name="settle">Waits until the store shows what it has taken.</param>
    public static async Task AgreeAsync(ISeriesStore samples, IRollupStore rollups, Func<Task> settle)
    {
        using var scratch = new Scratch();
        using var meters = new TestMeters();
        using var site = new RolledSite(samples, rollups, scratch.Path("data"), meters);
        var random = new Random(35);
        for (var minute = 0; minute < 100; minute++)
        {
            var now = site.Clock.GetUtcNow();
            await site.WriteAsync([.. Enumerable.Range(0, 12).Select(i => new SeriesSample(new Sample(Given.Point(Names[i % 3]), now.AddSeconds(-40 + (3 * i)), Value(random, i % 3)), "node-1"))]);
            if (minute % 20 == 19)
            {
                await site.WriteAsync(new SeriesSample(new Sample(Given.Point(Names[0]), now.AddMinutes(-30).AddMilliseconds(7), Reading.Of(-3.5)), "node-2"));
            }

            await site.PassAsync(TimeSpan.FromMinutes(1));
        }

        await settle();
        await site.SettleAsync();
        await settle();
        await site.AssertWholeAsync();

        // A late sample that is not rolled up yet: its window is read from the samples.
        await site.WriteAsync(new SeriesSample(new Sample(Given.Point(Names[0]), Given.Noon.AddMinutes(50).AddMilliseconds(3), Reading.Of(99.5)), "node-1"));
        await settle();
        foreach (var query in Queries())
        {
            var expected = await samples.ReadAsync(query, Stop);
            Assert.NotEmpty(expected);
            Assert.Equal(expected.Select(Round), (await site.Store.ReadAsync(query, Stop)).Select(Round));
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Reading Value(Random random, int kind) => kind switch
    {
        0 => random.Next(10) == 0 ? Reading.Absent(AbsenceReason.Silent) : Reading.Of(Math.Round(20 + random.NextDouble(), 3)),
        1 => Reading.Of(random.Next(2) == 1),
        _ => Reading.Of(random.Next(2) == 1 ? "battery" : "normal"),
    };

    private static IEnumerable<SeriesQuery> Queries()
    {
        foreach (var name in Names)
        {
            foreach (var function in Enum.GetValues<SeriesFunction>())
            {
                if (name == Names[2] && function is not (SeriesFunction.Last or SeriesFunction.Count))
                {
                    continue;
                }

                foreach (var minutes in new[] { 1, 5, 15, 30, 60 })
                {
                    var query = new SeriesQuery(Given.Point(name), Given.Noon.AddSeconds(-5), Given.Noon.AddMinutes(140).AddSeconds(11)) { Step = TimeSpan.FromMinutes(minutes), Function = function };
                    yield return query;
                    yield return query with { From = Given.Noon.AddMinutes(16.5), Limit = 2 };
                }
            }
        }
    }

    private static SeriesPoint Round(SeriesPoint point) => point with { Number = point.Number is { } number ? Math.Round(number, 9) : null };
}
