using Microsoft.Extensions.Time.Testing;
using RoomGuard.Central.Options;
using RoomGuard.Central.Series;
using RoomGuard.Central.Series.Rollups;
using RoomGuard.Central.Series.Sqlite;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Samples;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Series.Sqlite;

public sealed class SqliteEraserTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task What_is_too_old_goes_in_steps_and_nothing_else()
    {
        var stop = TestContext.Current.CancellationToken;
        var file = new SqliteFile(_scratch.Path("series.db"));
        var store = new SqliteSeriesStore(file);
        var tiers = new SqliteRollups(file);
        var clock = new FakeTimeProvider(Given.Noon.AddDays(10));
        SeriesSample[] Of(string name, double seconds, int count) => [.. Enumerable.Range(0, count).Select(i => new SeriesSample(Given.Sample(name, Reading.Of((double)i), seconds + (i / 10.0)), "n"))];
        await store.WriteAsync(Of("probe-1/env.temp", 0, 4_500), stop);
        await store.WriteAsync(Of("probe-1/env.temp", 86_400 * 5, 100), stop);
        await store.WriteAsync(Of("probe-2/env.temp", 0, 10), stop);
        await tiers.WriteAsync(Tier.Minute, [new Rollup(Given.Point("probe-1/env.temp"), Given.Noon, 1, 0)], false, stop);
        await tiers.WriteAsync(Tier.Quarter, [new Rollup(Given.Point("probe-1/env.temp"), Given.Noon, 1, 0)], false, stop);

        var eraser = new SqliteEraser(file, new SeriesRetention { Raw = TimeSpan.FromDays(7), Minute = TimeSpan.FromDays(9) }, clock);
        Assert.Equal(4_511, await eraser.EraseAsync(TimeSpan.Zero, stop));
        Assert.Equal(0, await eraser.EraseAsync(TimeSpan.Zero, stop));
        var (from, to) = (Given.Noon.AddDays(-1), Given.Noon.AddDays(10));
        Assert.Equal(100, (await store.ReadAsync(new SeriesQuery(Given.Point("probe-1/env.temp"), from, to), stop)).Count);
        Assert.Empty(await store.ReadAsync(new SeriesQuery(Given.Point("probe-2/env.temp"), from, to), stop));
        Assert.Empty(await tiers.ReadAsync(Tier.Minute, Given.Point("probe-1/env.temp"), from, to, 10, stop));
        Assert.Single(await tiers.ReadAsync(Tier.Quarter, Given.Point("probe-1/env.temp"), from, to, 10, stop));
    }
}
