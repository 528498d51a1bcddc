using Microsoft.Data.Sqlite;

namespace RoomGuard.Central.Series.Sqlite;

/// <summary>Samples in a SQLite file of our own, for a site without InfluxDB. One row for each point, agent and millisecond.</summary>
internal sealed class SqliteSeriesStore(SqliteFile file) : ISeriesStore
{
    private const string Window = " FROM sample JOIN series ON series.id = sample.series WHERE signal = $signal AND equipment = $equipment AND room = $room AND site = $site AND at >= $from AND at < $to ";

    /// <inheritdoc/>
    public async Task WriteAsync(IReadOnlyList<SeriesSample> samples, CancellationToken stop)
    {
        try
        {
            await using var connection = await file.OpenAsync(stop);
            await using var transaction = await connection.BeginTransactionAsync(stop);
            await using var insert = new SampleInsert(connection);
            var keys = file.Keys.Open(connection);
            foreach (var sample in samples)
            {
                await insert.RunAsync(await keys.FindAsync(sample.Sample.Point, sample.Agent, stop), sample, stop);
            }

            await transaction.CommitAsync(stop);
            file.Keys.Keep(keys);
        }
        catch (SqliteException error)
        {
            throw file.Failed(error);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SeriesPoint>> ReadAsync(SeriesQuery query, CancellationToken stop)
    {
        try
        {
            await using var connection = await file.OpenAsync(stop);
            await using var select = connection.CreateCommand();
            select.CommandText = Statement(query) + FormattableString.Invariant($" LIMIT {query.Limit}");
            select.Parameters.AddWithValue("$site", query.Point.Site);
            select.Parameters.AddWithValue("$room", query.Point.Room);
            select.Parameters.AddWithValue("$equipment", query.Point.Equipment);
            select.Parameters.AddWithValue("$signal", query.Point.Signal);
            select.Parameters.AddWithValue("$from", query.From.ToUnixTimeMilliseconds());
            select.Parameters.AddWithValue("$to", query.To.ToUnixTimeMilliseconds());
            select.Parameters.AddWithValue("$step", (long)(query.Step?.TotalMilliseconds ?? 1));
            return await ReadAsync(select, stop);
        }
        catch (SqliteException error)
        {
            throw SqliteFile.Unavailable(error);
        }
    }

    private static async Task<IReadOnlyList<SeriesPoint>> ReadAsync(SqliteCommand select, CancellationToken stop)
    {
        var points = new List<SeriesPoint>();
        await using var rows = await select.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            points.Add(new SeriesPoint(
                DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(0)),
                rows.IsDBNull(1) ? null : rows.GetDouble(1),
                rows.IsDBNull(2) ? null : rows.GetString(2),
                rows.IsDBNull(3) ? null : rows.GetString(3)));
        }

        return points;
    }

    private static string Statement(SeriesQuery query)
    {
        if (query.Step is null)
        {
            return $"SELECT at, v, s, fault {Window} ORDER BY at";
        }

        var field = SeriesField.Of(query.Point.Signal);
        var (number, text) = (query.Function, field) switch
        {
            (SeriesFunction.Count, _) => ($"count({field})", "NULL"),
            // SQLite gives bare columns from the row that holds the maximum (https://sqlite.org/lang_select.html#bareagg).
            (SeriesFunction.Last, SeriesField.Text) => ("NULL", "s"),
            (SeriesFunction.Last, _) => ("v", "NULL"),
            (SeriesFunction.Mean, _) => ("avg(v)", "NULL"),
            (SeriesFunction.Min, _) => ("min(v)", "NULL"),
            (SeriesFunction.Max, _) => ("max(v)", "NULL"),
            _ => throw new ArgumentOutOfRangeException(nameof(query), query.Function, "Not a function."),
        };
        var newest = query.Function == SeriesFunction.Last ? ", max(at)" : "";
        return $"SELECT at / $step * $step AS bucket, {number}, {text}, NULL{newest} {Window} AND {field} IS NOT NULL GROUP BY bucket ORDER BY bucket";
    }
}
