using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Alarms.Kinds;
using RoomGuard.Rooms.Rules;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Trends;

namespace RoomGuard.Rooms.Alarms;

/// <summary>The alarms that one point's newest sample decides: limits, contacts, faults, stuck gauges, and the end of staleness.</summary>
/// <remarks>Most samples are as they should be, and most points have no condition under way: then nothing is made and nothing is looked up but the rules.</remarks>
internal static class PointAlarms
{
    internal static void Apply(RoomTurn turn, PointChange change)
    {
        var point = change.Next;
        var rules = turn.Rules.Book.For(point.Point.Signal);
        if (!point.Last.IsPresent)
        {
            ApplyAbsence(turn, point);
            return;
        }

        var isOpen = point.Open > 0;
        if (isOpen)
        {
            turn.Alarms.Apply(Standing(turn, point, AlarmRules.Fault) with { OffDelay = turn.Rules.FaultAfter }, Wish.Clear, point.At);
            if (!point.IsStale)
            {
                turn.Alarms.Apply(Standing(turn, point, AlarmRules.Stale), Wish.Clear, point.At);
            }
        }

        if (rules is not null)
        {
            Judge(turn, rules, point, isOpen);
            if (rules.LooksFarther)
            {
                JudgeFarther(turn, rules, change, isOpen);
            }
        }
        else if (isOpen)
        {
            turn.Alarms.Apply(Standing(turn, point, AlarmRules.Stuck), Wish.Clear, point.At);
        }
    }

    private static void Judge(RoomTurn turn, SignalRules rules, PointState point, bool isOpen)
    {
        foreach (var rule in rules.Judged)
        {
            var wish = rule.Judge(point.Last);
            if (wish == Wish.Active || isOpen)
            {
                turn.Alarms.Apply(Case(turn, point, rule), wish, point.At);
            }
        }

        if (rules.Stuck is { } stuck)
        {
            var isStuck = point.KnownAt - point.KnownSince >= (stuck.After ?? turn.Rules.StuckAfter);
            if (isStuck || isOpen)
            {
                turn.Alarms.Apply(AlarmCase.Of(point.Point, stuck, point.Last), isStuck ? Wish.Active : Wish.Clear, point.At);
            }
        }
        else if (isOpen)
        {
            turn.Alarms.Apply(Standing(turn, point, AlarmRules.Stuck), Wish.Clear, point.At);
        }
    }

    // What needs the past, the other points of the signal, or another signal.
    private static void JudgeFarther(RoomTurn turn, SignalRules rules, PointChange change, bool isOpen)
    {
        if (rules.Past is { } plan && TraceBook.Follow(turn, plan, change, out var isNew) is { } trace)
        {
            RateAlarms.Judge(turn, rules.Rates, change.Next, trace, isOpen);
            if (isNew)
            {
                TrendAlarms.Judge(turn, rules.Trends, change.Next, trace, isOpen);
            }
        }

        QuorumAlarms.Judge(turn, rules.Quorums, change);
        MarginAlarms.Judge(turn, rules, change);
    }

    // Silence and being switched off say nothing of the value; silence becomes staleness by itself.
    private static void ApplyAbsence(RoomTurn turn, PointState point)
    {
        switch (point.Last.Absence)
        {
            case AbsenceReason.Stuck:
                turn.Alarms.Apply(Standing(turn, point, AlarmRules.Stuck), Wish.Active, point.At);
                break;
            case AbsenceReason.Corrupt or AbsenceReason.OutOfRange or AbsenceReason.Faulted:
                turn.Alarms.Apply(Standing(turn, point, AlarmRules.Fault) with { OnDelay = FaultAfter(turn, point) }, Wish.Active, point.At);
                break;
        }
    }

    // One bad reading is no broken sensor: three in a row are, however far apart they are. A contact is not read by chance: when it says that it is at fault, it is.
    private static TimeSpan FaultAfter(RoomTurn turn, PointState point) =>
        3 * point.Pace > turn.Rules.FaultAfter && SignalCatalogue.Find(point.Point.Signal) is { Kind: SignalKind.Gauge } ? 3 * point.Pace : turn.Rules.FaultAfter;

    private static AlarmCase Case(RoomTurn turn, PointState point, AlarmRule rule)
    {
        var @case = AlarmCase.Of(point.Point, rule, point.Last);
        return rule.Rule == AlarmRules.HeldOpen && rule.OnDelay == TimeSpan.Zero ? @case with { OnDelay = turn.Rules.HeldOpen } : @case;
    }

    private static AlarmCase Standing(RoomTurn turn, PointState point, string rule) => AlarmCase.Of(turn, point.Point, rule, AlarmPriority.Warning, point.Last);
}
