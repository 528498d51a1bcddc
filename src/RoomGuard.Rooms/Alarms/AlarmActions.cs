using RoomGuard.Rooms.Alarms.Holds;

namespace RoomGuard.Rooms.Alarms;

/// <summary>What becomes of one alarm: the table of states and events, but for what only its room can know. Pure.</summary>
internal static class AlarmActions
{
    /// <summary>The alarm after an action; null when it changes nothing.</summary>
    /// <remarks>What leaves the shelf keeps its state here: only the review of the room knows what else holds it.</remarks>
    internal static Alarm? Done(Alarm alarm, AlarmAction action, Shelf shelf) => action.Kind switch
    {
        AlarmActionKind.Acknowledge => Acknowledged(alarm, action),
        AlarmActionKind.Comment => alarm.Actions is [.., var last] && last with { At = action.At } == action ? null : With(alarm, action),
        AlarmActionKind.Shelve => Held(alarm, action, shelf, new AlarmHold(HoldKind.Shelf, action.At, action.Until, action.By, action.Comment)),
        AlarmActionKind.OutOfService => Held(alarm, action, shelf, new AlarmHold(HoldKind.OutOfService, action.At, null, action.By, action.Comment)),
        AlarmActionKind.Unshelve => shelf.Take(alarm.Key, HoldKind.Shelf) ? With(alarm, action) : null,
        AlarmActionKind.ReturnToService => shelf.Take(alarm.Key, HoldKind.OutOfService) ? With(alarm, action) : null,
        _ => throw new InvalidOperationException($"An action has a case that an alarm does not know: {action.Kind}."),
    };

    /// <summary>The alarm after its condition ended.</summary>
    internal static Alarm Returned(Alarm alarm, DateTimeOffset at) => alarm.State switch
    {
        // It stays where people put it until they, or its time, take it from there.
        AlarmCondition.Shelved or AlarmCondition.OutOfService => alarm with { ReturnedAt = at },
        _ => alarm with { State = Waits(alarm) ? AlarmCondition.ReturnedUnacknowledged : AlarmCondition.Normal, Hold = null, ReturnedAt = at },
    };

    // What nobody was told of waits for nobody's acknowledgement.
    private static bool Waits(Alarm alarm) =>
        alarm is { AcknowledgedAt: null, Test: false, Priority: > AlarmPriority.Info } && (alarm.State == AlarmCondition.Unacknowledged || alarm.ToldAt is not null);

    private static Alarm? Acknowledged(Alarm alarm, AlarmAction action) => alarm.State switch
    {
        AlarmCondition.Unacknowledged => With(alarm, action) with { State = AlarmCondition.Acknowledged, AcknowledgedAt = action.At, AcknowledgedBy = action.By },
        AlarmCondition.ReturnedUnacknowledged => With(alarm, action) with { State = AlarmCondition.Normal, AcknowledgedAt = action.At, AcknowledgedBy = action.By },
        _ => null,
    };

    private static Alarm? Held(Alarm alarm, AlarmAction action, Shelf shelf, AlarmHold hold) =>
        !hold.IsSame(alarm.Hold) && shelf.Put(alarm.Key, hold) ? With(alarm, action) with { State = hold.State, Hold = hold } : null;

    private static Alarm With(Alarm alarm, AlarmAction action)
    {
        var kept = alarm.Actions.Count < AlarmAction.MostKept ? alarm.Actions : alarm.Actions.RemoveAt(0);
        return alarm with { Actions = kept.Add(action) };
    }
}
