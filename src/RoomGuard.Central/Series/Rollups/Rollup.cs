using RoomGuard.Contract.Points;

namespace RoomGuard.Central.Series.Rollups;

/// <summary>What all samples of one point in one bucket came to, whichever agents sent them.</summary>
/// <param name="Point">The point.</param>
/// <param name="At">Start of the bucket, UTC.</param>
/// <param name="Count">How many values there are, numbers or texts.</param>
/// <param name="Absent">How many absences there are.</param>
public sealed record Rollup(PointId Point, DateTimeOffset At, long Count, long Absent)
{
    /// <summary>The smallest number; null when there is none.</summary>
    public double? Min { get; init; }

    /// <summary>The largest number; null when there is none.</summary>
    public double? Max { get; init; }

    /// <summary>The sum of the numbers; null when there is none.</summary>
    public double? Sum { get; init; }

    /// <summary>The newest number; null when there is none.</summary>
    public double? Last { get; init; }

    /// <summary>The newest text; null when there is none.</summary>
    public string? Text { get; init; }
}
