using CsCheck;
using RoomGuard.Central.Series;
using RoomGuard.Central.Series.Sqlite;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Central.Tests.Series.Rollups;
using RoomGuard.Contract.Samples;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Series.Sqlite;

public sealed class SqliteSeriesStoreTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sqlite3_program_sees_what_was_written()
    {
        var store = new SqliteSeriesStore(new SqliteFile(_scratch.Path("series.db")));
        await store.WriteAsync([new SeriesSample(Given.Sample("probe-1/env.temp", Reading.Of(21.5)), "node-1")], Stop);

        var (exitCode, output) = await RealProcess.RunAsync(Needs.Program("sqlite3", "sqlite3"), [_scratch.Path("series.db"), "SELECT signal, agent, at, v FROM sample JOIN series ON id = series"]);
        Assert.Equal((0, "env.temp|node-1|1772366400000|21.5"), (exitCode, output));
    }

    [Fact]
    public async Task A_sample_that_is_written_again_takes_the_place_of_the_first()
    {
        var store = new SqliteSeriesStore(new SqliteFile(_scratch.Path("series.db")));
        await store.WriteAsync([new SeriesSample(Given.Sample("probe-1/env.temp", Reading.Of(21.5)), "node-1")], Stop);
        await store.WriteAsync([new SeriesSample(Given.Sample("probe-1/env.temp", Reading.Absent(AbsenceReason.Faulted)), "node-1")], Stop);

        var point = Assert.Single(await store.ReadAsync(new SeriesQuery(Given.Point("probe-1/env.temp"), Given.Noon, Given.Noon.AddSeconds(1)), Stop));
        Assert.Equal(new SeriesPoint(Given.Noon, null, null, "faulted"), point);
    }

    [Fact]
    public async Task Whatever_is_written_is_read_back_in_its_order() =>
        await Gen.Select(Gen.Int[0, 100_000], Gen.Double[-1e6, 1e6]).Array[1, 40].SampleAsync(
            async pairs =>
            {
                using var scratch = new Scratch();
                var store = new SqliteSeriesStore(new SqliteFile(scratch.Path("series.db")));
                await store.WriteAsync([.. pairs.Select(pair => new SeriesSample(new Sample(Given.Point("probe-1/env.temp"), Given.Noon.AddMilliseconds(pair.Item1), Reading.Of(pair.Item2)), "n"))], Stop);
                var expected = pairs.GroupBy(pair => pair.Item1).OrderBy(group => group.Key).Select(group => (group.Key, group.Last().Item2));
                var read = await store.ReadAsync(new SeriesQuery(Given.Point("probe-1/env.temp"), Given.Noon, Given.Noon.AddSeconds(200)), Stop);
                Assert.Equal(expected, read.Select(point => ((int)(point.At - Given.Noon).TotalMilliseconds, point.Number!.Value)));
            },
            iter: 40);

    [Fact]
    public async Task Tiers_agree_with_the_samples()
    {
        var file = new SqliteFile(_scratch.Path("series.db"));
        await TierReading.AgreeAsync(new SqliteSeriesStore(file), new SqliteRollups(file), () => Task.CompletedTask);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_unavailable_and_not_a_crash() =>
        await Assert.ThrowsAsync<SeriesUnavailableException>(() => new SqliteSeriesStore(new SqliteFile(_scratch.Path("gone", "series.db"))).WriteAsync([new SeriesSample(Given.Sample("probe-1/env.temp", Reading.Of(1.0)), "n")], Stop));
}
