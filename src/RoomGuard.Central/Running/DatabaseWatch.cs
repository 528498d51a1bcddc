using RoomGuard.Central.Store;

namespace RoomGuard.Central.Running;

/// <summary>Writes to the database from time to time, so that one that has gone away is noticed when nothing else is written, and also its return; tidies it meanwhile.</summary>
internal sealed class DatabaseWatch(StateDatabase database, StateGate gate)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private const int ProveEvery = 10;

    /// <summary>Watches until <paramref name="stop"/>, by real time.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await gate.Ready.WaitAsync(stop);
        for (var turn = 0; ; turn++)
        {
            if (turn % ProveEvery == 0)
            {
                await gate.WriteAsync(() => database.ProveAsync(stop), stop);
            }

            await database.TidyAsync(stop);
            await Task.Delay(Every, stop);
        }
    }
}
