using System.Collections.Immutable;

namespace RoomGuard.Rooms.Alarms;

/// <summary>Decides whether people hear of the changes of alarms in one step. Pure.</summary>
internal static class Tellings
{
    /// <summary>The decision on one change.</summary>
    /// <param name="previous">The alarm before; null when it is new.</param>
    /// <param name="alarm">The alarm now, with what was told of it before.</param>
    /// <param name="isFlood">Whether more alarms come than one person can follow.</param>
    /// <param name="isToldByAgent">Whether an agent told people of an alarm itself; asked only when it matters.</param>
    internal static Telling Decide(Alarm? previous, Alarm alarm, bool isFlood, Func<Alarm, bool>? isToldByAgent = null)
    {
        if (!alarm.IsStanding)
        {
            return previous?.IsStanding == false ? Telling.NoNews : alarm.ToldAt is null ? Telling.NeverTold : Telling.Returned;
        }

        if (alarm.Hold is { } hold)
        {
            return previous?.Hold?.Kind == hold.Kind ? Telling.NoNews : hold.Telling;
        }

        if (alarm.State != AlarmCondition.Unacknowledged)
        {
            return Telling.NoNews;
        }

        // A reminder that nobody hears is none.
        if (alarm.Test || (alarm.Priority == AlarmPriority.Info && alarm.Rule is not (AlarmRules.AttestationDue or AlarmRules.TestDue)))
        {
            return previous is { Hold: null } ? Telling.NoNews : alarm.Test ? Telling.Test : Telling.Info;
        }

        return previous?.State switch
        {
            AlarmCondition.Shelved => Telling.Unshelved,
            AlarmCondition.OutOfService => Telling.BackInService,
            AlarmCondition.SuppressedByDesign when previous.Hold is { IsAfterShelf: true } => Telling.Unshelved,
            _ when alarm.ToldAt is not null => Telling.NoNews,
            _ when isToldByAgent?.Invoke(alarm) == true => Telling.ToldByAgent,
            _ when isFlood && alarm.Priority < AlarmPriority.Critical => alarm.Telling == Telling.Flood ? Telling.NoNews : Telling.Flood,
            _ => Telling.Raised,
        };
    }

    /// <summary>Decides on every change of a step, when all of it is known: an alarm whose cause came later in the same step is not told either.</summary>
    internal static void Settle(List<RoomEffect> effects, ImmutableDictionary<string, Alarm>.Builder alarms, bool isFlood, Func<Alarm, bool> isToldByAgent, DateTimeOffset now)
    {
        var told = new Dictionary<string, (DateTimeOffset? At, Telling Telling)>(StringComparer.Ordinal);
        for (var i = 0; i < effects.Count; i++)
        {
            if (effects[i] is not AlarmChanged change)
            {
                continue;
            }

            var id = change.Alarm.Id;
            var known = told.TryGetValue(id, out var mark) ? mark : (At: change.Alarm.ToldAt, change.Alarm.Telling);
            var previous = change.Previous is { } before ? before with { ToldAt = known.At ?? before.ToldAt, Telling = known.Telling } : null;
            var alarm = change.Alarm with { ToldAt = known.At ?? change.Alarm.ToldAt, Telling = known.Telling };
            var telling = HoldToCome(effects, i, alarm) ?? Decide(previous, alarm, isFlood, isToldByAgent);
            known = (telling.IsTold() || telling == Telling.ToldByAgent ? alarm.ToldAt ?? now : alarm.ToldAt, telling == Telling.NoNews ? known.Telling : telling);
            told[id] = known;
            effects[i] = change with { Alarm = alarm with { ToldAt = known.At, Telling = known.Telling }, Previous = previous, Telling = telling };
        }

        foreach (var (id, (at, telling)) in told)
        {
            if (alarms.TryGetValue(id, out var alarm))
            {
                alarms[id] = alarm with { ToldAt = at, Telling = telling };
            }
        }
    }

    private static Telling? HoldToCome(List<RoomEffect> effects, int index, Alarm alarm)
    {
        if (alarm.Hold is not null || !alarm.IsStanding)
        {
            return null;
        }

        for (var i = effects.Count - 1; i > index; i--)
        {
            if (effects[i] is AlarmChanged later && later.Alarm.Id == alarm.Id)
            {
                return later.Alarm is { IsStanding: true, Hold: { } hold } ? hold.Telling : null;
            }
        }

        return null;
    }
}
