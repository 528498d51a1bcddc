using System.Text.RegularExpressions;
using RoomGuard.Central.Series.Influx;
using RoomGuard.Central.Series.Rollups;
using RoomGuard.Contract.Points;

namespace RoomGuard.Central.Series.Victoria;

/// <summary>Roll-ups in VictoriaMetrics: metric = signal, tier and field (<c>env.temp:1m_max</c>).</summary>
/// <remarks>The server keeps both of two values at one time. So a bucket stands at its start when it is written first, a millisecond later when it is written again, and the latest counts.</remarks>
internal sealed class VictoriaRollups(VictoriaHttp http) : IRollupStore
{
    /// <inheritdoc/>
    public async Task WriteAsync(Tier tier, IReadOnlyList<Rollup> rollups, bool isAgain, CancellationToken stop)
    {
        var batch = new LineBatch();
        foreach (var ofPoint in rollups.GroupBy(rollup => rollup.Point))
        {
            var newest = isAgain ? await NewestAsync(tier, [.. ofPoint], stop) : [];
            foreach (var rollup in ofPoint)
            {
                var again = newest.TryGetValue(rollup.At.ToUnixTimeMilliseconds(), out var there) ? rollup with { At = DateTimeOffset.FromUnixTimeMilliseconds(there + 1) } : rollup;
                Write(batch, tier, again);
            }
        }

        if (batch.Count > 0)
        {
            await http.WriteAsync(batch.All.Bytes, stop);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Rollup>> ReadAsync(Tier tier, PointId point, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken stop)
    {
        // A bucket of which a part is asked for is asked for whole, and given only when it starts in the window.
        var first = tier.Floor(from.ToUnixTimeMilliseconds() + tier.Milliseconds() - 1);
        var end = tier.Floor(to.ToUnixTimeMilliseconds() + tier.Milliseconds() - 1);
        var rows = new SortedDictionary<long, Dictionary<string, double>>();
        foreach (var series in await http.ExportAsync(Regex.Escape(tier.Measurement(point.Signal)) + "_(n|absent|min|max|sum|last|s)", point, first, end, stop))
        {
            foreach (var (at, value) in series.Values)
            {
                if (!rows.TryGetValue(at, out var row))
                {
                    rows[at] = row = [];
                }

                row[series.Field] = value;
            }
        }

        return [.. rows.GroupBy(row => tier.Floor(row.Key)).Take(limit).Select(bucket => Read(point, bucket.Key, bucket.Last().Value))];
    }

    private static Rollup Read(PointId point, long start, Dictionary<string, double> row) =>
        new(point, DateTimeOffset.FromUnixTimeMilliseconds(start), (long)row.GetValueOrDefault("n"), (long)row.GetValueOrDefault("absent"))
        {
            Min = Field(row, "min"),
            Max = Field(row, "max"),
            Sum = Field(row, "sum"),
            Last = Field(row, "last"),
            Text = Field(row, "s") is { } number ? StateNumbers.State(point.Signal, number) : null,
        };

    private static double? Field(Dictionary<string, double> row, string name) => row.TryGetValue(name, out var value) ? value : null;

    // A state is its number here as it is among the samples.
    private static void Write(LineBatch batch, Tier tier, Rollup rollup)
    {
        LineProtocol.WriteNumbers(batch, tier, rollup);
        if (rollup.Text is { } text && StateNumbers.Of(rollup.Point.Signal, text) is { } number)
        {
            LineProtocol.WriteNumber(batch.Next, ",s="u8, number);
        }

        LineProtocol.WriteTime(batch.Next, rollup.At);
        batch.EndLine();
    }

    private async Task<Dictionary<long, long>> NewestAsync(Tier tier, IReadOnlyList<Rollup> rollups, CancellationToken stop)
    {
        var (from, to) = (rollups.Min(rollup => rollup.At).ToUnixTimeMilliseconds(), rollups.Max(rollup => rollup.At).ToUnixTimeMilliseconds() + tier.Milliseconds());
        var series = await http.ExportAsync(Regex.Escape(tier.Measurement(rollups[0].Point.Signal)) + "_n", rollups[0].Point, from, to, stop);
        return series.SelectMany(one => one.Values).GroupBy(value => tier.Floor(value.At)).ToDictionary(bucket => bucket.Key, bucket => bucket.Max(value => value.At));
    }
}
