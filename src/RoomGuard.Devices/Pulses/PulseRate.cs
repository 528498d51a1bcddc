namespace RoomGuard.Devices.Pulses;

/// <summary>How fast pulses come: pure, one value after each look.</summary>
/// <param name="PerSecond">Pulses a second; null while nothing can be said.</param>
/// <param name="Count">Pulses when the last one of the look before had been counted.</param>
/// <param name="At">When that one began; null before the first.</param>
/// <param name="Since">When it was looked for the first time.</param>
public readonly record struct PulseRate(double? PerSecond, long Count, DateTimeOffset? At, DateTimeOffset? Since)
{
    /// <summary>Without a pulse for so long, what is measured stands still.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    /// <summary>After a look at a tally.</summary>
    public PulseRate Look(PulseTally tally, DateTimeOffset now)
    {
        var since = Since ?? now;
        if (tally.LastAt is not { } last || last == At)
        {
            // It cannot be faster than one pulse since the last: the rate fades rather than stands.
            var quiet = now - (At ?? since);
            return this with { Since = since, PerSecond = quiet >= Idle ? 0 : PerSecond is { } rate && quiet > TimeSpan.Zero ? Math.Min(rate, 1 / quiet.TotalSeconds) : PerSecond };
        }

        var span = At is { } before ? last - before : TimeSpan.Zero;
        return new PulseRate(span > TimeSpan.Zero && span < Idle ? (tally.Count - Count) / span.TotalSeconds : PerSecond, tally.Count, last, since);
    }
}
