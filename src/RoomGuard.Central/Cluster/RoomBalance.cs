using Microsoft.Extensions.Logging;

namespace RoomGuard.Central.Cluster;

/// <summary>Brings rooms to the machines they should live on when machines come and go. A room that moves takes its state with it; calls to it wait that long.</summary>
internal sealed partial class RoomBalance(RoomSilo silo, ClusterSeat seat, ILogger<RoomBalance> logger)
{
    // Machines that start together should not pass rooms to and fro.
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);

    private const int AtOnce = 16;

    /// <summary>Moves rooms until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await seat.UntilAsync(() => seat.Members.Count > 0, stop);
        while (true)
        {
            var next = seat.Next;
            await MoveAsync(stop);
            await next.WaitAsync(stop);
            await Task.Delay(Settle, stop);
        }
    }

    private async Task MoveAsync(CancellationToken stop)
    {
        var moving = silo.Local.All.Select(room => (room.Key, room.Value, Home: seat.HomeOf(room.Key))).Where(room => room.Home is not null && !room.Home.Equals(seat.Self)).ToList();
        if (moving.Count == 0)
        {
            return;
        }

        await Parallel.ForEachAsync(moving, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (room, _) => await room.Value.MoveAsync(room.Home!));
        Log.Moved(logger, moving.Count, silo.Local.Count);
    }

    private static partial class Log
    {
        [LoggerMessage(4134, LogLevel.Information, "{Moved} rooms move to other machines; {Kept} stay here.")]
        internal static partial void Moved(ILogger logger, int moved, int kept);
    }
}
