using RoomGuard.Central.Series;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Central.Tests.Series;

/// <summary>What every series store must read, whatever it is made of.</summary>
internal static class SeriesReading
{
    private static readonly string[] Names = ["probe-1/env.temp", "leak-1/leak.wet", "ups-1/ups.output.source"];

    /// <summary>Writes a day of everything to both and compares every kind of read.</summary>
    /// <param name="settle">Waits until the first shows what it has taken.</param>
    public static async Task AgreeAsync(ISeriesStore one, ISeriesStore other, Func<Task>? settle = null)
    {
        var stop = TestContext.Current.CancellationToken;
        var random = new Random(163);
        var samples = Enumerable.Range(0, 600).Select(i => new SeriesSample(
            (i % 4) switch
            {
                0 => Given.Sample(Names[0], random.Next(10) == 0 ? Reading.Absent(AbsenceReason.Corrupt) : Reading.Of(Math.Round(20 + random.NextDouble(), 3)), i * 7.5),
                1 => Given.Sample(Names[1], Reading.Of(random.Next(2) == 1), i * 7.5),
                2 => Given.Sample(Names[2], Reading.Of(random.Next(2) == 1 ? "battery" : "normal"), i * 7.5),
                _ => Given.Sample(Names[0], Reading.Of(-5.5), i * 7.5),
            },
            i % 3 == 0 ? "node-2" : "node-1")).ToArray();
        await one.WriteAsync(samples, stop);
        await other.WriteAsync(samples, stop);
        await (settle?.Invoke() ?? Task.CompletedTask);

        foreach (var query in Queries())
        {
            var expected = await other.ReadAsync(query, stop);
            Assert.NotEmpty(expected);
            Assert.Equal(expected.Select(Round), (await one.ReadAsync(query, stop)).Select(Round));
        }
    }

    private static IEnumerable<SeriesQuery> Queries()
    {
        foreach (var name in Names)
        {
            var whole = new SeriesQuery(Given.Point(name), Given.Noon.AddSeconds(-1), Given.Noon.AddHours(2));
            yield return whole;
            yield return whole with { Limit = 7 };
            foreach (var function in Enum.GetValues<SeriesFunction>())
            {
                if (name != Names[2] || function is SeriesFunction.Last or SeriesFunction.Count)
                {
                    yield return whole with { Step = TimeSpan.FromMinutes(1), Function = function };
                    yield return whole with { Step = TimeSpan.FromSeconds(90), Function = function, From = Given.Noon.AddSeconds(100), To = Given.Noon.AddSeconds(2000) };
                }
            }
        }
    }

    // The order of additions in an average is the store's own affair.
    private static SeriesPoint Round(SeriesPoint point) => point with { Number = point.Number is { } number ? Math.Round(number, 9) : null };
}
