using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Recognition;
using RoomGuard.Rooms.Rules.Kinds;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Trends;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Alarms.Kinds;

/// <summary>Values that will reach a limit soon if they go on so, and the newest estimate of each for people to see.</summary>
internal static class TrendAlarms
{
    // A slope five deviations from none comes of noise once in three million looks; one of two is still a slope, and keeps what stands.
    private const double Sure = 5;
    private const double StillThere = 2;

    // What stands ends only when the limit is this many horizons away.
    private const double Farther = 1.5;

    // Farther away than this an estimate helps nobody.
    private const double MostHorizons = 4;

    /// <summary>Judges the past of a point whose newest sample was kept in it.</summary>
    internal static void Judge(RoomTurn turn, TrendRule[] trends, PointState point, Trace trace, bool isOpen)
    {
        foreach (var trend in trends)
        {
            var drain = Drains.Of(turn.Tracks.Live(point.Point.Equipment), point.Point.Signal);
            var line = drain == Drain.None ? null : LineFit.Of(trace, (long)trend.Window.TotalMilliseconds);
            var estimate = line is { } known ? Estimate(trend, point, known) : null;
            Show(turn, trend, point, estimate);
            var wish = drain == Drain.None ? Wish.Clear : line is { } found ? Judge(trend, found, estimate) : Wish.Keep;
            if (wish == Wish.Active ? drain != Drain.Test : isOpen)
            {
                turn.Alarms.Apply(CaseOf(trend, point, estimate), wish, point.At);
            }
        }
    }

    /// <summary>Takes away estimates whose point is silent, and those of rules that are no longer in force.</summary>
    internal static void Forget(RoomTurn turn)
    {
        foreach (var (key, estimate) in turn.Trends)
        {
            if (turn.IsSilent(estimate.Point) || turn.Rules.Book.Find(estimate.Point.Signal, estimate.Rule) is not TrendRule)
            {
                turn.Trends = turn.Trends.Remove(key);
            }
        }
    }

    private static Wish Judge(TrendRule trend, in Line line, TrendEstimate? estimate)
    {
        var horizon = trend.Horizon.TotalSeconds;
        if (estimate is not null && (estimate.Latest - estimate.At).TotalSeconds <= horizon && !line.IsStep && line.NewerSlope / line.Slope >= 0.5)
        {
            return Wish.Active;
        }

        var isThere = IsTowards(trend, line) && line.Sureness >= StillThere && (trend.To!.Value - line.Now) / line.Slope <= Farther * horizon;
        return isThere ? Wish.Keep : Wish.Clear;
    }

    // Towards the limit, and not yet there.
    private static bool IsTowards(TrendRule trend, in Line line) =>
        trend.IsRise ? line.Slope > 0 && line.Now < trend.To!.Value : line.Slope < 0 && line.Now > trend.To!.Value;

    private static TrendEstimate? Estimate(TrendRule trend, PointState point, in Line line)
    {
        if (!IsTowards(trend, line) || line.Sureness < Sure || line.IsStep || line.Meets(trend.To!.Value) is not { } meets
            || meets.At > MostHorizons * trend.Horizon.TotalSeconds)
        {
            return null;
        }

        return new TrendEstimate(point.Point, trend.Rule)
        {
            Limit = trend.To.Value,
            At = point.At,
            Value = line.Now,
            PerHour = line.Slope * 3600,
            Reached = point.At + TimeSpan.FromSeconds(meets.At),
            Earliest = point.At + TimeSpan.FromSeconds(Math.Max(meets.Earliest, 0)),
            Latest = point.At + TimeSpan.FromSeconds(meets.Latest),
        };
    }

    private static void Show(RoomTurn turn, TrendRule trend, PointState point, TrendEstimate? estimate)
    {
        if (estimate is null && turn.Trends.IsEmpty)
        {
            return;
        }

        var key = AlarmCase.KeyOf(point.Point, trend.Rule);
        turn.Trends = estimate is null ? turn.Trends.Remove(key) : turn.Trends.SetItem(key, estimate);
    }

    private static AlarmCase CaseOf(TrendRule trend, PointState point, TrendEstimate? estimate)
    {
        var @case = AlarmCase.Of(point.Point, trend, point.Last) with
        {
            Limit = trend.To,
            Priority = trend.Priority < AlarmPriority.Warning ? trend.Priority : AlarmPriority.Warning,
        };
        return estimate is null ? @case : @case with
        {
            Words = RoomTexts.Fill(
                AlarmTexts.TemplateOf(@case),
                ("eta", Amounts.About(estimate.Reached - estimate.At)),
                ("range", Amounts.Between(estimate.Earliest - estimate.At, estimate.Latest - estimate.At)),
                ("pace", Amounts.Of(Math.Abs(estimate.PerHour), SignalCatalogue.Find(point.Point.Signal)?.Unit ?? ""))),
        };
    }
}
