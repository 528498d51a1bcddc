using RoomGuard.Contract.Points;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Trends;

/// <summary>A value that goes towards a limit, and when it will be there if it goes on so. Only what is sure enough to be told; immutable.</summary>
/// <param name="Point">Whose value.</param>
/// <param name="Rule">The rule that looks at it, for example <c>trend-high</c>.</param>
public sealed record TrendEstimate(PointId Point, string Rule)
{
    /// <summary>The limit, in the signal's unit.</summary>
    public required double Limit { get; init; }

    /// <summary>When the newest sample in it was taken, UTC. It says nothing of later.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The value at <see cref="At"/> without its noise, in the signal's unit.</summary>
    public required double Value { get; init; }

    /// <summary>What it rises by in an hour, in the signal's unit; below zero when it falls.</summary>
    public required double PerHour { get; init; }

    /// <summary>When the limit will be reached, UTC.</summary>
    public required DateTimeOffset Reached { get; init; }

    /// <summary>The earliest time for it with 95 % confidence, UTC; never before <see cref="At"/>.</summary>
    public required DateTimeOffset Earliest { get; init; }

    /// <summary>The latest time for it with 95 % confidence, UTC.</summary>
    public required DateTimeOffset Latest { get; init; }

    /// <summary>How long it is from <paramref name="now"/> until the limit is reached, without digits that nobody knows; null when that time is over, and the estimate says nothing any more.</summary>
    public LocalText? TimeLeft(DateTimeOffset now) => Reached > now ? Amounts.About(Reached - now) : null;

    /// <summary>The range of that time with 95 % confidence.</summary>
    public LocalText TimeLeftRange(DateTimeOffset now) => Amounts.Between(Earliest > now ? Earliest - now : TimeSpan.Zero, Latest > now ? Latest - now : TimeSpan.Zero);
}
