namespace RoomGuard.Agent.Service;

/// <summary>The sign that one loop goes on: it marks each turn, and is late when a turn takes longer than it ever should. Safe for all threads.</summary>
/// <param name="name">Whose it is, for the log.</param>
/// <param name="within">The longest time between two marks.</param>
/// <param name="isBusy">Whether the loop has something to do; null for one that always turns. One without work is never late.</param>
internal sealed class Beat(string name, TimeSpan within, TimeProvider clock, Func<bool>? isBusy = null)
{
    private long _at = clock.GetTimestamp();
    private volatile bool _hasBegun;

    /// <summary>Whose it is.</summary>
    public string Name => name;

    /// <summary>Whether the loop has turned once.</summary>
    public bool HasBegun => _hasBegun;

    /// <summary>Whether a turn takes too long.</summary>
    public bool IsLate
    {
        get
        {
            if (isBusy?.Invoke() == false)
            {
                Volatile.Write(ref _at, clock.GetTimestamp());
            }

            return clock.GetElapsedTime(Volatile.Read(ref _at)) > within;
        }
    }

    /// <summary>The loop turned.</summary>
    public void Mark()
    {
        Volatile.Write(ref _at, clock.GetTimestamp());
        _hasBegun = true;
    }
}
