using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.State;

namespace RoomGuard.Rooms.Alarms;

/// <summary>The alarms that one point's newest sample decides: limits, contacts, faults, stuck gauges, and the end of staleness.</summary>
internal static class PointAlarms
{
    internal static void Apply(RoomTurn turn, PointChange change)
    {
        var point = change.Next;
        if (!point.Last.IsPresent)
        {
            ApplyAbsence(turn, point);
            return;
        }

        Ask(turn, Case(point, AlarmRules.Fault, AlarmPriority.Warning) with { OffDelay = turn.Rules.FaultAfter }, Wish.Clear, point.At);
        if (!point.IsStale)
        {
            Ask(turn, Case(point, AlarmRules.Stale, AlarmPriority.Warning), Wish.Clear, point.At);
        }

        foreach (var rule in StateRule.For(point.Point.Signal))
        {
            var @case = Case(point, rule.Rule, rule.Priority) with { OnDelay = rule.OnDelayIn(turn.Rules), OffDelay = rule.OffDelay };
            Ask(turn, @case, rule.IsWrong(point.Last) ? Wish.Active : Wish.Clear, point.At);
        }

        if (point.Last.Kind == ReadingKind.Number)
        {
            ApplyNumber(turn, point);
        }
    }

    private static void ApplyNumber(RoomTurn turn, PointState point)
    {
        var value = point.Last.Number;
        foreach (var limit in turn.Rules.Limits.For(point.Point.Signal))
        {
            var @case = Case(point, limit.Rule, limit.Priority) with { OnDelay = limit.OnDelay, OffDelay = limit.OffDelay, Limit = limit.Limit };
            var wish = limit.IsBeyond(value) ? Wish.Active : limit.IsGood(value) ? Wish.Clear : Wish.Keep;
            Ask(turn, @case, wish, point.At);
        }

        // Air is never the same to the last bit for hours; a voltage or a level may be.
        if (point.Point.Signal.StartsWith("env.", StringComparison.Ordinal))
        {
            var isStuck = point.KnownAt - point.KnownSince >= turn.Rules.StuckAfter;
            Ask(turn, Case(point, AlarmRules.Stuck, AlarmPriority.Warning), isStuck ? Wish.Active : Wish.Clear, point.At);
        }
    }

    // Silence and being switched off say nothing of the value; silence becomes staleness by itself.
    private static void ApplyAbsence(RoomTurn turn, PointState point)
    {
        switch (point.Last.Absence)
        {
            case AbsenceReason.Stuck:
                Ask(turn, Case(point, AlarmRules.Stuck, AlarmPriority.Warning), Wish.Active, point.At);
                break;
            case AbsenceReason.Corrupt or AbsenceReason.OutOfRange or AbsenceReason.Faulted:
                Ask(turn, Case(point, AlarmRules.Fault, AlarmPriority.Warning) with { OnDelay = turn.Rules.FaultAfter }, Wish.Active, point.At);
                break;
        }
    }

    private static AlarmCase Case(PointState point, string rule, AlarmPriority priority) => new(point.Point, rule, priority) { Value = point.Last };

    // Most samples are as they should be, and most conditions are not under way: then there is nothing to look up.
    private static void Ask(RoomTurn turn, AlarmCase @case, Wish wish, DateTimeOffset at)
    {
        if (wish == Wish.Active || turn.Alarms.HasConditions)
        {
            turn.Alarms.Apply(@case, wish, at);
        }
    }
}
