using Microsoft.EntityFrameworkCore;

namespace RoomGuard.Central.Store;

/// <summary>The database of rooms, alarms, journals and people: a file, or a server that several centres share. Safe for several threads.</summary>
internal abstract class StateDatabase : IDbContextFactory<StateContext>
{
    /// <summary>The schema this program writes.</summary>
    public const int SchemaVersion = 5;

    /// <summary>What makes schema 4 of schema 3: records of verdicts, and the evidence they name. Both databases understand it.</summary>
    protected const string FromSchema3 = """
        ALTER TABLE verdict ADD COLUMN "Content" TEXT NOT NULL DEFAULT '';
        ALTER TABLE verdict ADD COLUMN "Hash" TEXT NOT NULL DEFAULT '';
        CREATE INDEX "IX_verdict_Hash" ON verdict ("Hash");
        CREATE TABLE evidence ("Hash" TEXT NOT NULL CONSTRAINT "PK_evidence" PRIMARY KEY, "Content" TEXT NOT NULL);
        """;

    /// <summary>What makes schema 5 of schema 4: signatures, volumes and checkpoints of journals. Both databases understand it.</summary>
    protected const string FromSchema4 = """
        ALTER TABLE journal ADD COLUMN "Previous" TEXT NOT NULL DEFAULT '';
        ALTER TABLE journal_head ADD COLUMN "MarkNo" BIGINT NOT NULL DEFAULT 0;
        ALTER TABLE journal_head ADD COLUMN "MarkHash" TEXT NOT NULL DEFAULT '';
        ALTER TABLE journal_head ADD COLUMN "Volume" INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE journal_head ADD COLUMN "VolumeFirst" BIGINT NOT NULL DEFAULT 0;
        ALTER TABLE journal_head ADD COLUMN "Volumes" INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE journal_mark ("Journal" TEXT NOT NULL, "No" BIGINT NOT NULL, "Entry" BIGINT NOT NULL, "Kind" TEXT NOT NULL, "Content" TEXT NOT NULL, "Hash" TEXT NOT NULL, "Previous" TEXT NOT NULL, CONSTRAINT "PK_journal_mark" PRIMARY KEY ("Journal", "No"));
        CREATE INDEX "IX_journal_mark_Journal_Entry" ON journal_mark ("Journal", "Entry");
        CREATE TABLE journal_erased ("Journal" TEXT NOT NULL, "First" BIGINT NOT NULL, "Last" BIGINT NOT NULL, CONSTRAINT "PK_journal_erased" PRIMARY KEY ("Journal", "First"));
        CREATE TABLE checkpoint ("No" BIGINT NOT NULL CONSTRAINT "PK_checkpoint" PRIMARY KEY, "At" BIGINT NOT NULL, "Content" TEXT NOT NULL, "Signature" TEXT NOT NULL, "PublicKey" TEXT NOT NULL, "Timestamp" TEXT NOT NULL);
        CREATE TABLE spent_code ("Person" TEXT NOT NULL, "Step" BIGINT NOT NULL, CONSTRAINT "PK_spent_code" PRIMARY KEY ("Person", "Step"));
        """;

    /// <summary>What it is called in logs: a path, or host and database; never a password.</summary>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract StateContext CreateDbContext();

    /// <summary>Makes the database when it is not there, and checks that it is one of ours.</summary>
    /// <exception cref="SchemaMismatchException">It was written by another version of this program.</exception>
    /// <exception cref="System.Data.Common.DbException">It cannot be opened or written.</exception>
    public abstract Task PrepareAsync(CancellationToken stop);

    /// <summary>Does beside the writers what would otherwise hold one of them up. To be called every second; never throws because of the database, for the next write says what is amiss.</summary>
    public virtual Task TidyAsync(CancellationToken stop) => Task.CompletedTask;

    /// <summary>Forgets open connections after a failure: one that was opened while the disk was read-only stays so.</summary>
    public virtual void Forget()
    {
    }

    /// <summary>Writes what is there already once more: whoever only reads does not see that a disk is full or may only be read.</summary>
    /// <exception cref="System.Data.Common.DbException">It cannot be written.</exception>
    public abstract Task ProveAsync(CancellationToken stop);
}

/// <summary>The database was written by another version of the program. Nothing was changed in it.</summary>
internal sealed class SchemaMismatchException(string name, int version)
    : Exception(FormattableString.Invariant($"{name} has schema {version}; this program knows {StateDatabase.SchemaVersion}. Run the version that wrote it, or point \"data\" to another folder."))
{
    /// <summary>The schema found.</summary>
    public int Version { get; } = version;
}
