namespace RoomGuard.Central.Series.Rollups;

/// <summary>Roll-ups of a tier on their way to one longer bucket. Not for sharing.</summary>
internal sealed class TierBucket(SeriesFunction function)
{
    private long _count;
    private double _sum;
    private double? _min;
    private double? _max;
    private Rollup? _newest;

    /// <summary>Start of the bucket that is filling, milliseconds since 1970; -1 when none is.</summary>
    public long Start { get; private set; } = -1;

    /// <summary>Adds a roll-up that holds at least one value, the older ones first.</summary>
    public void Add(long start, Rollup rollup)
    {
        Start = start;
        _count += rollup.Count;
        _sum += rollup.Sum ?? 0;
        _min = rollup.Min is { } min && !(_min <= min) ? min : _min;
        _max = rollup.Max is { } max && !(_max >= max) ? max : _max;
        _newest = rollup;
    }

    /// <summary>Ends the bucket that is filling, if one is, and adds what it came to.</summary>
    /// <returns>Whether there was one.</returns>
    public bool TryEnd(List<SeriesPoint> points)
    {
        if (Start < 0)
        {
            return false;
        }

        var at = DateTimeOffset.FromUnixTimeMilliseconds(Start);
        points.Add(function switch
        {
            SeriesFunction.Mean => new SeriesPoint(at, _sum / _count),
            SeriesFunction.Min => new SeriesPoint(at, _min),
            SeriesFunction.Max => new SeriesPoint(at, _max),
            SeriesFunction.Count => new SeriesPoint(at, _count),
            SeriesFunction.Last => _newest!.Text is { } text ? new SeriesPoint(at, null, text) : new SeriesPoint(at, _newest.Last),
            _ => throw new InvalidOperationException($"{function} is no function."),
        });
        (Start, _count, _sum, _min, _max, _newest) = (-1, 0, 0, null, null, null);
        return true;
    }
}
