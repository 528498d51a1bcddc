using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Store;

namespace RoomGuard.Central.Backups;

/// <summary>The <c>state.db</c> of a backup, to be read: nothing of it is changed, and no file is left open.</summary>
internal sealed class StateCopyFile(string path) : IDbContextFactory<StateContext>
{
    private readonly string _connection = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString();

    /// <inheritdoc/>
    public StateContext CreateDbContext() => new(new DbContextOptionsBuilder<StateContext>().UseSqlite(_connection).Options);

    /// <summary>The schema it has.</summary>
    public async Task<int> VersionAsync(CancellationToken stop)
    {
        await using var connection = new SqliteConnection(_connection);
        await connection.OpenAsync(stop);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(await command.ExecuteScalarAsync(stop), CultureInfo.InvariantCulture);
    }

    /// <summary>Walks the chain of every journal.</summary>
    public async Task<(IReadOnlyList<JournalHead> Heads, IReadOnlyList<JournalFault> Faults)> VerifyAsync(CancellationToken stop)
    {
        await using var context = CreateDbContext();
        var heads = await context.JournalHeads.AsNoTracking().OrderBy(head => head.Journal).Select(head => new JournalHead(head.Journal, head.No, head.Hash)).ToListAsync(stop);
        var names = await context.Journals.Select(entry => entry.Journal).Distinct().ToListAsync(stop);
        var ledger = new JournalLedger(this);
        var faults = new List<JournalFault>();
        foreach (var journal in names.Union(heads.Select(head => head.Journal), StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            faults.AddRange(await ledger.VerifyAsync(journal, stop));
        }

        return (heads, faults);
    }
}
