using Microsoft.Extensions.Logging;
using RoomGuard.Central.Cluster;
using RoomGuard.Central.Store;

namespace RoomGuard.Central.Rooms;

/// <summary>Brings what people do to the owners of the rooms it is about, wherever they live.</summary>
internal sealed partial class RoomDispatcher(RoomBoard board, RoomSilo silo, StateStore store, StateGate gate, ILogger<RoomDispatcher> logger)
{
    /// <summary>Brings work until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await gate.Ready.WaitAsync(stop);
        await foreach (var work in board.Work.Reader.ReadAllAsync(stop))
        {
            // One person's work must not wait for another's room.
            _ = BringAsync(work, stop);
        }
    }

    private async Task BringAsync(RoomWork work, CancellationToken stop)
    {
        var doing = DoAsync(work, stop);
        await ((Task)doing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (doing.Exception?.InnerException is { } error)
        {
            // Whoever waits hears of it and asks again.
            Log.Failed(logger, error, work.GetType().Name);
        }

        work.Done.TrySetFromTask(doing);
    }

    private async Task<bool> DoAsync(RoomWork work, CancellationToken stop) => work switch
    {
        AttestWork attest => await silo.Room(attest.Room).ActAsync(new PersonalAttestation(attest.Attestation, attest.By, attest.Replaces).Write()),
        AlarmWork act => await FindAsync(act.AlarmId, stop) is { } room
            && await silo.Room(room).ActAsync(new PersonalAction(act.AlarmId, act.Kind, act.Comment, act.Until, act.By).Write()),
        DeclaredWork window => await silo.Room(window.Room).ActAsync(window.Work.Write()),
        _ => throw new ArgumentOutOfRangeException(nameof(work), work, "Not a kind of work."),
    };

    private async Task<string?> FindAsync(string alarmId, CancellationToken stop) =>
        await store.RoomOfAlarmAsync(alarmId, stop) is { } room && board.Find(room) is not null ? room : null;

    private static partial class Log
    {
        [LoggerMessage(4120, LogLevel.Error, "A person's work ({Work}) could not be done; the person is told.")]
        internal static partial void Failed(ILogger logger, Exception error, string work);
    }
}
