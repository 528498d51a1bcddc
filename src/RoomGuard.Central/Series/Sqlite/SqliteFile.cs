using Microsoft.Data.Sqlite;

namespace RoomGuard.Central.Series.Sqlite;

/// <summary>The SQLite file of samples and roll-ups: one row for each point, agent and millisecond, and one for each point, tier and bucket. Safe for several threads.</summary>
internal sealed class SqliteFile
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE IF NOT EXISTS series (
            id INTEGER PRIMARY KEY, site TEXT NOT NULL, room TEXT NOT NULL, equipment TEXT NOT NULL, signal TEXT NOT NULL, agent TEXT NOT NULL,
            UNIQUE (signal, equipment, room, site, agent));
        CREATE TABLE IF NOT EXISTS sample (
            series INTEGER NOT NULL REFERENCES series (id), at INTEGER NOT NULL, v REAL, s TEXT, fault TEXT,
            PRIMARY KEY (series, at)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS rollup (
            series INTEGER NOT NULL REFERENCES series (id), tier INTEGER NOT NULL, at INTEGER NOT NULL,
            n INTEGER NOT NULL, absent INTEGER NOT NULL, min REAL, max REAL, sum REAL, last REAL, s TEXT,
            PRIMARY KEY (series, tier, at)) WITHOUT ROWID;
        """;

    private readonly string _connection;
    private bool _isReady;

    /// <param name="path">The database file; made when it is not there.</param>
    public SqliteFile(string path) => _connection = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ToString();

    /// <summary>The numbers of the series in it.</summary>
    public SeriesKeys Keys { get; } = new();

    /// <summary>A connection that is ready.</summary>
    /// <exception cref="SqliteException">The file does not work.</exception>
    public async Task<SqliteConnection> OpenAsync(CancellationToken stop)
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

    /// <summary>What the rest of the house is told of a write that failed. The next one opens the file anew.</summary>
    public SeriesUnavailableException Failed(SqliteException error)
    {
        // A connection that was opened while the disk was read-only stays so.
        using var any = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(any);
        return Unavailable(error);
    }

    /// <summary>What the rest of the house is told of a fault.</summary>
    public static SeriesUnavailableException Unavailable(SqliteException error) => new($"The series file does not take or give samples: {error.Message}", error);
}
