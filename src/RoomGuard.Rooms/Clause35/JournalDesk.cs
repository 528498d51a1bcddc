using System.Collections.Immutable;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Rooms.Clause35;

/// <summary>The journal drafts of one room during one step: each happening once, however often its samples come.</summary>
internal sealed class JournalDesk(RoomTurn turn)
{
    private const int MarksKept = 200;

    private readonly ImmutableDictionary<string, OpenIncident>.Builder _incidents = turn.Before.Memory.Incidents.ToBuilder();

    internal ImmutableDictionary<string, OpenIncident> Incidents => _incidents.ToImmutable();

    internal ImmutableList<DraftMark> Drafted { get; private set; } = turn.Before.Memory.Drafted;

    /// <summary>Drafts a test or an outage, unless one of the same kind and equipment that overlaps it has been drafted.</summary>
    /// <param name="within">Since when it may have been, where its true beginning was not seen.</param>
    internal void Write(JournalDraft draft, DateTimeOffset? within = null)
    {
        var until = draft.EndedAt ?? draft.StartedAt;
        if (Mark(draft.Equipment, draft.Kind, within ?? draft.StartedAt, until))
        {
            turn.Add(new JournalDrafted(draft));
        }
    }

    /// <summary>Whether a happening of this kind that overlaps a stretch of time is drafted.</summary>
    internal bool IsDrafted(string equipment, string kind, DateTimeOffset from, DateTimeOffset until) =>
        Drafted.Exists(mark => mark.Equipment == equipment && mark.Kind == kind && from <= mark.Until && until >= mark.From);

    /// <summary>When the newest drafted happening of a kind before <paramref name="before"/> began, UTC; null for none.</summary>
    internal DateTimeOffset? LastStart(string equipment, string kind, DateTimeOffset before)
    {
        DateTimeOffset? last = null;
        foreach (var mark in Drafted)
        {
            last = mark.Equipment == equipment && mark.Kind == kind && mark.From < before && !(mark.From < last) ? mark.From : last;
        }

        return last;
    }

    /// <summary>Notes that a happening is drafted; false when it was already.</summary>
    internal bool Mark(string equipment, string kind, DateTimeOffset from, DateTimeOffset until)
    {
        if (IsDrafted(equipment, kind, from, until))
        {
            return false;
        }

        Drafted = Drafted.Add(new DraftMark(equipment, kind, from, until));
        Drafted = Drafted.Count > MarksKept ? Drafted.RemoveRange(0, Drafted.Count - MarksKept) : Drafted;
        return true;
    }

    /// <summary>Notes until when a drafted happening lasted.</summary>
    internal void Stretch(string equipment, string kind, DateTimeOffset from, DateTimeOffset until)
    {
        var index = Drafted.FindIndex(mark => mark.Equipment == equipment && mark.Kind == kind && mark.From == from);
        if (index >= 0)
        {
            Drafted = Drafted.SetItem(index, Drafted[index] with { Until = until });
        }
    }

    /// <summary>Follows an alarm: its raising may begin an incident, its return may end one.</summary>
    internal void Follow(AlarmChanged change)
    {
        if (IsIncident(change.Alarm) && !IsIncident(change.Previous) && IncidentRule.For(change.Alarm) is { } rule)
        {
            Begin(rule, change.Alarm);
        }
        else if (change.Previous is { IsStanding: true } && !change.Alarm.IsStanding && IncidentRule.For(change.Alarm) is { } ended)
        {
            End(ended, change.Alarm);
        }
    }

    // What people set aside happened all the same. What they do not believe, work at, or know from its cause is no incident of its own.
    private static bool IsIncident(Alarm? alarm) =>
        alarm is { IsStanding: true, Test: false, State: AlarmCondition.Unacknowledged or AlarmCondition.Acknowledged or AlarmCondition.Shelved };

    /// <summary>Drafts the incidents that have lasted long enough.</summary>
    internal void Advance(DateTimeOffset now)
    {
        if (_incidents.Count == 0)
        {
            return;
        }

        foreach (var (key, incident) in _incidents.ToImmutable())
        {
            if (!incident.IsDrafted && incident.DueAt <= now)
            {
                _incidents[key] = incident with { IsDrafted = true };
                IncidentEntries.Begin(turn, incident);
            }
        }
    }

    private void Begin(IncidentRule rule, Alarm alarm)
    {
        var slot = SlotOf(rule, alarm);
        if (_incidents.TryGetValue(slot, out var open))
        {
            _incidents[slot] = open with { Alarms = open.Alarms.Add(alarm.Id) };
            return;
        }

        var key = JournalKeys.Of(alarm.Point.Equipment, rule.Kind, alarm.Since);
        _incidents[slot] = new OpenIncident(key, rule.Kind, alarm, alarm.Since + rule.After);
        if (rule.After == TimeSpan.Zero)
        {
            Advance(turn.Now > alarm.Since ? turn.Now : alarm.Since);
        }
    }

    private void End(IncidentRule rule, Alarm alarm)
    {
        var slot = SlotOf(rule, alarm);
        if (!_incidents.TryGetValue(slot, out var open) || !open.Alarms.Contains(alarm.Id))
        {
            return;
        }

        var left = open.Alarms.Remove(alarm.Id);
        if (!left.IsEmpty)
        {
            _incidents[slot] = open with { Alarms = left };
            return;
        }

        _incidents.Remove(slot);
        if (open.IsDrafted)
        {
            IncidentEntries.End(turn, open, alarm.ReturnedAt ?? turn.Now);
        }
    }

    private static string SlotOf(IncidentRule rule, Alarm alarm) => rule.IsOfTheRoom ? rule.Kind : $"{rule.Kind}|{alarm.Point.Equipment}";
}

/// <summary>Keys of drafts.</summary>
internal static class JournalKeys
{
    internal static string Of(string equipment, string kind, DateTimeOffset start) => $"{equipment}|{kind}|{start.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}";

    internal static string Completing(string key) => key + "|normal";
}
