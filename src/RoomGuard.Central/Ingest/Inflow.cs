namespace RoomGuard.Central.Ingest;

/// <summary>How much has been taken from the broker and is not stored yet. While it is too much, nothing more is read: the broker keeps the rest. Safe for several threads.</summary>
/// <remarks>A broker may send more without an acknowledgement than it was allowed to: mosquitto 2.0.11 with <c>max_inflight_messages 0</c> does.</remarks>
internal sealed class Inflow
{
    /// <summary>Above so many bytes nothing more is read.</summary>
    public const long Most = 32 * 1024 * 1024;

    // What a message costs beside its payload.
    private const int Frame = 512;

    private readonly Lock _lock = new();
    private long _bytes;
    private TaskCompletionSource? _room;

    /// <summary>Bytes taken and not stored.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>A message was taken.</summary>
    public void Take(int payload) => Interlocked.Add(ref _bytes, payload + Frame);

    /// <summary>A message is stored, or of no more use.</summary>
    public void Release(int payload)
    {
        if (Interlocked.Add(ref _bytes, -(payload + Frame)) > Most / 2 || Volatile.Read(ref _room) is null)
        {
            return;
        }

        lock (_lock)
        {
            _room?.TrySetResult();
            _room = null;
        }
    }

    /// <summary>Starts anew: what was taken before went with the connection it came on, and will be delivered again.</summary>
    public void Clear()
    {
        Interlocked.Exchange(ref _bytes, 0);
        Release(-Frame);
    }

    /// <summary>Ends when there is room for more; at once, nearly always.</summary>
    public Task RoomAsync(CancellationToken stop)
    {
        if (Bytes < Most)
        {
            return Task.CompletedTask;
        }

        lock (_lock)
        {
            var room = _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

            // It may have become free between the look and the lock.
            if (Bytes < Most)
            {
                room.TrySetResult();
                _room = null;
            }

            return room.Task.WaitAsync(stop);
        }
    }
}
