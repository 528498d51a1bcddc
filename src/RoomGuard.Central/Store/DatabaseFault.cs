using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace RoomGuard.Central.Store;

/// <summary>Why a database does not work, in a sentence for whoever must mend it.</summary>
/// <param name="What">What is amiss; no password is ever in it.</param>
/// <param name="Check">What to look at first.</param>
internal sealed record DatabaseFault(string What, string Check)
{
    // SQLite's result codes: https://sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int Mismatch = 20;
    private const int NotADatabase = 26;

    /// <summary>Whether the database works and refused a change for what it is: against a constraint, a trigger or a type. Other changes may be taken.</summary>
    public static bool IsRefusal(Exception error)
    {
        for (var inner = error; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case SqliteException sqlite:
                    return sqlite.SqliteErrorCode is TooBig or Constraint or Mismatch;
                case PostgresException server:
                    // Classes 22, data exception; 23, integrity constraint violation; P0, an error of PL/pgSQL, as a trigger raises it.
                    return server.SqlState is { Length: 5 } state && state[..2] is "22" or "23" or "P0";
            }
        }

        return false;
    }

    /// <summary>Names the fault behind an exception.</summary>
    public static DatabaseFault Of(Exception error)
    {
        for (var inner = error; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case SqliteException sqlite:
                    return Of(sqlite);
                case PostgresException server:
                    return Of(server);
                case NpgsqlException { InnerException: SocketException or TimeoutException or IOException } lost:
                    return new DatabaseFault($"The database server does not answer: {Sentence(lost.InnerException!.Message)}", "whether PostgreSQL runs, and the network between here and there.");
            }
        }

        var cause = error.GetBaseException();
        return cause switch
        {
            UnauthorizedAccessException => new DatabaseFault($"The data folder may not be used: {Sentence(cause.Message)}", "the owner of the data folder; this program must be able to write there."),
            IOException => new DatabaseFault($"The data folder does not work: {Sentence(cause.Message)}", "what stands at the path \"data\" of the settings, and the disk below it."),
            DbException => new DatabaseFault($"The database does not answer: {Sentence(cause.Message)}", "whether the database server runs, and the network between here and there."),
            _ => new DatabaseFault($"The database did not take a change: {Sentence(cause.Message)}", "the lines of the log around event 4201."),
        };
    }

    private static DatabaseFault Of(SqliteException error) => error.SqliteErrorCode switch
    {
        Busy or Locked => new("Another program holds a lock on the database file.", "which one it is (fuser, lsof). Copy a database with \"roomguard backup\", which needs no lock."),
        Full => new("The disk is full.", "free space on the volume of the data folder, and its quota."),
        ReadOnly => new("The database file or its folder may only be read.", "how the volume is mounted, and who owns the data folder."),
        CannotOpen => new("The database file cannot be opened.", "that the data folder is there and this program may write to it."),
        IoError => new("The disk failed to read or write.", "the kernel's log for errors of the disk, and free space on it."),
        Corrupt or NotADatabase => new("The database file is damaged.", "the disk; then restore the newest backup with \"roomguard restore\"."),
        _ => new($"The database did not take a change: {Sentence(error.Message)}", "the lines of the log around event 4201."),
    };

    private static DatabaseFault Of(PostgresException error) => error.SqlState switch
    {
        PostgresErrorCodes.ReadOnlySqlTransaction => new("The database server takes no changes: it may only be read.", "whether it is a standby, and default_transaction_read_only."),
        PostgresErrorCodes.DiskFull => new("The disk of the database server is full.", "free space on its volumes."),
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow => new("The database server is going down or coming up.", "its own log."),
        PostgresErrorCodes.TooManyConnections => new("The database server has no connection left.", "max_connections, and who holds them."),
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected => new("Somebody else holds a lock on a table of the database.", "pg_locks and pg_stat_activity."),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => new("The database server does not let us in.", "user and passwordFile of \"cluster\", and pg_hba.conf."),
        PostgresErrorCodes.InvalidCatalogName => new("The database server has no such database.", "the database named by \"cluster.postgres\"."),
        PostgresErrorCodes.InsufficientPrivilege => new("The database server does not let us change our tables.", "the rights of our user there."),
        _ => new($"The database server refused a change: {error.SqlState} {Sentence(error.MessageText)}", "its own log."),
    };

    private static string Sentence(string text) => text.ReplaceLineEndings(" ").TrimEnd(' ', '.') + ".";
}

/// <summary>The database works and does not take this change: a constraint, a trigger or a type is against it.</summary>
/// <param name="fault">Why.</param>
/// <param name="error">What the database said.</param>
internal sealed class ChangeRefusedException(DatabaseFault fault, Exception error) : Exception(fault.What, error)
{
    /// <summary>Why.</summary>
    public DatabaseFault Fault { get; } = fault;
}
