using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace RoomGuard.Central.Store;

/// <summary>The file <c>state.db</c>: makes it, checks its version, which SQLite keeps as <c>user_version</c>, and opens contexts on it.</summary>
internal sealed class StateFile : StateDatabase
{
    private const string AppendOnly = """
        CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'A journal entry is never changed; correct it by a later entry.'); END;
        CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'A line of the audit trail is never changed.'); END;
        CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'A line of the audit trail is never deleted.'); END;
        """;

    private const string AppendOnlyVerdicts = """
        CREATE TRIGGER verdict_no_update BEFORE UPDATE ON verdict BEGIN SELECT RAISE(ABORT, 'The record of a verdict is never changed.'); END;
        CREATE TRIGGER verdict_no_delete BEFORE DELETE ON verdict BEGIN SELECT RAISE(ABORT, 'The record of a verdict is never deleted.'); END;
        CREATE TRIGGER evidence_no_update BEFORE UPDATE ON evidence BEGIN SELECT RAISE(ABORT, 'Evidence is never changed.'); END;
        CREATE TRIGGER evidence_no_delete BEFORE DELETE ON evidence BEGIN SELECT RAISE(ABORT, 'Evidence is never deleted.'); END;
        """;

    private const string AppendOnlyMarks = """
        CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal WHEN NOT EXISTS (SELECT 1 FROM journal_erased e WHERE e."Journal" = OLD."Journal" AND OLD."No" BETWEEN e."First" AND e."Last")
            BEGIN SELECT RAISE(ABORT, 'A journal entry is never deleted; it is kept at least three years, and then erased with its volume by an act.'); END;
        CREATE TRIGGER journal_mark_no_update BEFORE UPDATE ON journal_mark BEGIN SELECT RAISE(ABORT, 'A mark of a journal is never changed.'); END;
        CREATE TRIGGER journal_mark_no_delete BEFORE DELETE ON journal_mark BEGIN SELECT RAISE(ABORT, 'A mark of a journal is never deleted.'); END;
        CREATE TRIGGER journal_erased_no_update BEFORE UPDATE ON journal_erased BEGIN SELECT RAISE(ABORT, 'What an act erased is never changed.'); END;
        CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON checkpoint BEGIN SELECT RAISE(ABORT, 'A checkpoint is never changed.'); END;
        CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint BEGIN SELECT RAISE(ABORT, 'A checkpoint is never deleted.'); END;
        """;

    // "ROOM", for programs that tell files by their first bytes.
    private const int ApplicationId = 0x524F_4F4D;

    // Seconds that somebody else may hold the file before it is said.
    private const int LockPatience = 5;

    // Pages of the write-ahead log at which a writer itself carries them over. TidyAsync comes first; this bounds the file when it cannot.
    private const int MostLogPages = 4_000;

    private readonly PooledDbContextFactory<StateContext> _contexts;
    private readonly string _connection;

    /// <param name="path">The database file; made by <see cref="PrepareAsync"/>, with its folder.</param>
    public StateFile(string path)
    {
        Path = path;
        _connection = ConnectionTo(path);
        _contexts = new PooledDbContextFactory<StateContext>(OptionsFor(_connection));
    }

    /// <summary>The database file.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public override string Name => Path;

    /// <summary>Has the model and what a start asks compiled, against a database in memory that is gone afterwards.</summary>
    public static async Task WarmAsync()
    {
        await using var context = new StateContext(OptionsFor(ConnectionTo(":memory:")));
        await context.Database.OpenConnectionAsync();
        _ = await VersionAsync(context, CancellationToken.None);
        await context.Database.ExecuteSqlRawAsync("""CREATE TABLE room ("Room" TEXT, "State" BLOB, "At" INTEGER, "Version" INTEGER, "Owner" TEXT); INSERT INTO room VALUES ('', x'', 0, 0, '');""");
        await foreach (var _ in StateStore.RoomsOf(context))
        {
            // Its rows are made by code that is compiled for the first of them.
        }
    }

    /// <inheritdoc/>
    public override StateContext CreateDbContext() => _contexts.CreateDbContext();

    /// <inheritdoc/>
    public override async Task PrepareAsync(CancellationToken stop)
    {
        new DataFolder(System.IO.Path.GetDirectoryName(Path)!).Make();
        await using var context = CreateDbContext();
        await context.Database.OpenConnectionAsync(stop);
        var version = await VersionAsync(context, stop);
        if (version == 0)
        {
            await CreateAsync(context, stop);
        }
        else if (version is 3 or 4)
        {
            await UpgradeAsync(context, version, stop);
        }
        else if (version != SchemaVersion)
        {
            throw new SchemaMismatchException(Path, version);
        }

        // A file that may only be read still opens.
        await ProveAsync(stop);
    }

    /// <inheritdoc/>
    public override void Forget()
    {
        using var any = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(any);
    }

    /// <inheritdoc/>
    public override async Task ProveAsync(CancellationToken stop)
    {
        await using var context = CreateDbContext();

        // SQLite writes the first page for it, also when the number is the one that stands there.
        await context.Database.ExecuteSqlRawAsync(FormattableString.Invariant($"PRAGMA application_id = {ApplicationId};"), stop);
    }

    /// <inheritdoc/>
    /// <remarks>A passive checkpoint: it copies the write-ahead log into the file without holding up who writes or reads.</remarks>
    public override async Task TidyAsync(CancellationToken stop)
    {
        try
        {
            await using var context = CreateDbContext();
            await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(PASSIVE);", stop);
        }
        catch (System.Data.Common.DbException)
        {
            // The next writer hears of it, and says so.
        }
    }

    private static string ConnectionTo(string path) => new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = LockPatience }.ToString();

    private static DbContextOptions<StateContext> OptionsFor(string connection) =>
        new DbContextOptionsBuilder<StateContext>().UseSqlite(connection).AddInterceptors(new FullSync()).Options;

    private static async Task CreateAsync(StateContext context, CancellationToken stop)
    {
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", stop);
        await using var transaction = await context.Database.BeginTransactionAsync(stop);
        await context.Database.ExecuteSqlRawAsync(context.Database.GenerateCreateScript(), stop);
        await context.Database.ExecuteSqlRawAsync(AppendOnly + AppendOnlyVerdicts + AppendOnlyMarks, stop);
        await context.Database.ExecuteSqlRawAsync(FormattableString.Invariant($"PRAGMA user_version = {SchemaVersion};"), stop);
        await transaction.CommitAsync(stop);
    }

    private static async Task UpgradeAsync(StateContext context, int version, CancellationToken stop)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(stop);
        if (version == 3)
        {
            await context.Database.ExecuteSqlRawAsync(FromSchema3 + AppendOnlyVerdicts, stop);
        }

        await context.Database.ExecuteSqlRawAsync(FromSchema4 + "DROP TRIGGER journal_no_delete;" + AppendOnlyMarks, stop);
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
        private static readonly string Pragma = FormattableString.Invariant($"PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = {MostLogPages};");

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
