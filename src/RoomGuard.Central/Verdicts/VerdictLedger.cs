using Microsoft.EntityFrameworkCore;
using RoomGuard.Central.Store;

namespace RoomGuard.Central.Verdicts;

/// <summary>The records of verdicts with their evidence, to be read. They come only from <see cref="StateStore"/>. Safe for several threads.</summary>
public sealed class VerdictLedger
{
    private const int Together = 400;

    private readonly IDbContextFactory<StateContext> _contexts;

    internal VerdictLedger(IDbContextFactory<StateContext> contexts) => _contexts = contexts;

    /// <summary>Reads one page of an item's changes, the newest first.</summary>
    /// <param name="room">The room as <c>{site}/{room}</c>; empty for the organisation.</param>
    /// <param name="item">The item; null for all.</param>
    /// <exception cref="ArgumentException">The cursor is not one of ours, or the limit is out of range.</exception>
    public async Task<Page<VerdictEntry>> ReadAsync(string room, string? item, string? cursor, int limit, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Cursor.MaxLimit);
        if (!Cursor.TryParse(cursor, out var before))
        {
            throw new ArgumentException($"\"{cursor}\" is not a cursor.", nameof(cursor));
        }

        await using var context = _contexts.CreateDbContext();
        var rows = context.Verdicts.AsNoTracking().Where(row => row.Room == room);
        rows = item is null ? rows : rows.Where(row => row.Item == item);
        rows = before is { } id ? rows.Where(row => row.Id < id) : rows;
        var page = await rows.OrderByDescending(row => row.Id).Take(limit + 1).ToListAsync(stop);
        return Cursor.Page(page, limit, row => row.Id, VerdictEntry.Of);
    }

    /// <summary>The records of a room, a site or all, the oldest first, as they are hashed.</summary>
    /// <param name="scope">A room as <c>{site}/{room}</c>, a site as <c>{site}/</c>, or empty for all.</param>
    internal async IAsyncEnumerable<(string Hash, string Content)> RecordsAsync(string scope, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var context = _contexts.CreateDbContext();
        var rows = context.Verdicts.AsNoTracking().Where(row => row.Hash != "");
        rows = scope.EndsWith('/') ? rows.Where(row => row.Room.StartsWith(scope)) : scope.Length > 0 ? rows.Where(row => row.Room == scope) : rows;
        await foreach (var row in rows.OrderBy(row => row.Id).Select(row => new { row.Hash, row.Content }).AsAsyncEnumerable().WithCancellation(stop))
        {
            yield return (row.Hash, row.Content);
        }
    }

    /// <summary>The texts of these hashes; those that are not there are left out.</summary>
    internal async IAsyncEnumerable<(string Hash, string Content)> TextsAsync(IEnumerable<string> hashes, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var some in hashes.Chunk(Together))
        {
            await using var context = _contexts.CreateDbContext();
            foreach (var row in await context.Evidence.AsNoTracking().Where(row => some.Contains(row.Hash)).ToListAsync(stop))
            {
                yield return (row.Hash, row.Content);
            }
        }
    }
}

/// <summary>One change of a verdict. Immutable.</summary>
/// <param name="Item">The item.</param>
/// <param name="State">The word of the state.</param>
/// <param name="Reasons">Codes of every reason.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Evidence">Ids of what it was reached on.</param>
/// <param name="Record">The hash of its record; empty when it was stored before there were any.</param>
public sealed record VerdictEntry(string Item, string State, IReadOnlyList<string> Reasons, DateTimeOffset Since, IReadOnlyList<string> Evidence, string Record)
{
    internal static VerdictEntry Of(VerdictRow row) => new(
        row.Item,
        row.State,
        row.Reasons.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        row.Since,
        row.Evidence.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        row.Hash);
}
