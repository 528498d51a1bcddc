using RoomGuard.Rooms.Rules.Kinds;

namespace RoomGuard.Rooms.Trends;

/// <summary>How much of a point's past the rules of its signal need: densely for the shortest window, sparsely for the rest of the longest. Immutable.</summary>
internal sealed class TracePlan
{
    // One sample beyond the far edge, one for the newest: never more than Trace.Most in all.
    private const int Cells = Trace.Most - 2;

    private readonly RateRule[] _rates;
    private readonly (long Until, long Step)[] _tiers;

    private TracePlan(RateRule[] rates, long[] windows)
    {
        _rates = rates;
        Reach = windows[^1];
        var cells = Cells / windows.Length;
        _tiers = [.. windows.Select((window, i) => (window, Math.Max((window - (i == 0 ? 0 : windows[i - 1])) / cells, 1)))];
    }

    /// <summary>How far back it goes, in milliseconds.</summary>
    internal long Reach { get; }

    /// <summary>Shortest time between the two newest samples that are kept, in milliseconds.</summary>
    internal long Step => _tiers[0].Step;

    /// <summary>The plan for these rules; null when none of them looks back.</summary>
    internal static TracePlan? For(RateRule[] rates, TrendRule[] trends)
    {
        var windows = rates.Select(rate => rate.Within).Concat(trends.Select(trend => trend.Window))
            .Select(window => (long)window.TotalMilliseconds).Distinct().Order().ToArray();
        return windows.Length == 0 ? null : new TracePlan(rates, windows.Length <= Cells ? windows : windows[^Cells..]);
    }

    /// <summary>Shortest time between kept samples of this age, both in milliseconds.</summary>
    internal long StepAt(long age)
    {
        foreach (var (until, step) in _tiers)
        {
            if (age <= until)
            {
                return step;
            }
        }

        return _tiers[^1].Step;
    }

    /// <summary>
    /// Whether a change between two neighbouring samples is no process that a rate rule is about: all that it allows, in less than an eleventh of the
    /// time. That is another sensor, another unit or a broken wire; what lies before it is no past of what comes after it.
    /// </summary>
    internal bool IsJump(double change, TimeSpan between)
    {
        foreach (var rate in _rates)
        {
            if (Math.Abs(change) >= rate.By && between <= rate.Within / 11)
            {
                return true;
            }
        }

        return false;
    }
}
