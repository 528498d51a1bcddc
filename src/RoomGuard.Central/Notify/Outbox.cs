using Microsoft.EntityFrameworkCore;
using RoomGuard.Central.Store;

namespace RoomGuard.Central.Notify;

/// <summary>The messages that wait for one channel, in the state database: news of standing alarms before that of alarms that are over, the more urgent before the less, then the older before the newer.</summary>
/// <remarks>Messages of one alarm keep their order: nobody hears "over" after "again".</remarks>
internal sealed class Outbox(IDbContextFactory<StateContext> contexts, string channel)
{
    /// <summary>The next message that is neither delivered nor given up; null when there is none.</summary>
    public async Task<NotificationRow?> PeekAsync(CancellationToken stop)
    {
        await using var context = contexts.CreateDbContext();
        var waiting = context.Notifications.AsNoTracking().Where(row => row.Channel == channel && row.DeliveredAt == null && row.GivenUpAt == null);
        var oldestOfAlarm = waiting.Where(row => !waiting.Any(older => older.AlarmId == row.AlarmId && older.Id < row.Id));
        var inOrder =
            from row in oldestOfAlarm
            join alarm in context.Alarms on row.AlarmId equals alarm.Id into alarms
            from alarm in alarms.DefaultIfEmpty()
            orderby row.Kind == NotificationKind.Returned, alarm == null ? 0 : alarm.Priority descending, row.Id
            select row;
        return await inOrder.FirstOrDefaultAsync(stop);
    }
}
