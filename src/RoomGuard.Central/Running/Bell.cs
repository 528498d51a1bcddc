namespace RoomGuard.Central.Running;

/// <summary>Wakes whoever waits for something to do. Safe for several threads.</summary>
internal sealed class Bell
{
    private TaskCompletionSource _ring = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the next ring. To be taken before looking for work, so that none is missed.</summary>
    public Task Next => Volatile.Read(ref _ring).Task;

    /// <summary>Wakes whoever waits.</summary>
    public void Ring() => Interlocked.Exchange(ref _ring, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
