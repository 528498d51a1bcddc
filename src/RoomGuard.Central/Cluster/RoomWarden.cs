using Microsoft.Extensions.Logging;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Running;
using RoomGuard.Central.Store;

namespace RoomGuard.Central.Cluster;

/// <summary>Sees to it that every room has an owner, also those that receive nothing, and lets time pass for the rooms that live here.</summary>
internal sealed partial class RoomWarden(RoomSilo silo, ClusterSeat seat, RoomBoard board, StateGate gate, Bell bell, TimeProvider clock, ILogger<RoomWarden> logger)
{
    // A machine that dies takes its rooms with it until somebody calls them.
    private static readonly TimeSpan WakeEvery = TimeSpan.FromSeconds(30);

    private const int AtOnce = 64;

    // Rooms that were read can wait: what comes from the broker and from people goes first, and brings the owner of its room by itself.
    private const int AtOnceBeside = 4;

    /// <summary>Opens the database, gives every room an owner, and watches until <paramref name="stop"/>.</summary>
    /// <remarks>
    /// A machine that has all rooms is ready when it has read them: an owner comes with the first thing that is said to its room, or within seconds.
    /// One of several is ready when its rooms have owners.
    /// </remarks>
    public async Task RunAsync(CancellationToken stop)
    {
        await gate.OpenAsync(stop);

        // While the engine starts there is a processor free to read the rooms.
        var reading = silo.IsAlone ? Task.Run(() => silo.Stored.LoadAsync(stop), stop) : Task.CompletedTask;
        await silo.RunAsync(end => WatchAsync(reading, end), stop);
    }

    private async Task WatchAsync(Task reading, CancellationToken stop)
    {
        var members = silo.Members!;
        var listener = new MembershipListener(() => seat.Look(members));
        members.SubscribeToSiloStatusEvents(listener);
        seat.Look(members);
        await (silo.IsAlone ? reading : WakeAsync(AtOnce, stop));
        gate.MarkReady();
        await Task.WhenAll(TickAsync(stop), KeepAwakeAsync(stop));

        // The engine itself holds its listeners weakly.
        GC.KeepAlive(listener);
    }

    private async Task TickAsync(CancellationToken stop)
    {
        using var seconds = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        while (await seconds.WaitForNextTickAsync(stop))
        {
            await EachAsync(silo.Local.All.Select(room => room.Value), AtOnce, room => room.TickAsync(), stop);
            if (seat.Members.Count > 1)
            {
                // Alarms of rooms on other machines wait in the same outbox, and ring no bell here.
                bell.Ring();
            }
        }
    }

    // By real time: machines do not die faster because a demonstration does.
    private async Task KeepAwakeAsync(CancellationToken stop)
    {
        while (true)
        {
            var next = seat.Next;
            await WakeAsync(silo.IsAlone ? AtOnceBeside : AtOnce, stop);
            await Task.WhenAny(next, Task.Delay(WakeEvery, stop));
            stop.ThrowIfCancellationRequested();
        }
    }

    private Task WakeAsync(int atOnce, CancellationToken stop) =>
        EachAsync(board.Rooms.Select(room => room.Definition.Path).Where(path => !silo.Local.Contains(path)).Select(silo.Room), atOnce, room => room.WakeAsync(), stop);

    private async Task EachAsync(IEnumerable<IRoomGrain> rooms, int atOnce, Func<IRoomGrain, ValueTask> call, CancellationToken stop) =>
        await Parallel.ForEachAsync(rooms, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = stop }, async (room, _) =>
        {
            try
            {
                await call(room);
            }
            catch (Exception error) when (error is TimeoutException or OrleansException or RoomTakenException or InvalidOperationException)
            {
                // Its machine has just died, or the room is on its way to another: the next round finds it.
                Log.Missed(logger, error, room.GetPrimaryKeyString());
            }
        });

    private sealed class MembershipListener(Action look) : ISiloStatusListener
    {
        public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
        {
            if (status is SiloStatus.Active or SiloStatus.Dead)
            {
                look();
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4131, LogLevel.Information, "Room {Room} did not answer its own centre; it is asked again.")]
        internal static partial void Missed(ILogger logger, Exception error, string room);
    }
}
