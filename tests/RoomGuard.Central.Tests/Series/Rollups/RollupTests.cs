using CsCheck;
using RoomGuard.Central.Options;
using RoomGuard.Central.Series;
using RoomGuard.Central.Series.Rollups;
using RoomGuard.Central.Series.Sqlite;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Samples;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Series.Rollups;

public sealed class RollupTests : IDisposable
{
    private static readonly string[] Names = ["probe-1/env.temp", "leak-1/leak.wet", "ups-1/ups.output.source"];

    private readonly Scratch _scratch = new();
    private readonly TestMeters _meters = new();

    public void Dispose()
    {
        _meters.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task A_steady_stream_is_rolled_up_from_what_passes_through_and_never_read_back()
    {
        var file = new SqliteFile(_scratch.Path("series.db"));
        var deaf = new DeafStore(new SqliteSeriesStore(file));
        using var site = new RolledSite(deaf, new SqliteRollups(file), _scratch.Path("data"), _meters);
        await site.PassAsync(TimeSpan.FromMinutes(20));
        var start = site.Clock.GetUtcNow();
        for (var i = 0; i < 45 * 6; i++)
        {
            await site.WriteAsync([.. Names.Select((name, k) => new SeriesSample(new Sample(Given.Point(name), start.AddSeconds(10 * i), Value(k, i)), "node-1"))]);
            await site.PassAsync(TimeSpan.FromSeconds(10));
        }

        await site.PassAsync(TimeSpan.FromMinutes(31));
        await site.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(0, deaf.Reads);
        await site.Worker.MakeAgainAsync(Stop);

        // Only of the quarter of an hour in which summing began, for each of the three points, the first part may have been missed.
        Assert.Equal(3, _meters["roomguard.series.rollups.again"]);
        await site.AssertWholeAsync();
    }

    [Fact]
    public async Task What_is_late_out_of_order_or_twice_is_made_again()
    {
        using var site = Site();
        await site.WriteAsync(One(0, 20.0), One(10, 21.0));
        await site.WriteAsync(One(5, 30.0));
        await site.WriteAsync(One(10, 21.0));
        await site.SettleAsync();
        await site.AssertWholeAsync();

        await site.WriteAsync(One(7, -4.0), One(3_000, 1.0), One(-86_400, 9.0));
        Assert.NotEqual(-4.0, (await site.Rollups.ReadAsync(Tier.Minute, Given.Point(Names[0]), Given.Noon, Given.Noon.AddMinutes(1), 1, Stop))[0].Min);
        await site.SettleAsync();
        await site.AssertWholeAsync();
        Assert.Equal(-4.0, (await site.Rollups.ReadAsync(Tier.Quarter, Given.Point(Names[0]), Given.Noon, Given.Noon.AddMinutes(1), 1, Stop))[0].Min);
    }

    [Fact]
    public async Task A_kill_loses_no_bucket_not_even_of_a_point_that_is_never_heard_of_again()
    {
        using var site = Site();
        await site.WriteAsync(One(300, 20.0));
        site.Clock.Advance(TimeSpan.FromHours(3));
        site.Restart();
        await site.SettleAsync();
        await site.AssertWholeAsync();
    }

    [Fact]
    public async Task A_book_that_is_damaged_is_set_aside_and_what_comes_is_rolled_up()
    {
        Directory.CreateDirectory(_scratch.Path("data"));
        await File.WriteAllTextAsync(_scratch.Path("data", "rollups.db"), new string('x', 5_000), Stop);
        using var site = Site();
        await site.WriteAsync(One(300, 20.0));
        await site.SettleAsync();
        await site.AssertWholeAsync();
        Assert.True(File.Exists(_scratch.Path("data", "rollups.db.damaged")));
    }

    [Fact]
    public async Task Centres_that_share_the_packs_make_everything_from_the_store()
    {
        var file = new SqliteFile(_scratch.Path("series.db"));
        using var one = new RolledSite(new SqliteSeriesStore(file), new SqliteRollups(file), _scratch.Path("one"), _meters, isShared: true);
        using var two = new RolledSite(new SqliteSeriesStore(file), new SqliteRollups(file), _scratch.Path("two"), _meters, isShared: true);
        await one.WriteAsync(One(400, 20.0));
        await two.Store.WriteAsync([One(410, 30.0)], Stop);
        await one.SettleAsync();
        await two.SettleAsync();

        var row = Assert.Single(await one.Rollups.ReadAsync(Tier.Minute, Given.Point(Names[0]), Given.Noon, Given.Noon.AddHours(1), 10, Stop));
        Assert.Equal((2, 50.0, 30.0), (row.Count, row.Sum, row.Last));
    }

    [Fact]
    public async Task A_roll_up_whose_samples_are_gone_is_left_as_it_is_and_a_new_one_is_made()
    {
        var file = new SqliteFile(_scratch.Path("series.db"));
        using var site = new RolledSite(new SqliteSeriesStore(file), new SqliteRollups(file), _scratch.Path("data"), _meters) { Kept = TimeSpan.FromDays(7) };
        site.Restart();
        await site.WriteAsync(One(0, 20.0), One(10, 21.0));
        await site.SettleAsync();
        await site.PassAsync(TimeSpan.FromDays(10));
        await new SqliteEraser(file, new SeriesRetention { Raw = site.Kept }, site.Clock).EraseAsync(TimeSpan.Zero, Stop);
        await site.WriteAsync(One(20, -5.0), One(3_600, -6.0));
        await site.SettleAsync();

        var rows = await site.Rollups.ReadAsync(Tier.Minute, Given.Point(Names[0]), Given.Noon, Given.Noon.AddHours(2), 10, Stop);
        Assert.Equal([(2L, 41.0), (1L, -6.0)], rows.Select(row => (row.Count, row.Sum!.Value)));
    }

    [Fact]
    public async Task Whatever_happens_in_whatever_order_both_tiers_end_as_the_sum_of_all_samples() =>
        await Gen.Select(Gen.Int[0, 99], Gen.Int[0, 1_000_000]).Array[5, 60].SampleAsync(
            async steps =>
            {
                using var scratch = new Scratch();
                var file = new SqliteFile(scratch.Path("series.db"));
                var failing = new FailingStore(new SqliteSeriesStore(file));
                using var site = new RolledSite(failing, new SqliteRollups(file), scratch.Path("data"), _meters);
                SeriesSample[] last = [];
                foreach (var (what, seed) in steps)
                {
                    switch (what)
                    {
                        case < 55:
                            await site.WriteAsync(last = Batch(site.Clock.GetUtcNow(), seed));
                            break;
                        case < 65:
                            await site.WriteAsync(last = Batch(site.Clock.GetUtcNow().AddMinutes(-seed % 200), seed));
                            break;
                        case < 70:
                            await site.WriteAsync(last);
                            break;
                        case < 75:
                            // As the spool does it: a batch that failed, stored or not, is written again until it succeeds.
                            failing.Next = seed % 2 == 0 ? Failure.Before : Failure.After;
                            last = Batch(site.Clock.GetUtcNow(), seed);
                            await Assert.ThrowsAsync<SeriesUnavailableException>(() => site.WriteAsync(last));
                            await site.WriteAsync(last);
                            break;
                        case < 83:
                            site.Restart();
                            break;
                        case < 90:
                            await site.PassAsync(TimeSpan.FromSeconds(seed % 3_000));
                            await site.Worker.MakeAgainAsync(Stop);
                            break;
                        default:
                            await site.PassAsync(TimeSpan.FromSeconds(seed % 200));
                            break;
                    }
                }

                await site.SettleAsync();
                await site.AssertWholeAsync();
            },
            iter: 60);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Reading Value(int kind, int i) => kind switch
    {
        0 => i % 7 == 0 ? Reading.Absent(AbsenceReason.Corrupt) : Reading.Of(20 + (i % 13 * 0.25)),
        1 => Reading.Of(i % 3 == 0),
        _ => Reading.Of(i % 5 == 0 ? "battery" : "normal"),
    };

    private static SeriesSample One(double seconds, double value) => new(Given.Sample(Names[0], Reading.Of(value), seconds), "node-1");

    private static SeriesSample[] Batch(DateTimeOffset now, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, random.Next(1, 12)).Select(i =>
        {
            var kind = random.Next(3);
            return new SeriesSample(new Sample(Given.Point(Names[kind]), now.AddMilliseconds(-random.Next(4_000)), Value(kind, random.Next(100))), random.Next(4) == 0 ? "node-2" : "node-1");
        })];
    }

    private RolledSite Site()
    {
        var file = new SqliteFile(_scratch.Path("series.db"));
        return new RolledSite(new SqliteSeriesStore(file), new SqliteRollups(file), _scratch.Path("data"), _meters);
    }

    private enum Failure
    {
        None,
        Before,
        After,
    }

    /// <summary>Counts who reads.</summary>
    private sealed class DeafStore(ISeriesStore store) : ISeriesStore
    {
        public int Reads { get; private set; }

        public Task WriteAsync(IReadOnlyList<SeriesSample> samples, CancellationToken stop) => store.WriteAsync(samples, stop);

        public Task<IReadOnlyList<SeriesPoint>> ReadAsync(SeriesQuery query, CancellationToken stop)
        {
            Reads++;
            return store.ReadAsync(query, stop);
        }
    }

    /// <summary>Fails once when it is told to: with nothing stored, or with everything stored and the answer lost.</summary>
    private sealed class FailingStore(ISeriesStore store) : ISeriesStore
    {
        public Failure Next { get; set; }

        public async Task WriteAsync(IReadOnlyList<SeriesSample> samples, CancellationToken stop)
        {
            var failure = Next;
            Next = Failure.None;
            if (failure != Failure.Before)
            {
                await store.WriteAsync(samples, stop);
            }

            if (failure != Failure.None)
            {
                throw new SeriesUnavailableException("It failed.");
            }
        }

        public Task<IReadOnlyList<SeriesPoint>> ReadAsync(SeriesQuery query, CancellationToken stop) => store.ReadAsync(query, stop);
    }
}
