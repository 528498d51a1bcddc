using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Rules.Kinds;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Trends;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Alarms.Kinds;

/// <summary>Values that change too fast: the newest sample against those of the time a rule allows.</summary>
internal static class RateAlarms
{
    // The change must fall below four fifths of what is too much: most of a deadband of a limit.
    private const double GoodShare = 0.8;

    // A window counts as watched when its first tenth at most is missing.
    private const double WatchedShare = 0.9;

    internal static void Judge(RoomTurn turn, RateRule[] rates, PointState point, Trace trace, bool isOpen)
    {
        foreach (var rate in rates)
        {
            var (change, since, isWatched) = ChangeOf(trace, point, rate);
            var wish = change >= rate.By ? Wish.Active : isWatched && change < GoodShare * rate.By ? Wish.Clear : Wish.Keep;
            if (wish == Wish.Active)
            {
                var known = turn.Alarms.Find(AlarmCase.KeyOf(point.Point, rate.Rule));
                turn.Alarms.Apply(known is { Phase: not ConditionPhase.Pending } ? known.Case : CaseOf(rate, point, change, since), wish, point.At);
            }
            else if (isOpen)
            {
                turn.Alarms.Apply(AlarmCase.Of(point.Point, rate, point.Last), wish, point.At);
            }
        }
    }

    // The largest change from any kept sample of the window. None there, after a gap longer than it, says nothing.
    private static (double Change, TimeSpan Since, bool IsWatched) ChangeOf(Trace trace, PointState point, RateRule rate)
    {
        var (now, value) = (point.At.ToUnixTimeMilliseconds(), point.Last.Number);
        var (change, since, isWatched) = (double.NegativeInfinity, 0L, false);
        for (var i = trace.Count - 1; i >= 0; i--)
        {
            var age = now - trace.At(i);
            isWatched = age >= rate.Within.TotalMilliseconds * WatchedShare && age <= rate.Within.TotalMilliseconds * 2 && change > double.NegativeInfinity;
            if (age > rate.Within.TotalMilliseconds)
            {
                break;
            }

            var one = rate.IsRise ? value - trace.Value(i) : trace.Value(i) - value;
            (change, since) = age > 0 && one > change ? (one, age) : (change, since);
        }

        return (change, TimeSpan.FromMilliseconds(since), isWatched);
    }

    private static AlarmCase CaseOf(RateRule rate, PointState point, double change, TimeSpan since)
    {
        var @case = AlarmCase.Of(point.Point, rate, point.Last);
        return @case with
        {
            Words = RoomTexts.Fill(
                AlarmTexts.TemplateOf(@case),
                ("change", Amounts.Of(change, SignalCatalogue.Find(rate.Signal)?.Unit ?? "")),
                ("span", Amounts.About(since))),
        };
    }
}
