using Microsoft.Data.Sqlite;

namespace RoomGuard.Central.Backups;

/// <summary>Copies a SQLite database as it is at one instant, while others write to it.</summary>
/// <remarks><c>VACUUM INTO</c> reads in one transaction: with a write-ahead log nobody waits for it. The copy is compact and has no log of its own (https://sqlite.org/lang_vacuum.html#vacuuminto).</remarks>
internal static class SqliteCopy
{
    // Another program may hold the file for a moment.
    private const int PatienceSeconds = 30;

    /// <summary>Writes the copy; the target must not be there.</summary>
    /// <exception cref="BackupException">The database cannot be read, or the copy not be written.</exception>
    public static async Task WriteAsync(string source, string target, IProgress<BackupProgress> progress, CancellationToken stop)
    {
        try
        {
            await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = source, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = PatienceSeconds }.ToString());
            await connection.OpenAsync(stop);
            await using var copy = connection.CreateCommand();
            copy.CommandText = "VACUUM INTO $target";
            copy.Parameters.AddWithValue("$target", target);
            var name = Path.GetFileName(source);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var watching = WatchAsync(name, target, new FileInfo(source).Length, progress, end.Token);
            await Task.Run(() => copy.ExecuteNonQuery(), stop);
            await end.CancelAsync();
            await watching;
        }
        catch (SqliteException error)
        {
            throw new BackupException($"{source} cannot be copied: {Store.DatabaseFault.Of(error).What} Check: {Store.DatabaseFault.Of(error).Check}", error);
        }
    }

    /// <summary>Checks that a file is a sound database.</summary>
    /// <exception cref="BackupException">It is not.</exception>
    public static async Task CheckAsync(string path, CancellationToken stop)
    {
        try
        {
            await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            await connection.OpenAsync(stop);
            await using var check = connection.CreateCommand();
            check.CommandText = "PRAGMA quick_check(1)";
            if (await check.ExecuteScalarAsync(stop) is not "ok")
            {
                throw new BackupException($"{path} is damaged: SQLite's quick_check does not hold.");
            }
        }
        catch (SqliteException error)
        {
            throw new BackupException($"{path} is no sound database: {error.Message}", error);
        }
    }

    // The copy grows to about the size of its source.
    private static async Task WatchAsync(string name, string target, long total, IProgress<BackupProgress> progress, CancellationToken stop)
    {
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        try
        {
            while (await often.WaitForNextTickAsync(stop))
            {
                var file = new FileInfo(target);
                progress.Report(new BackupProgress($"copy of {name}", file.Exists ? file.Length : 0, total));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The copy is done.
        }
    }
}
