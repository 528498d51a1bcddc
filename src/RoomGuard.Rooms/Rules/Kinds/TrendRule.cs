namespace RoomGuard.Rooms.Rules.Kinds;

/// <summary>A value that will reach a limit soon if it goes on as it does. Never more than a warning.</summary>
/// <param name="IsRise">Whether the limit lies above.</param>
internal sealed record TrendRule(string Signal, string Rule, bool IsRise) : AlarmRule(Signal, Rule)
{
    /// <summary>The limit, in the signal's unit; null when <see cref="ToLimit"/> names it.</summary>
    public double? To { get; init; }

    /// <summary>The rule of the same signal whose limit it is; a room without that rule has no such trend.</summary>
    public string? ToLimit { get; init; }

    /// <summary>How far back it looks.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>How near the limit must be in time.</summary>
    public required TimeSpan Horizon { get; init; }
}
