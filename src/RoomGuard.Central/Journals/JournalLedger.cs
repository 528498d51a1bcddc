using Microsoft.EntityFrameworkCore;
using RoomGuard.Central.Store;

namespace RoomGuard.Central.Journals;

/// <summary>The journals, to be read. Entries come only from <see cref="Store.StateStore"/>. Safe for several threads.</summary>
public sealed class JournalLedger
{
    private readonly IDbContextFactory<StateContext> _contexts;

    internal JournalLedger(IDbContextFactory<StateContext> contexts) => _contexts = contexts;

    /// <summary>Reads one page.</summary>
    /// <exception cref="ArgumentException">The cursor is not one of ours, or the limit is out of range.</exception>
    public async Task<Page<JournalEntry>> ReadAsync(JournalQuery query, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, Cursor.MaxLimit);
        if (!Cursor.TryParse(query.Cursor, out var place))
        {
            throw new ArgumentException($"\"{query.Cursor}\" is not a cursor.", nameof(query));
        }

        await using var context = _contexts.CreateDbContext();
        var rows = context.Journals.AsNoTracking();
        if (place is { } id)
        {
            rows = query.NewestFirst ? rows.Where(row => row.Id < id) : rows.Where(row => row.Id > id);
        }

        if (query.Journal is { } journal)
        {
            rows = rows.Where(row => row.Journal == journal);
        }

        if (query.Room is { } room)
        {
            rows = rows.Where(row => row.Room == room);
        }

        rows = query.NewestFirst ? rows.OrderByDescending(row => row.Id) : rows.OrderBy(row => row.Id);
        var page = await rows.Take(query.Limit + 1).ToListAsync(stop);
        return Cursor.Page(page, query.Limit, row => row.Id, row => JournalContent.Read(row.Content));
    }

    /// <summary>Checks the whole chain of a journal against its head.</summary>
    /// <returns>What does not hold, in the order of the entries; empty for an unbroken journal.</returns>
    public async Task<IReadOnlyList<JournalFault>> VerifyAsync(string journal, CancellationToken stop)
    {
        await using var context = _contexts.CreateDbContext();
        var head = await context.JournalHeads.AsNoTracking().FirstOrDefaultAsync(row => row.Journal == journal, stop);
        var chain = new JournalChain(journal);
        await foreach (var row in context.Journals.AsNoTracking().Where(row => row.Journal == journal).OrderBy(row => row.No).AsAsyncEnumerable().WithCancellation(stop))
        {
            chain.Check(row);
        }

        chain.CheckHead(head);
        return chain.Faults;
    }
}
