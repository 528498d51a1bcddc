using Microsoft.EntityFrameworkCore;
using RoomGuard.Central.Store;

namespace RoomGuard.Central.Alarms;

/// <summary>Every alarm there ever was, newest first. Safe for several threads.</summary>
public sealed class AlarmLedger
{
    private readonly IDbContextFactory<StateContext> _contexts;

    internal AlarmLedger(IDbContextFactory<StateContext> contexts) => _contexts = contexts;

    /// <summary>Reads one page.</summary>
    /// <exception cref="ArgumentException">The cursor is not one of ours, or the limit is out of range.</exception>
    public async Task<Page<AlarmRecord>> ReadAsync(AlarmQuery query, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, Cursor.MaxLimit);
        if (!Cursor.TryParse(query.Cursor, out var before))
        {
            throw new ArgumentException($"\"{query.Cursor}\" is not a cursor.", nameof(query));
        }

        await using var context = _contexts.CreateDbContext();
        var rows = context.Alarms.AsNoTracking();
        if (before is { } sequence)
        {
            rows = rows.Where(row => row.Sequence < sequence);
        }

        if (query.Room is { } room)
        {
            rows = rows.Where(row => row.Room == room);
        }

        if (query.States.Count > 0)
        {
            var states = query.States.Select(state => (int)state).ToArray();
            rows = rows.Where(row => states.Contains(row.State));
        }

        var page = await rows.OrderByDescending(row => row.Sequence).Take(query.Limit + 1).ToListAsync(stop);
        return Cursor.Page(page, query.Limit, row => row.Sequence, row => new AlarmRecord(row.Room, AlarmJson.Read(row.Content), row.ChangedAt));
    }
}
