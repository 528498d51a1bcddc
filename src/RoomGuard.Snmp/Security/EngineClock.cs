namespace RoomGuard.Snmp.Security;

/// <summary>A moment as an engine counts it: restarts, and seconds since the last one; neither is ever negative (RFC 3414 section 2.2).</summary>
internal readonly record struct EngineMoment(int Boots, int Seconds);

/// <summary>What we know of another engine's clock from messages that proved authentic: RFC 3414 sections 2.3 and 3.2, step 7b.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class EngineClock(TimeProvider clock)
{
    /// <summary>How far apart, in seconds, two clocks may be (RFC 3414 section 2.2.3).</summary>
    public const int WindowSeconds = 150;

    private readonly Lock _gate = new();
    private EngineMoment _received;
    private long _receivedAt;
    private bool _isKnown;

    /// <summary>The engine's time now; false while no authentic message has come.</summary>
    public bool TryTell(out EngineMoment now)
    {
        lock (_gate)
        {
            now = Now_NeedsLock();
            return _isKnown;
        }
    }

    /// <summary>Takes the time of an authentic message. False when it is outside the window: old, delayed or sent again.</summary>
    public bool Accepts(EngineMoment told)
    {
        lock (_gate)
        {
            if (!_isKnown || told.Boots > _received.Boots || (told.Boots == _received.Boots && told.Seconds > _received.Seconds))
            {
                Set_NeedsLock(told);
            }

            var now = Now_NeedsLock();
            return now.Boots != int.MaxValue && told.Boots == now.Boots && told.Seconds >= now.Seconds - WindowSeconds;
        }
    }

    /// <summary>Sets the clock, backwards too.</summary>
    public void Reset(EngineMoment told)
    {
        lock (_gate)
        {
            Set_NeedsLock(told);
        }
    }

    private void Set_NeedsLock(EngineMoment told)
    {
        _received = told;
        _receivedAt = clock.GetTimestamp();
        _isKnown = true;
    }

    private EngineMoment Now_NeedsLock()
    {
        if (!_isKnown)
        {
            return default;
        }

        // A time of 2^31 and more would make the other side drop the message unread.
        var seconds = _received.Seconds + (long)clock.GetElapsedTime(_receivedAt).TotalSeconds;
        return _received with { Seconds = (int)Math.Min(seconds, int.MaxValue) };
    }
}
