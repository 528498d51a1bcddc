namespace RoomGuard.Agent.Publishing;

/// <summary>Waits between attempts: half a second at first, twice as long each time, 30 s at most, and never quite alike, so that a building's agents do not come back in step.</summary>
internal sealed class Retry
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private TimeSpan _next = First;

    /// <summary>Begins anew after a success.</summary>
    public void Reset() => _next = First;

    /// <summary>Waits, in real time, or until told to stop; does not throw then.</summary>
    public async Task WaitAsync(CancellationToken stop)
    {
        var wait = _next * (0.75 + (Random.Shared.NextDouble() / 2));
        _next = TimeSpan.FromTicks(Math.Min(_next.Ticks * 2, Longest.Ticks));
        await Task.Delay(wait, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
