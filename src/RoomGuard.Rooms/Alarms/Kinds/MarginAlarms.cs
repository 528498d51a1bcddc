using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Rules;
using RoomGuard.Rooms.Rules.Kinds;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Alarms.Kinds;

/// <summary>Two signals of one equipment that come too near to each other. Equipment that lacks one of them has no such alarm.</summary>
/// <remarks>
/// A pair is judged once: by the sample that makes the older of its two newer. So it does not matter which of the two a poll names first, a slow
/// signal beside a fast one is not judged again and again with a value of long ago, and where one of them is silent nothing is judged at all.
/// </remarks>
internal static class MarginAlarms
{
    internal static void Judge(RoomTurn turn, SignalRules rules, PointChange change)
    {
        foreach (var margin in rules.Margins)
        {
            Judge(turn, margin, change, isUpper: false);
        }

        foreach (var margin in rules.UpperMargins)
        {
            Judge(turn, margin, change, isUpper: true);
        }
    }

    private static void Judge(RoomTurn turn, MarginRule margin, PointChange change, bool isUpper)
    {
        var point = change.Next;
        if (Find(turn, point, isUpper ? margin.Signal : margin.Above) is not { Known.Kind: ReadingKind.Number } other || point.Last.Kind != ReadingKind.Number)
        {
            return;
        }

        var completes = change.Previous is not { Known.IsPresent: true } previous || previous.KnownAt < other.KnownAt;
        if (!completes || (point.At - other.KnownAt).Duration() > Freshness.LimitOf(turn, other))
        {
            return;
        }

        var (lower, upper) = isUpper ? (other, point) : (point, other);
        var between = upper.Known.Number - lower.Known.Number;
        var wish = between < margin.Least ? Wish.Active : between >= margin.Least + margin.Deadband ? Wish.Clear : Wish.Keep;
        if (wish == Wish.Active || lower.Open > 0)
        {
            turn.Alarms.Apply(CaseOf(margin, lower, upper, wish), wish, point.At);
        }
    }

    // The other point's key is made once and kept with the point: it would be the only thing made for a healthy sample. A second margin makes its own.
    private static PointState? Find(RoomTurn turn, PointState point, string signal)
    {
        if (point.Beside.Key is { } known && known.EndsWith(signal, StringComparison.Ordinal) && known.Length == point.Point.Equipment.Length + 1 + signal.Length)
        {
            return turn.Points.GetValueOrDefault(known);
        }

        var key = RoomState.KeyOf(point.Point with { Signal = signal });
        var other = turn.Points.GetValueOrDefault(key);
        if (other is null || point.Beside.Key is not null)
        {
            return other;
        }

        // Taken out and put back: to the dictionary a point that differs in nothing else is the same.
        var own = RoomState.KeyOf(point.Point);
        var kept = turn.Points[own] with { Beside = new KeyBeside(key) };
        turn.Points.Remove(own);
        turn.Points.Add(own, kept);
        return other;
    }

    private static AlarmCase CaseOf(MarginRule margin, PointState lower, PointState upper, Wish wish)
    {
        var @case = AlarmCase.Of(lower.Point, margin, lower.Known) with { Limit = margin.Least };
        return wish != Wish.Active ? @case : @case with
        {
            Words = RoomTexts.Fill(AlarmTexts.TemplateOf(@case), ("other", Amounts.Of(upper.Known, SignalCatalogue.Find(margin.Above)))),
        };
    }
}
