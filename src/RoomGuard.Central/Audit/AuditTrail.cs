using Microsoft.EntityFrameworkCore;
using RoomGuard.Central.Store;

namespace RoomGuard.Central.Audit;

/// <summary>Who did what and when. Lines are only added. Safe for several threads.</summary>
/// <remarks>What changes the state puts its line into the same transaction (<see cref="StateChange.Audit"/>): there is no deed without its line. <see cref="WriteAsync"/> is for deeds outside the database.</remarks>
public sealed class AuditTrail
{
    private readonly IDbContextFactory<StateContext> _contexts;
    private readonly StateCommitter _committer;
    private readonly TimeProvider _clock;

    internal AuditTrail(IDbContextFactory<StateContext> contexts, StateCommitter committer, TimeProvider clock) => (_contexts, _committer, _clock) = (contexts, committer, clock);

    /// <summary>Adds one line; returns when it has outlived any power cut. While the database fails it waits.</summary>
    public Task WriteAsync(AuditEvent done, CancellationToken stop) => _committer.CommitAsync(new StateChange(_clock.GetUtcNow()) { Audit = [done] }, stop);

    /// <summary>Reads one page, the newest first.</summary>
    /// <exception cref="ArgumentException">The cursor is not one of ours, or the limit is out of range.</exception>
    public async Task<Page<AuditEntry>> ReadAsync(AuditQuery query, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, Cursor.MaxLimit);
        if (!Cursor.TryParse(query.Cursor, out var before))
        {
            throw new ArgumentException($"\"{query.Cursor}\" is not a cursor.", nameof(query));
        }

        await using var context = _contexts.CreateDbContext();
        var rows = Narrow(context.Audit.AsNoTracking(), query);
        if (before is { } id)
        {
            rows = rows.Where(row => row.Id < id);
        }

        var page = await rows.OrderByDescending(row => row.Id).Take(query.Limit + 1).ToListAsync(stop);
        return Cursor.Page(page, query.Limit, row => row.Id, row => row.Read());
    }

    private static IQueryable<AuditRow> Narrow(IQueryable<AuditRow> rows, AuditQuery query)
    {
        if (query.From is { } from)
        {
            rows = rows.Where(row => row.At >= from);
        }

        if (query.To is { } to)
        {
            rows = rows.Where(row => row.At < to);
        }

        if (query.Who is { } who)
        {
            rows = rows.Where(row => row.Who == who);
        }

        if (query.What is { } what)
        {
            rows = rows.Where(row => row.What == what);
        }

        return query.Subject is { } subject ? rows.Where(row => row.Subject == subject) : rows;
    }
}
