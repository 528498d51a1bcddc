using RoomGuard.Contract.Points;

namespace RoomGuard.Central.Series;

/// <summary>What to read of one point.</summary>
/// <param name="Point">The point; samples of all agents that ever published it are read.</param>
/// <param name="From">Start of the window, included.</param>
/// <param name="To">End of the window, excluded.</param>
public sealed record SeriesQuery(PointId Point, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Most points that any read gives.</summary>
    public const int MaxLimit = 10_000;

    /// <summary>Length of one bucket, at least 1 ms; buckets start at whole multiples since 1970. Null gives the samples themselves.</summary>
    public TimeSpan? Step { get; init; }

    /// <summary>What one bucket becomes. Without <see cref="Step"/> it is not used.</summary>
    public SeriesFunction Function { get; init; }

    /// <summary>Most points given, 1 to <see cref="MaxLimit"/>; the oldest win.</summary>
    public int Limit { get; init; } = MaxLimit;
}

/// <summary>What the samples of one bucket become. Absences are in none of them.</summary>
public enum SeriesFunction
{
    /// <summary>The average of the numbers; true and false count as 1 and 0.</summary>
    Mean,

    /// <summary>The smallest number.</summary>
    Min,

    /// <summary>The largest number.</summary>
    Max,

    /// <summary>The newest value, number or text.</summary>
    Last,

    /// <summary>How many values there are, numbers or texts.</summary>
    Count,
}
