using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Alarms.Crowds;
using RoomGuard.Rooms.Alarms.Holds;
using RoomGuard.Rooms.Local;

namespace RoomGuard.Rooms.Alarms;

/// <summary>The alarms of one room during one step: the life cycle of ISA-18.2 with on-delay, off-delay and one alarm for one condition.</summary>
internal sealed class AlarmDesk
{
    private readonly RoomTurn _turn;
    private readonly ImmutableDictionary<string, Alarm>.Builder _alarms;
    private readonly ConditionBook _conditions;
    private readonly HoldReview _holds;
    private bool _isDirty;

    internal AlarmDesk(RoomTurn turn)
    {
        _turn = turn;
        _alarms = turn.Before.Alarms.ToBuilder();
        _conditions = new ConditionBook(turn);
        Shelf = new Shelf(turn);
        Chatter = new Chatter(turn);
        Flood = new Flood(turn);
        Cascade = new Cascade(turn);
        _holds = new HoldReview(turn, _conditions, Shelf, Chatter);
    }

    internal ImmutableDictionary<string, Alarm> Alarms => _alarms.ToImmutable();

    internal ImmutableDictionary<string, Condition> Conditions => _conditions.All;

    internal Shelf Shelf { get; }

    internal Chatter Chatter { get; }

    internal Flood Flood { get; }

    internal Cascade Cascade { get; }

    internal bool HasConditions => _conditions.Count > 0;

    /// <summary>Takes in what a rule makes of a sample taken at <paramref name="at"/>.</summary>
    internal void Apply(AlarmCase @case, Wish wish, DateTimeOffset at)
    {
        var known = _conditions.Find(@case.Key);
        if (known is null)
        {
            if (wish == Wish.Active)
            {
                RaiseIfDue(new Condition(@case, ConditionPhase.Pending, at, at + @case.OnDelay, null), at);
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
                ReturnIfDue(known with { Phase = ConditionPhase.Returning, GoneAt = at, Due = at + known.Case.OffDelay }, at);
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

    /// <summary>More is known of what a condition is: what explained it may do so no longer.</summary>
    internal void Restate(Condition known, AlarmCase @case)
    {
        _conditions.Put(known with { Case = @case });
        _isDirty = true;
    }

    /// <summary>Ends the delays that are over by <paramref name="now"/>. Where no value comes, nothing is raised and nothing clears.</summary>
    internal void Advance(DateTimeOffset now)
    {
        var shelf = Shelf.All;
        Shelf.Advance(now);
        _isDirty |= _turn.Windows.IsAny || shelf != Shelf.All;
        _turn.Windows.Advance(now);
        foreach (var quiet in Chatter.Advance(now))
        {
            Drop(Chatter.CaseOf(quiet).Key, now);
        }

        if (Flood.Advance(now))
        {
            EndFlood(now);
        }

        if (_conditions.Count == 0)
        {
            return;
        }

        foreach (var condition in _conditions.All.Values)
        {
            if (condition.Phase == ConditionPhase.Raised || condition.Due > now || _turn.IsSilent(condition.Case.Point))
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

    /// <summary>Somebody does something to an alarm. What does not fit its state, or was done already, changes nothing.</summary>
    internal void Act(string alarmId, AlarmAction action)
    {
        if (_alarms.TryGetValue(alarmId, out var alarm) && AlarmAction.Fits(action.Kind, alarm.State) && AlarmActions.Done(alarm, action, Shelf) is { } done)
        {
            Change(alarm, done);
            _isDirty = true;
        }
    }

    /// <summary>Keeps from people what is to be kept, and releases what is not, after a step in which something began or ended.</summary>
    internal void Review()
    {
        if (!_isDirty && !_turn.Windows.HasChanged)
        {
            return;
        }

        foreach (var (before, after) in _holds.Changes(_alarms.ToImmutable().Values))
        {
            Change(before, after);
        }
    }

    /// <summary>Decides which of the step's changes people hear of.</summary>
    internal void Tell(List<RoomEffect> effects) => Tellings.Settle(effects, _alarms, Flood.IsOn, IsToldByAgent, _turn.Now);

    // Rarely asked: only when somebody would be told.
    private bool IsToldByAgent(Alarm alarm) => _turn.Points.Values.Any(point => point.Point.Signal == ToldAlarms.Signal
        && point.Last.Kind == ReadingKind.Text && _turn.Now - point.At <= ToldAlarms.Validity && ToldAlarms.Names(point.Last.Text, alarm.Key));

    private void RaiseIfDue(Condition condition, DateTimeOffset at)
    {
        if (condition.Due > at)
        {
            _conditions.Put(condition);
        }
        else
        {
            Raise(condition with { Phase = ConditionPhase.Raised, AlarmId = IdOf(condition) });
        }
    }

    private void Raise(Condition condition)
    {
        _conditions.Put(condition);
        _isDirty = true;
        var @case = condition.Case;
        ForgetPrevious(@case);
        var isTest = @case.Test || _turn.Windows.IsTest(condition, condition.Due);
        var hold = _holds.AtRaise(condition, condition.Due);
        var chatters = !isTest && hold is null or { Kind: HoldKind.Chattering } && Chatter.Note(@case, condition.Due);
        if (chatters)
        {
            Apply(Chatter.CaseOf(@case), Wish.Active, condition.Due);
            hold = _holds.Chattering(@case);
        }

        var alarm = new Alarm
        {
            Id = condition.AlarmId!,
            Point = @case.Point,
            Rule = @case.Rule,
            Priority = @case.Priority,
            State = hold?.State ?? AlarmCondition.Unacknowledged,
            Hold = hold,
            Since = condition.Began,
            RaisedAt = condition.Due,
            Value = @case.Value,
            Test = isTest,
            Text = AlarmTexts.For(_turn.Room, @case),
        };
        // Terms that end on the same day are neither a crowd nor each other's cause.
        var isNews = !isTest && hold is null && @case.Priority > AlarmPriority.Info && @case.Rule is not (AlarmRules.Flood or AlarmRules.AttestationOverdue or AlarmRules.AttestationDue or AlarmRules.TestOverdue or AlarmRules.TestDue or AlarmRules.SignatureOverdue);
        Change(null, isNews && @case.Rule != AlarmRules.Chattering ? Cascade.Join(alarm, Mark) : alarm);
        if (isNews && Flood.Note(condition.Due))
        {
            Apply(Flood.Case, Wish.Active, condition.Due);
        }
    }

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
        _isDirty = true;
        if (condition.AlarmId is { } id && _alarms.TryGetValue(id, out var alarm))
        {
            Change(alarm, AlarmActions.Returned(alarm, goneAt));
        }
    }

    // What is not critical was not told one by one: the end of the flood tells how much of it is left.
    private void EndFlood(DateTimeOffset now)
    {
        var left = _alarms.ToImmutable().Values.Where(alarm => alarm is { IsActive: true, Telling: Telling.Flood, ToldAt: null }).ToList();
        foreach (var alarm in left)
        {
            Change(alarm, alarm with { ToldAt = now });
        }

        if (_conditions.Find(Flood.Case.Key) is { AlarmId: { } id } && _alarms.TryGetValue(id, out var flood))
        {
            _alarms[id] = flood with { Text = Flood.Digest(left.Count), Value = Flood.Case.Value };
        }

        Drop(Flood.Case.Key, now);
    }

    private void Mark(string alarmId, string cascade, bool isFirst)
    {
        if (_alarms.TryGetValue(alarmId, out var alarm) && (alarm.Cascade != cascade || alarm.FirstOut != isFirst))
        {
            Change(alarm, alarm with { Cascade = cascade, FirstOut = isFirst });
        }
    }

    // The same condition came back before anybody acknowledged its last occurrence, or took it from the shelf: the new one stands for both.
    private void ForgetPrevious(AlarmCase @case)
    {
        foreach (var (_, alarm) in _alarms.ToImmutable())
        {
            if (!alarm.IsStanding && alarm.Point == @case.Point && alarm.Rule == @case.Rule)
            {
                Change(alarm, alarm with { State = AlarmCondition.Normal, Hold = null });
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

        _turn.Add(new AlarmChanged(next, previous));
    }

    private static string IdOf(Condition condition)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{condition.Case.Point}|{condition.Case.Rule}|{condition.Case.Test}|{condition.Began.UtcTicks}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }
}
