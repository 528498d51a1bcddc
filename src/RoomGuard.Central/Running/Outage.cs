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
    private volatile Trouble? _trouble;

    /// <summary>Whether it is away.</summary>
    public bool IsOn => _trouble is not null;

    /// <summary>What is amiss while it is away; null when it is there.</summary>
    public Trouble? Trouble => _trouble;

    /// <summary>It failed. True the first time, when it is worth saying.</summary>
    /// <param name="what">What failed, in a sentence without secrets; a later failure of another kind takes its place.</param>
    /// <param name="check">What to look at first.</param>
    public bool Begin(string what, string check)
    {
        lock (_lock)
        {
            if (_trouble is { } trouble)
            {
                _trouble = trouble with { What = what, Check = check };
                return false;
            }

            (_trouble, _since, _wait) = (new Trouble(what, check, TimeProvider.System.GetUtcNow()), Stopwatch.GetTimestamp(), FirstWait);
            return true;
        }
    }

    /// <summary>It worked. Gives how long it was away when it was, null when it was there all the time.</summary>
    public TimeSpan? End()
    {
        if (_trouble is null)
        {
            return null;
        }

        lock (_lock)
        {
            _trouble = null;
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
