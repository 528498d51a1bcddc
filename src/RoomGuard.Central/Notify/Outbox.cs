using Microsoft.EntityFrameworkCore;
using RoomGuard.Central.Store;

namespace RoomGuard.Central.Notify;

/// <summary>The messages that wait for one channel, oldest first, in the state database.</summary>
internal sealed class Outbox(IDbContextFactory<StateContext> contexts, string channel)
{
    /// <summary>The oldest message that is neither delivered nor given up; null when there is none.</summary>
    public async Task<NotificationRow?> PeekAsync(CancellationToken stop)
    {
        await using var context = contexts.CreateDbContext();
        return await context.Notifications.AsNoTracking()
            .Where(row => row.Channel == channel && row.DeliveredAt == null && row.GivenUpAt == null)
            .OrderBy(row => row.Id)
            .FirstOrDefaultAsync(stop);
    }

    /// <summary>Notes how a try went.</summary>
    public async Task NoteAsync(long id, Delivery delivery, DateTimeOffset at, CancellationToken stop)
    {
        await using var context = contexts.CreateDbContext();
        var row = await context.Notifications.SingleAsync(row => row.Id == id, stop);
        row.Attempts++;
        row.LastError = delivery.Error;
        if (delivery.Error is null)
        {
            row.DeliveredAt = at;
        }
        else if (!delivery.IsRecoverable)
        {
            row.GivenUpAt = at;
        }

        await context.SaveChangesAsync(stop);
    }
}
