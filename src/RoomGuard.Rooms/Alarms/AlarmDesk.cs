using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RoomGuard.Rooms.Alarms;

/// <summary>The alarms of one room during one step: the life cycle of ISA-18.2 with on-delay, off-delay and one alarm for one condition.</summary>
internal sealed class AlarmDesk(RoomTurn turn)
{
    private readonly ImmutableDictionary<string, Alarm>.Builder _alarms = turn.Before.Alarms.ToBuilder();
    private readonly ConditionBook _conditions = new(turn);

    internal ImmutableDictionary<string, Alarm> Alarms => _alarms.ToImmutable();

    internal ImmutableDictionary<string, Condition> Conditions => _conditions.All;

    internal bool HasConditions => _conditions.Count > 0;

    /// <summary>Takes in what a rule makes of a sample taken at <paramref name="at"/>.</summary>
    internal void Apply(AlarmCase @case, Wish wish, DateTimeOffset at)
    {
        var known = _conditions.Find(@case.Key);
        if (known is null)
        {
            if (wish == Wish.Active)
            {
                Start(@case, at);
            }

            return;
        }

        switch (known.Phase, wish)
        {
            case (ConditionPhase.Pending, Wish.Active):
                RaiseIfDue(known with { Case = @case }, at);
                break;
            case (ConditionPhase.Pending, _):
                _conditions.Remove(known);
                break;
            case (ConditionPhase.Raised, Wish.Clear):
                StartReturn(known, at);
                break;
            case (ConditionPhase.Returning, Wish.Clear):
                ReturnIfDue(known, at);
                break;
            case (ConditionPhase.Returning, _):
                _conditions.Put(known with { Phase = ConditionPhase.Raised });
                break;
            case (ConditionPhase.Raised, _):
                break;
        }
    }

    /// <summary>The condition with this key, or null when all is well there.</summary>
    internal Condition? Find(string key) => _conditions.Find(key);

    /// <summary>Ends a condition at once, whatever its off-delay: another one takes its place.</summary>
    internal void Drop(string key, DateTimeOffset at)
    {
        if (_conditions.Find(key) is { } known)
        {
            Return(known, at);
        }
    }

    /// <summary>Ends the delays that are over by <paramref name="now"/>. Where no value comes, nothing is raised and nothing clears.</summary>
    internal void Advance(DateTimeOffset now)
    {
        if (_conditions.Count == 0)
        {
            return;
        }

        foreach (var condition in _conditions.All.Values)
        {
            if (condition.Phase == ConditionPhase.Raised || condition.Due > now || turn.IsSilent(condition.Case.Point))
            {
                continue;
            }

            if (condition.Phase == ConditionPhase.Pending)
            {
                RaiseIfDue(condition, now);
            }
            else
            {
                ReturnIfDue(condition, now);
            }
        }
    }

    /// <summary>Somebody knows. An alarm that is over by then goes back to normal.</summary>
    internal void Acknowledge(string alarmId, string who)
    {
        if (!_alarms.TryGetValue(alarmId, out var alarm) || alarm.State is not (AlarmCondition.Unacknowledged or AlarmCondition.ReturnedUnacknowledged))
        {
            return;
        }

        Change(alarm, alarm with
        {
            State = alarm.State == AlarmCondition.Unacknowledged ? AlarmCondition.Acknowledged : AlarmCondition.Normal,
            AcknowledgedAt = turn.Now,
            AcknowledgedBy = who,
        });
    }

    private void Start(AlarmCase @case, DateTimeOffset at) =>
        RaiseIfDue(new Condition(@case, ConditionPhase.Pending, at, at + @case.OnDelay, null), at);

    private void RaiseIfDue(Condition condition, DateTimeOffset at)
    {
        if (condition.Due > at)
        {
            _conditions.Put(condition);
            return;
        }

        var id = IdOf(condition);
        _conditions.Put(condition with { Phase = ConditionPhase.Raised, AlarmId = id });
        ForgetPrevious(condition.Case);
        var alarm = new Alarm
        {
            Id = id,
            Point = condition.Case.Point,
            Rule = condition.Case.Rule,
            Priority = condition.Case.Priority,
            State = AlarmCondition.Unacknowledged,
            Since = condition.Began,
            RaisedAt = condition.Due,
            Value = condition.Case.Value,
            Test = condition.Case.Test,
            Text = AlarmTexts.For(turn.Room, condition.Case),
        };
        Change(null, alarm);
    }

    private void StartReturn(Condition condition, DateTimeOffset at) =>
        ReturnIfDue(condition with { Phase = ConditionPhase.Returning, GoneAt = at, Due = at + condition.Case.OffDelay }, at);

    private void ReturnIfDue(Condition condition, DateTimeOffset at)
    {
        if (condition.Due > at)
        {
            _conditions.Put(condition);
            return;
        }

        Return(condition, condition.GoneAt);
    }

    private void Return(Condition condition, DateTimeOffset goneAt)
    {
        _conditions.Remove(condition);
        if (condition.AlarmId is not { } id || !_alarms.TryGetValue(id, out var alarm))
        {
            return;
        }

        // What nobody was told of waits for nobody's acknowledgement.
        var waits = alarm is { State: AlarmCondition.Unacknowledged, Test: false, Priority: > AlarmPriority.Info };
        Change(alarm, alarm with { State = waits ? AlarmCondition.ReturnedUnacknowledged : AlarmCondition.Normal, ReturnedAt = goneAt });
    }

    // The same condition came back before anybody acknowledged its last occurrence: the new one stands for both.
    private void ForgetPrevious(AlarmCase @case)
    {
        foreach (var (_, alarm) in _alarms.ToImmutable())
        {
            if (alarm.State == AlarmCondition.ReturnedUnacknowledged && alarm.Point == @case.Point && alarm.Rule == @case.Rule)
            {
                Change(alarm, alarm with { State = AlarmCondition.Normal });
            }
        }
    }

    private void Change(Alarm? previous, Alarm next)
    {
        if (next.State == AlarmCondition.Normal)
        {
            _alarms.Remove(next.Id);
        }
        else
        {
            _alarms[next.Id] = next;
        }

        turn.Add(new AlarmChanged(next, previous));
    }

    private static string IdOf(Condition condition)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{condition.Case.Point}|{condition.Case.Rule}|{condition.Case.Test}|{condition.Began.UtcTicks}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }
}
