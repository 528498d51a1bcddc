using System.Globalization;
using Microsoft.Data.Sqlite;
using RoomGuard.Central.Store;
using RoomGuard.Contract.Points;

namespace RoomGuard.Central.Series.Rollups;

/// <summary>What must not be forgotten of roll-ups: up to when they are made, which points there are, which windows are to be made again. A SQLite file. Safe for several threads.</summary>
/// <param name="folder">The folder of the file <c>rollups.db</c>, both made when they are not there. A file that is damaged is set aside, and roll-ups begin anew.</param>
internal sealed class RollupBook(DataFolder folder, TimeProvider clock) : IDisposable
{
    private const string Schema = """
        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
        CREATE TABLE IF NOT EXISTS mark (since INTEGER NOT NULL, at INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS point (id INTEGER PRIMARY KEY, site TEXT NOT NULL, room TEXT NOT NULL, equipment TEXT NOT NULL, signal TEXT NOT NULL, UNIQUE (signal, equipment, room, site));
        CREATE TABLE IF NOT EXISTS late (point INTEGER NOT NULL REFERENCES point (id), start INTEGER NOT NULL, until INTEGER NOT NULL, noted INTEGER NOT NULL, PRIMARY KEY (point, start, until)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS late_noted ON late (noted);
        """;

    // Result codes of SQLite (https://sqlite.org/rescode.html).
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    private readonly string _path = Path.Combine(folder.Path, "rollups.db");
    private readonly SemaphoreSlim _one = new(1);
    private readonly Dictionary<PointId, long> _points = [];
    private SqliteConnection? _connection;

    /// <summary>How far roll-ups reach. Everything that may have been summed in memory when the last run ended is noted to be made again.</summary>
    /// <param name="now">Milliseconds since 1970.</param>
    public Task<RollupMark> OpenAsync(long now, CancellationToken stop) => RunAsync(
        connection =>
        {
            var end = Tier.Quarter.Floor(now) + Tier.Quarter.Milliseconds();
            var mark = new RollupMark(end, Tier.Minute.Floor(now));
            using (var read = Command(connection, "SELECT since, at FROM mark"))
            using (var row = read.ExecuteReader())
            {
                mark = row.Read() ? new RollupMark(row.GetInt64(0), row.GetInt64(1)) : mark;
            }

            using var transaction = connection.BeginTransaction();
            using var note = Command(connection, """
                INSERT INTO mark SELECT $since, $at WHERE NOT EXISTS (SELECT 1 FROM mark);
                INSERT INTO late SELECT id, $start, $until, $noted FROM point WHERE true ON CONFLICT DO UPDATE SET noted = excluded.noted;
                """);
            note.Parameters.AddWithValue("$since", mark.Since);
            note.Parameters.AddWithValue("$at", mark.At);
            note.Parameters.AddWithValue("$start", Tier.Quarter.Floor(mark.At));
            note.Parameters.AddWithValue("$until", Math.Max(end, Tier.Quarter.Floor(mark.At) + Tier.Quarter.Milliseconds()));
            note.Parameters.AddWithValue("$noted", Now);
            note.ExecuteNonQuery();
            transaction.Commit();
            return mark;
        },
        stop);

    /// <summary>Notes windows that are to be made again, and points that are new. It is on the disk when this ends.</summary>
    public Task NoteAsync(IReadOnlyCollection<LateRange> late, IReadOnlyCollection<PointId> points, CancellationToken stop) => RunAsync(
        connection =>
        {
            if (late.Count == 0 && points.All(_points.ContainsKey))
            {
                return true;
            }

            using var transaction = connection.BeginTransaction();
            foreach (var point in points)
            {
                IdOf(connection, point);
            }

            Note(connection, late);
            transaction.Commit();
            return true;
        },
        stop);

    /// <summary>Notes that roll-ups are made up to <paramref name="mark"/> but for <paramref name="late"/>.</summary>
    public Task MarkAsync(long mark, IReadOnlyCollection<LateRange> late, CancellationToken stop) => RunAsync(
        connection =>
        {
            using var transaction = connection.BeginTransaction();
            Note(connection, late);
            using var update = Command(connection, "UPDATE mark SET at = $at");
            update.Parameters.AddWithValue("$at", mark);
            update.ExecuteNonQuery();
            transaction.Commit();
            return true;
        },
        stop);

    /// <summary>Windows that end before <paramref name="mark"/> and were last noted before <paramref name="noted"/>, longest waiting first.</summary>
    public Task<IReadOnlyList<(LateRange Range, long Noted)>> DueAsync(long mark, DateTimeOffset noted, int limit, CancellationToken stop) => RunAsync<IReadOnlyList<(LateRange, long)>>(
        connection =>
        {
            using var select = Command(connection, "SELECT site, room, equipment, signal, start, until, noted FROM late JOIN point ON id = point WHERE until <= $mark AND noted <= $noted ORDER BY noted LIMIT $limit");
            select.Parameters.AddWithValue("$mark", mark);
            select.Parameters.AddWithValue("$noted", noted.UtcTicks);
            select.Parameters.AddWithValue("$limit", limit);
            using var row = select.ExecuteReader();
            var due = new List<(LateRange, long)>();
            while (row.Read())
            {
                due.Add((new LateRange(new PointId(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)), row.GetInt64(4), row.GetInt64(5)), row.GetInt64(6)));
            }

            return due;
        },
        stop);

    /// <summary>Windows of one point that are still to be made again.</summary>
    public Task<IReadOnlyList<LateRange>> LateAsync(PointId point, long from, long to, CancellationToken stop) => RunAsync<IReadOnlyList<LateRange>>(
        connection =>
        {
            var late = new List<LateRange>();
            using var select = Command(connection, """
                SELECT start, until FROM late JOIN point ON id = point
                WHERE signal = $signal AND equipment = $equipment AND room = $room AND site = $site AND start < $to AND until > $from ORDER BY start
                """);
            Bind(select, point);
            select.Parameters.AddWithValue("$from", from);
            select.Parameters.AddWithValue("$to", to);
            using var row = select.ExecuteReader();
            while (row.Read())
            {
                late.Add(new LateRange(point, row.GetInt64(0), row.GetInt64(1)));
            }

            return late;
        },
        stop);

    /// <summary>A window was made again. When it was noted anew meanwhile it stays.</summary>
    public Task DoneAsync(LateRange range, long noted, CancellationToken stop) => RunAsync(
        connection =>
        {
            using var delete = Command(connection, "DELETE FROM late WHERE point = $point AND start = $start AND until = $until AND noted = $noted");
            delete.Parameters.AddWithValue("$point", IdOf(connection, range.Point));
            delete.Parameters.AddWithValue("$start", range.From);
            delete.Parameters.AddWithValue("$until", range.To);
            delete.Parameters.AddWithValue("$noted", noted);
            delete.ExecuteNonQuery();
            return true;
        },
        stop);

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection?.Dispose();
        _one.Dispose();
    }

    private long Now => clock.GetUtcNow().UtcTicks;

    private static SqliteCommand Command(SqliteConnection connection, string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        return command;
    }

    private static void Bind(SqliteCommand command, PointId point)
    {
        command.Parameters.AddWithValue("$site", point.Site);
        command.Parameters.AddWithValue("$room", point.Room);
        command.Parameters.AddWithValue("$equipment", point.Equipment);
        command.Parameters.AddWithValue("$signal", point.Signal);
    }

    private void Note(SqliteConnection connection, IReadOnlyCollection<LateRange> late)
    {
        using var insert = Command(connection, "INSERT INTO late VALUES ($point, $start, $until, $noted) ON CONFLICT DO UPDATE SET noted = excluded.noted");
        var (point, start, until) = (insert.Parameters.Add("$point", SqliteType.Integer), insert.Parameters.Add("$start", SqliteType.Integer), insert.Parameters.Add("$until", SqliteType.Integer));
        insert.Parameters.AddWithValue("$noted", Now);
        foreach (var range in late)
        {
            (point.Value, start.Value, until.Value) = (IdOf(connection, range.Point), range.From, range.To);
            insert.ExecuteNonQuery();
        }
    }

    private long IdOf(SqliteConnection connection, PointId point)
    {
        if (_points.TryGetValue(point, out var known))
        {
            return known;
        }

        using var insert = Command(connection, """
            INSERT INTO point (site, room, equipment, signal) VALUES ($site, $room, $equipment, $signal) ON CONFLICT DO NOTHING;
            SELECT id FROM point WHERE signal = $signal AND equipment = $equipment AND room = $room AND site = $site;
            """);
        Bind(insert, point);
        return _points[point] = Convert.ToInt64(insert.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private async Task<T> RunAsync<T>(Func<SqliteConnection, T> work, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            return work(_connection ??= Connect());
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            // Numbers of points that were not committed must not be used again.
            _points.Clear();
            _connection?.Dispose();
            _connection = null;
            throw new SeriesUnavailableException($"The book of roll-ups {_path} does not work: {error.Message}", error);
        }
        finally
        {
            _one.Release();
        }
    }

    private SqliteConnection Connect()
    {
        folder.Make();
        try
        {
            return Open();
        }
        catch (SqliteException error) when (error.SqliteErrorCode is Corrupt or NotADatabase)
        {
            // Nothing in it cannot be made again from the samples.
            File.Move(_path, _path + ".damaged", overwrite: true);
            return Open();
        }
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, DefaultTimeout = 30, Pooling = false }.ToString());
        try
        {
            connection.Open();
            using var prepare = Command(connection, Schema);
            prepare.ExecuteNonQuery();
            return connection;
        }
        catch (SqliteException)
        {
            connection.Dispose();
            throw;
        }
    }
}

/// <summary>How far roll-ups reach.</summary>
/// <param name="Since">Start of the first, milliseconds since 1970.</param>
/// <param name="At">End of the last.</param>
internal readonly record struct RollupMark(long Since, long At);
