using RoomGuard.Contract.Points;

namespace RoomGuard.Central.Series.Rollups;

/// <summary>The buckets of one point that are still open. Not for sharing.</summary>
/// <param name="opened">When summing began here, milliseconds since 1970: what was open then is made again from the samples.</param>
internal sealed class PointSums(PointId point, long opened)
{
    // So many agents of one point are told apart; a point with more is always made again from its samples.
    private const int MaxAgents = 8;

    private readonly List<RollupSum> _minutes = [];
    private readonly List<RollupSum> _quarters = [];
    private readonly List<(string Agent, long At)> _newest = [];

    /// <summary>Whether no bucket is open: whatever comes twice now is late, too.</summary>
    public bool IsIdle => _minutes.Count == 0 && _quarters.Count == 0;

    /// <summary>Adds a sample to its minute.</summary>
    /// <param name="isSuspect">Whether its minute cannot be summed here for another reason.</param>
    public void Add(long at, SeriesSample sample, bool isSuspect)
    {
        var minute = Find(_minutes, Tier.Minute.Floor(at));
        minute.IsSuspect |= isSuspect | !IsNewer(at, sample.Agent) | minute.Start <= opened;
        minute.Add(at, SeriesField.NumberOf(sample.Sample.Reading), SeriesField.TextOf(sample.Sample.Reading));
    }

    /// <summary>A sample came for a minute that is closed already.</summary>
    public void Late(long at) => Suspect(_quarters, Tier.Quarter.Floor(at));

    /// <summary>The store did not take a sample, which comes again or not at all.</summary>
    public void Doubt(long at) => Suspect(_minutes, Tier.Minute.Floor(at));

    /// <summary>Ends every bucket that lies before <paramref name="mark"/>.</summary>
    public void Close(long mark, RollupHarvest harvest)
    {
        for (var i = _minutes.Count - 1; i >= 0; i--)
        {
            var minute = _minutes[i];
            if (minute.Start < mark)
            {
                Find(_quarters, Tier.Quarter.Floor(minute.Start)).Add(minute);
                _minutes.RemoveAt(i);
                if (!minute.IsSuspect)
                {
                    harvest.Minutes.Add(minute.Of(point));
                }
            }
        }

        for (var i = _quarters.Count - 1; i >= 0; i--)
        {
            var quarter = _quarters[i];
            if (quarter.Start + Tier.Quarter.Milliseconds() <= mark)
            {
                _quarters.RemoveAt(i);
                if (quarter.IsSuspect || quarter.Start <= opened)
                {
                    harvest.Suspect.Add(LateRange.Quarter(point, quarter.Start));
                }
                else
                {
                    harvest.Quarters.Add(quarter.Of(point));
                }
            }
        }
    }

    // A sample that comes out of order may be one that was counted before.
    private bool IsNewer(long at, string agent)
    {
        for (var i = 0; i < _newest.Count; i++)
        {
            if (_newest[i].Agent == agent)
            {
                var isNewer = at > _newest[i].At;
                if (isNewer)
                {
                    _newest[i] = (agent, at);
                }

                return isNewer;
            }
        }

        if (_newest.Count == MaxAgents)
        {
            return false;
        }

        _newest.Add((agent, at));
        return true;
    }

    private static RollupSum Find(List<RollupSum> sums, long start)
    {
        for (var i = sums.Count - 1; i >= 0; i--)
        {
            if (sums[i].Start == start)
            {
                return sums[i];
            }
        }

        var sum = new RollupSum(start);
        sums.Add(sum);
        return sum;
    }

    private static void Suspect(List<RollupSum> sums, long start)
    {
        foreach (var sum in sums.Where(sum => sum.Start == start))
        {
            sum.IsSuspect = true;
        }
    }
}

/// <summary>What closing buckets gave.</summary>
internal sealed class RollupHarvest
{
    /// <summary>Minutes that are whole.</summary>
    public List<Rollup> Minutes { get; } = [];

    /// <summary>Quarters of an hour that are whole.</summary>
    public List<Rollup> Quarters { get; } = [];

    /// <summary>What is to be made again from the samples.</summary>
    public List<LateRange> Suspect { get; } = [];
}

/// <summary>A window of a point whose roll-ups are to be made again from its samples.</summary>
/// <param name="From">Start, a whole quarter of an hour, milliseconds since 1970.</param>
/// <param name="To">End, a whole quarter of an hour, excluded.</param>
internal readonly record struct LateRange(PointId Point, long From, long To)
{
    /// <summary>One quarter of an hour.</summary>
    public static LateRange Quarter(PointId point, long start) => new(point, start, start + Tier.Quarter.Milliseconds());
}
