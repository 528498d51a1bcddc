using Microsoft.Data.Sqlite;

namespace RoomGuard.Central.Series.Sqlite;

/// <summary>Samples in a SQLite file of our own, for a site without InfluxDB. One row for each point, agent and millisecond.</summary>
internal sealed class SqliteSeriesStore : ISeriesStore
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE IF NOT EXISTS series (
            id INTEGER PRIMARY KEY, site TEXT NOT NULL, room TEXT NOT NULL, equipment TEXT NOT NULL, signal TEXT NOT NULL, agent TEXT NOT NULL,
            UNIQUE (signal, equipment, room, site, agent));
        CREATE TABLE IF NOT EXISTS sample (
            series INTEGER NOT NULL REFERENCES series (id), at INTEGER NOT NULL, v REAL, s TEXT, fault TEXT,
            PRIMARY KEY (series, at)) WITHOUT ROWID;
        """;

    private const string Window = " FROM sample JOIN series ON series.id = sample.series WHERE signal = $signal AND equipment = $equipment AND room = $room AND site = $site AND at >= $from AND at < $to ";

    private readonly string _connection;
    private readonly SeriesKeys _keys = new();
    private bool _isReady;

    /// <param name="path">The database file; made when it is not there.</param>
    public SqliteSeriesStore(string path) => _connection = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ToString();

    /// <inheritdoc/>
    public async Task WriteAsync(IReadOnlyList<SeriesSample> samples, CancellationToken stop)
    {
        try
        {
            await using var connection = await OpenAsync(stop);
            await using var transaction = await connection.BeginTransactionAsync(stop);
            await using var insert = new SampleInsert(connection);
            var keys = _keys.Open(connection);
            foreach (var sample in samples)
            {
                await insert.RunAsync(await keys.FindAsync(sample, stop), sample, stop);
            }

            await transaction.CommitAsync(stop);
            _keys.Keep(keys);
        }
        catch (SqliteException error)
        {
            // A connection that was opened while the disk was read-only stays so.
            await using var any = new SqliteConnection(_connection);
            SqliteConnection.ClearPool(any);
            throw Unavailable(error);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SeriesPoint>> ReadAsync(SeriesQuery query, CancellationToken stop)
    {
        try
        {
            await using var connection = await OpenAsync(stop);
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
            throw Unavailable(error);
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

    private async Task<SqliteConnection> OpenAsync(CancellationToken stop)
    {
        var connection = new SqliteConnection(_connection);
        await connection.OpenAsync(stop);
        await using var prepare = connection.CreateCommand();
        // FULL: a sample is acknowledged once it is here, so it must outlive a power cut.
        prepare.CommandText = _isReady ? "PRAGMA synchronous = FULL;" : Schema + "PRAGMA synchronous = FULL;";
        await prepare.ExecuteNonQueryAsync(stop);
        _isReady = true;
        return connection;
    }

    private static SeriesUnavailableException Unavailable(SqliteException error) => new($"The series file does not take or give samples: {error.Message}", error);
}
