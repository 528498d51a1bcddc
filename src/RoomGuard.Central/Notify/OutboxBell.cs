namespace RoomGuard.Central.Notify;

/// <summary>Wakes the couriers when there may be something to deliver. Safe for several threads.</summary>
internal sealed class OutboxBell
{
    private TaskCompletionSource _ring = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the next ring. To be taken before looking into the outbox, so that none is missed.</summary>
    public Task Next => Volatile.Read(ref _ring).Task;

    /// <summary>Wakes whoever waits.</summary>
    public void Ring() => Interlocked.Exchange(ref _ring, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
