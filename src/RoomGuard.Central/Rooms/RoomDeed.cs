using RoomGuard.Central.Alarms;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Store;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Rooms;

/// <summary>What a person's work leaves beside the room itself: its line in the audit trail, and what they signed.</summary>
internal sealed record RoomDeed(AuditEvent Event, Attestation? Attestation = null)
{
    /// <summary>What somebody signed of a journal; null for another deed.</summary>
    public JournalMark? Mark { get; init; }

    /// <summary>The one-time code that was used for it; null for none.</summary>
    public SpentCodeRow? Code { get; init; }

    /// <summary>Somebody signed an entry of a journal.</summary>
    public static RoomDeed Of(PersonalSignature work) => new(work.Mark.Deed(work.By))
    {
        Mark = work.Mark,
        Code = work.Step is { } step ? new SpentCodeRow { Person = work.Mark.By!.Name, Step = step } : null,
    };

    /// <summary>Somebody attested something of a room.</summary>
    /// <param name="room">The room as <c>{site}/{room}</c>.</param>
    public static RoomDeed Of(string room, PersonalAttestation work)
    {
        var attestation = work.Attestation;
        return new RoomDeed(new AuditEvent(work.By, "room.attest", room).Changing(work.Replaces is { } replaced ? new { replaced } : null, attestation), attestation);
    }

    /// <summary>Somebody declared an event that takes the force of what was attested before it.</summary>
    /// <param name="room">The room as <c>{site}/{room}</c>.</param>
    public static RoomDeed Of(string room, PersonalHappening work) => new(new AuditEvent(work.By, "room.event", room).Changing(null, work.Happening));

    /// <summary>Somebody wrote an entry of a journal.</summary>
    /// <param name="room">The room as <c>{site}/{room}</c>; empty for none.</param>
    public static RoomDeed Of(string room, JournalDraft draft, Actor by) =>
        new(new AuditEvent(by, draft.Corrects is null ? "journal.enter" : "journal.correct", draft.Journal).Changing(null, new { room, draft.Kind, draft.Equipment, draft.StartedAt, draft.Corrects, draft.Key }));

    /// <summary>Somebody did something to an alarm.</summary>
    public static RoomDeed Of(PersonalAction work, RoomStep step)
    {
        var changes = step.Effects.OfType<AlarmChanged>().Where(effect => effect.Alarm.Id == work.AlarmId).ToList();
        return new RoomDeed(new AuditEvent(work.By, $"alarm.{work.Kind.ToWord()}", work.AlarmId)
            .Changing(StateOf(changes.FirstOrDefault()?.Previous), changes.Count == 0 ? null : StateOf(changes[^1].Alarm, work)));
    }

    /// <summary>Somebody declared maintenance or a test, or ended one.</summary>
    /// <param name="room">The room as <c>{site}/{room}</c>.</param>
    public static RoomDeed Of(string room, Actor by, RoomStep step)
    {
        var change = step.Effects.OfType<WindowChanged>().FirstOrDefault();
        return new RoomDeed(new AuditEvent(by, change?.Window.IsOver == true ? "window.end" : "window.declare", room).Changing(change?.Previous, change?.Window));
    }

    private static object StateOf(Alarm alarm, PersonalAction work) =>
        new { point = alarm.Point.ToString(), alarm.Rule, state = alarm.State.ToWord(), work.Comment, work.Until };

    private static object? StateOf(Alarm? alarm) => alarm is null ? null : new { point = alarm.Point.ToString(), alarm.Rule, state = alarm.State.ToWord() };
}
