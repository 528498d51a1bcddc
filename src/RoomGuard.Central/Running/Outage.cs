using System.Diagnostics;

namespace RoomGuard.Central.Running;

/// <summary>Something we need is away, or is not: says when it changed and how long to wait before the next try. Safe for several threads.</summary>
/// <remarks>Waits are of real time: a broker or a disk does not run faster because a demonstration does.</remarks>
internal sealed class Outage
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private TimeSpan _wait = FirstWait;
    private long _since;
    private volatile bool _isOn;

    /// <summary>Whether it is away.</summary>
    public bool IsOn => _isOn;

    /// <summary>It failed. True the first time, when it is worth saying.</summary>
    public bool Begin()
    {
        lock (_lock)
        {
            if (_isOn)
            {
                return false;
            }

            (_isOn, _since, _wait) = (true, Stopwatch.GetTimestamp(), FirstWait);
            return true;
        }
    }

    /// <summary>It worked. Gives how long it was away when it was, null when it was there all the time.</summary>
    public TimeSpan? End()
    {
        if (!_isOn)
        {
            return null;
        }

        lock (_lock)
        {
            _isOn = false;
            return Stopwatch.GetElapsedTime(_since);
        }
    }

    /// <summary>Waits before the next try: a quarter of a second at first, twice as long each time, at most 15 s.</summary>
    public async Task WaitAsync(CancellationToken stop)
    {
        TimeSpan wait;
        lock (_lock)
        {
            wait = _wait;
            _wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }

        await Task.Delay(wait, stop);
    }
}
