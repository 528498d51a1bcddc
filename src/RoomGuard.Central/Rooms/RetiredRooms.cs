using RoomGuard.Central.Store;
using RoomGuard.Rooms;

namespace RoomGuard.Central.Rooms;

/// <summary>Closes what is stored of rooms that were taken out of the site model while the centre was down: they have no owner who could.</summary>
internal sealed class RetiredRooms(StateStore store, StateCommitter committer, StateGate gate, TimeProvider clock)
{
    /// <summary>Closes the alarms of rooms, each as <c>{site}/{room}</c>.</summary>
    public async Task RetireAsync(IEnumerable<string> paths, CancellationToken stop)
    {
        foreach (var path in paths)
        {
            var stored = await gate.ReadAsync(() => store.LoadRoomAsync(path, stop), stop);
            if (stored.State is { Alarms.IsEmpty: false } state)
            {
                var step = RoomLogic.Retire(state);
                await committer.CommitAsync(new StateChange(clock.GetUtcNow()) { Rooms = [new RoomChange(path, step.State, step.Effects)] }, stop);
            }
        }
    }
}
