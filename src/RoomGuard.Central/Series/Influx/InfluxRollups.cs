using System.Globalization;
using System.Text.Json;
using RoomGuard.Central.Options;
using RoomGuard.Central.Series.Rollups;
using RoomGuard.Contract.Points;

namespace RoomGuard.Central.Series.Influx;

/// <summary>Roll-ups in InfluxDB: measurement = signal and tier, tags site, room and equipment, every field a number but <c>s</c>.</summary>
internal sealed class InfluxRollups(InfluxHttp http, InfluxOptions options, InfluxLines lines) : IRollupStore
{
    /// <inheritdoc/>
    public async Task WriteAsync(Tier tier, IReadOnlyList<Rollup> rollups, bool isAgain, CancellationToken stop)
    {
        var batch = new LineBatch();
        for (var i = 0; i < rollups.Count; i++)
        {
            LineProtocol.Write(batch, tier, rollups[i]);
            if (batch.Count == InfluxLines.MaxLines || i == rollups.Count - 1)
            {
                await lines.WriteAsync(batch.All, options.PolicyOf(tier), stop);
                batch.Clear();
            }
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Rollup>> ReadAsync(Tier tier, PointId point, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken stop)
    {
        var statement = $"SELECT \"n\", \"absent\", \"min\", \"max\", \"sum\", \"last\", \"s\" FROM {InfluxQl.Name(tier.Measurement(point.Signal))}"
            + $"{InfluxQl.Where(point, from, to)} ORDER BY time ASC LIMIT "
            + limit.ToString(CultureInfo.InvariantCulture);
        return [.. InfluxQl.Rows(await http.QueryAsync(statement, options.PolicyOf(tier), stop)).Select(row => Read(point, row))];
    }

    private static Rollup Read(PointId point, JsonElement row) => new(point, InfluxQl.At(row), (long)(InfluxQl.Number(row[1]) ?? 0), (long)(InfluxQl.Number(row[2]) ?? 0))
    {
        Min = InfluxQl.Number(row[3]),
        Max = InfluxQl.Number(row[4]),
        Sum = InfluxQl.Number(row[5]),
        Last = InfluxQl.Number(row[6]),
        Text = row[7].GetString(),
    };
}
