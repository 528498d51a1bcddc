using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;
using RoomGuard.Central.Options;

namespace RoomGuard.Central.Store;

/// <summary>The state in PostgreSQL, which several centres share; the members of the cluster are listed there too.</summary>
internal sealed class StateServer : StateDatabase
{
    /// <summary>Held by whoever appends to a journal, so that numbers have no gaps and hashes one chain, whichever machine writes.</summary>
    private const long JournalLock = 832_035;

    private const long SchemaLock = 832_000;

    private const string AppendOnly = """
        CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'A journal entry is never changed or deleted; correct it by a later entry.'; END $$;
        CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION journal_is_append_only();
        CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only();
        CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'A line of the audit trail is never changed or deleted.'; END $$;
        CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
        CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
        """;

    private const string AppendOnlyVerdicts = """
        CREATE FUNCTION verdict_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'The record of a verdict and its evidence are never changed or deleted.'; END $$;
        CREATE TRIGGER verdict_no_change BEFORE UPDATE OR DELETE ON verdict FOR EACH ROW EXECUTE FUNCTION verdict_is_append_only();
        CREATE TRIGGER verdict_no_truncate BEFORE TRUNCATE ON verdict FOR EACH STATEMENT EXECUTE FUNCTION verdict_is_append_only();
        CREATE TRIGGER evidence_no_change BEFORE UPDATE OR DELETE ON evidence FOR EACH ROW EXECUTE FUNCTION verdict_is_append_only();
        CREATE TRIGGER evidence_no_truncate BEFORE TRUNCATE ON evidence FOR EACH STATEMENT EXECUTE FUNCTION verdict_is_append_only();
        """;

    private const string AppendOnlyMarks = """
        CREATE OR REPLACE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF TG_OP = 'DELETE' THEN
                IF EXISTS (SELECT 1 FROM journal_erased e WHERE e."Journal" = OLD."Journal" AND OLD."No" BETWEEN e."First" AND e."Last") THEN RETURN OLD; END IF;
            END IF;
            RAISE EXCEPTION 'A journal entry is never changed or deleted; correct it by a later entry.';
        END $$;
        CREATE FUNCTION mark_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'A mark or checkpoint of a journal is never changed or deleted.'; END $$;
        CREATE TRIGGER journal_mark_no_change BEFORE UPDATE OR DELETE ON journal_mark FOR EACH ROW EXECUTE FUNCTION mark_is_append_only();
        CREATE TRIGGER journal_mark_no_truncate BEFORE TRUNCATE ON journal_mark FOR EACH STATEMENT EXECUTE FUNCTION mark_is_append_only();
        CREATE TRIGGER journal_erased_no_change BEFORE UPDATE ON journal_erased FOR EACH ROW EXECUTE FUNCTION mark_is_append_only();
        CREATE TRIGGER checkpoint_no_change BEFORE UPDATE OR DELETE ON checkpoint FOR EACH ROW EXECUTE FUNCTION mark_is_append_only();
        CREATE TRIGGER checkpoint_no_truncate BEFORE TRUNCATE ON checkpoint FOR EACH STATEMENT EXECUTE FUNCTION mark_is_append_only();
        """;

    private readonly PooledDbContextFactory<StateContext> _contexts;
    private readonly DataFolder _folder;

    /// <param name="connection">The connection string.</param>
    /// <param name="folder">Where this machine keeps its own files beside the server.</param>
    public StateServer(Secret connection, DataFolder folder)
    {
        _folder = folder;
        var parts = new NpgsqlConnectionStringBuilder(connection.Reveal());
        Name = string.Create(CultureInfo.InvariantCulture, $"{parts.Host}:{parts.Port}/{parts.Database}");
        _contexts = new PooledDbContextFactory<StateContext>(new DbContextOptionsBuilder<StateContext>().UseNpgsql(parts.ConnectionString).Options);
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override StateContext CreateDbContext() => _contexts.CreateDbContext();

    /// <inheritdoc/>
    public override async Task PrepareAsync(CancellationToken stop)
    {
        _folder.Make();
        await using var context = CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync(stop);
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({SchemaLock})", stop);
        await context.Database.ExecuteSqlRawAsync("CREATE TABLE IF NOT EXISTS roomguard_schema (version int NOT NULL)", stop);
        var versions = await context.Database.SqlQueryRaw<int>("SELECT version AS \"Value\" FROM roomguard_schema").ToListAsync(stop);
        if (versions is [3 or 4, ..])
        {
            await ExecuteAsync(context, (versions[0] == 3 ? FromSchema3 + AppendOnlyVerdicts : "") + FromSchema4 + AppendOnlyMarks, stop);
            await context.Database.ExecuteSqlAsync($"UPDATE roomguard_schema SET version = {SchemaVersion}", stop);
        }
        else if (versions is [not SchemaVersion, ..])
        {
            throw new SchemaMismatchException(Name, versions[0]);
        }

        if (versions.Count == 0)
        {
            await ExecuteAsync(context, context.Database.GenerateCreateScript() + AppendOnly + AppendOnlyVerdicts + AppendOnlyMarks + Members(), stop);
            await context.Database.ExecuteSqlAsync($"INSERT INTO roomguard_schema VALUES ({SchemaVersion})", stop);
        }

        await transaction.CommitAsync(stop);
    }

    /// <inheritdoc/>
    public override async Task ProveAsync(CancellationToken stop)
    {
        await using var context = CreateDbContext();
        await context.Database.ExecuteSqlAsync($"UPDATE roomguard_schema SET version = version", stop);
    }

    /// <summary>Waits until nobody else appends to a journal; nobody else may until the transaction ends. Does nothing on a file, which has one writer.</summary>
    public static async Task LockJournalsAsync(StateContext context, CancellationToken stop)
    {
        if (context.Database.IsNpgsql())
        {
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({JournalLock})", stop);
        }
    }

    // Braces and dollar signs in it mean what they say.
    private static async Task ExecuteAsync(StateContext context, string script, CancellationToken stop)
    {
        await using DbCommand command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = script;
        await command.ExecuteNonQueryAsync(stop);
    }

    private static string Members()
    {
        using var stream = typeof(StateServer).Assembly.GetManifestResourceStream("cluster/members.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
