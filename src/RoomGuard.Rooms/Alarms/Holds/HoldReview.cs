namespace RoomGuard.Rooms.Alarms.Holds;

/// <summary>What keeps each alarm of a room from people, during one step.</summary>
/// <remarks>Several may at once. People's word goes first, then the cause, then maintenance: what goes first is shown, and what is left holds on.</remarks>
internal sealed class HoldReview(RoomTurn turn, ConditionBook conditions, Shelf shelf, Crowds.Chatter chatter)
{
    private readonly Suppression _suppression = new(turn, conditions, shelf);

    /// <summary>What keeps the alarm of a condition from people when it is raised.</summary>
    /// <param name="at">When it was raised: an alarm of a backlog was raised in the maintenance of then.</param>
    internal AlarmHold? AtRaise(Condition condition, DateTimeOffset at) => Of(condition, _suppression.CauseOf(condition.Case), at);

    /// <summary>Every alarm that is kept or released now: before and after.</summary>
    internal IReadOnlyList<(Alarm Before, Alarm After)> Changes(IEnumerable<Alarm> alarms)
    {
        var causes = _suppression.CausesOfAll();
        var changes = new List<(Alarm Before, Alarm After)>();
        foreach (var alarm in alarms)
        {
            var after = alarm.IsStanding ? Standing(alarm, causes) : Over(alarm);
            if (!ReferenceEquals(after, alarm))
            {
                changes.Add((alarm, after));
            }
        }

        return changes;
    }

    /// <summary>The hold of an alarm that chatters.</summary>
    internal AlarmHold Chattering(AlarmCase @case) =>
        new(HoldKind.Chattering, turn.Now, Cause: conditions.Find(chatter.CaseOf(@case).Key)?.AlarmId);

    private AlarmHold? Of(Condition condition, Condition? cause, DateTimeOffset at)
    {
        var @case = condition.Case;
        if (shelf.Find(@case.Key) is { } shelved)
        {
            return shelved;
        }

        if (cause is not null)
        {
            return new AlarmHold(HoldKind.Cause, turn.Now, Cause: cause.AlarmId);
        }

        if (turn.Windows.MaintenanceOf(@case, at) is { } window)
        {
            return new AlarmHold(HoldKind.Maintenance, turn.Now, window.Until, window.By, window.Comment, window.Id);
        }

        return chatter.IsChattering(@case.Key) ? Chattering(@case) : null;
    }

    private Alarm Standing(Alarm alarm, Dictionary<string, Condition> causes)
    {
        if (conditions.Find(alarm.Key) is not { } condition || condition.AlarmId != alarm.Id)
        {
            return alarm;
        }

        var hold = Of(condition, causes.GetValueOrDefault(alarm.Key), turn.Now);
        var isTest = condition.Case.Test || (alarm.Test && turn.Windows.IsTest(condition, turn.Now));
        var isSame = hold is null ? alarm.Hold is null : hold.IsSame(alarm.Hold);
        if (isSame && isTest == alarm.Test)
        {
            return alarm;
        }

        // Who acknowledged it in the test knew of a test.
        var real = isTest == alarm.Test ? alarm : alarm with { Test = false, AcknowledgedAt = null, AcknowledgedBy = null };
        return Held(real, isSame ? alarm.Hold : hold);
    }

    private static Alarm Held(Alarm alarm, AlarmHold? hold)
    {
        // What was on the shelf is looked at anew: the knowledge of whoever acknowledged it before is of then.
        var isOnShelf = hold?.Kind is HoldKind.Shelf or HoldKind.OutOfService;
        if (alarm.Hold is { Kind: HoldKind.Shelf or HoldKind.OutOfService } or { IsAfterShelf: true } && !isOnShelf)
        {
            alarm = alarm with { AcknowledgedAt = null, AcknowledgedBy = null };
            hold = hold is null ? null : hold with { IsAfterShelf = true };
        }

        var own = alarm.AcknowledgedAt is null ? AlarmCondition.Unacknowledged : AlarmCondition.Acknowledged;
        return alarm with { Hold = hold, State = hold?.State ?? own };
    }

    private Alarm Over(Alarm alarm) => alarm.State is AlarmCondition.Shelved or AlarmCondition.OutOfService && shelf.Find(alarm.Key) is null
        ? alarm with { State = AlarmCondition.Normal, Hold = null }
        : alarm;
}
