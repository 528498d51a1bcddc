using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace RoomGuard.Central.Store;

/// <summary>The file <c>state.db</c>: makes it, checks its version and opens contexts on it. Safe for several threads.</summary>
internal sealed class StateFile : IDbContextFactory<StateContext>
{
    /// <summary>The schema this program writes; kept in SQLite's <c>user_version</c>.</summary>
    public const int SchemaVersion = 2;

    private const string AppendOnly = """
        CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'A journal entry is never changed; correct it by a later entry.'); END;
        CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'A journal entry is never deleted; it is kept at least three years.'); END;
        """;

    private readonly PooledDbContextFactory<StateContext> _contexts;

    /// <param name="path">The database file; made by <see cref="PrepareAsync"/>, with its folder.</param>
    public StateFile(string path)
    {
        Path = path;
        var connection = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ToString();
        _contexts = new PooledDbContextFactory<StateContext>(new DbContextOptionsBuilder<StateContext>()
            .UseSqlite(connection)
            .AddInterceptors(new FullSync())
            .Options);
    }

    /// <summary>The database file.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public StateContext CreateDbContext() => _contexts.CreateDbContext();

    /// <summary>Makes the database when it is not there, and checks that it is one of ours.</summary>
    /// <exception cref="SchemaMismatchException">The file was written by another version of this program.</exception>
    /// <exception cref="SqliteException">The file cannot be opened or written.</exception>
    public async Task PrepareAsync(CancellationToken stop)
    {
        MakeFolder(System.IO.Path.GetDirectoryName(Path)!);
        await using var context = CreateDbContext();
        await context.Database.OpenConnectionAsync(stop);
        var version = await VersionAsync(context, stop);
        if (version == 0)
        {
            await CreateAsync(context, stop);
        }
        else if (version != SchemaVersion)
        {
            throw new SchemaMismatchException(Path, version);
        }
    }

    // Journals name people: only the account we run under may read them.
    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static async Task CreateAsync(StateContext context, CancellationToken stop)
    {
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", stop);
        await using var transaction = await context.Database.BeginTransactionAsync(stop);
        await context.Database.ExecuteSqlRawAsync(context.Database.GenerateCreateScript(), stop);
        await context.Database.ExecuteSqlRawAsync(AppendOnly, stop);
        await context.Database.ExecuteSqlRawAsync(FormattableString.Invariant($"PRAGMA user_version = {SchemaVersion};"), stop);
        await transaction.CommitAsync(stop);
    }

    private static async Task<int> VersionAsync(StateContext context, CancellationToken stop)
    {
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA user_version;";
        return Convert.ToInt32(await command.ExecuteScalarAsync(stop), CultureInfo.InvariantCulture);
    }

    // What was committed must outlive a power cut: the broker has forgotten it by then.
    private sealed class FullSync : DbConnectionInterceptor
    {
        private const string Pragma = "PRAGMA synchronous = FULL;";

        public override void ConnectionOpened(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragma;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragma;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

/// <summary>The database was written by another version of the program. Nothing was changed in it.</summary>
internal sealed class SchemaMismatchException(string path, int version)
    : Exception(FormattableString.Invariant($"{path} has schema {version}; this program knows {StateFile.SchemaVersion}. Run the version that wrote it, or point \"data\" to another folder."))
{
    /// <summary>The schema found.</summary>
    public int Version { get; } = version;
}
