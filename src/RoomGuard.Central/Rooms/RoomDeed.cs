using RoomGuard.Central.Audit;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clause163;

namespace RoomGuard.Central.Rooms;

/// <summary>What a person's work leaves beside the room itself: its line in the audit trail, and what they signed.</summary>
internal sealed record RoomDeed(AuditEvent Event, Attestation? Attestation = null)
{
    /// <summary>Somebody attested something of a room.</summary>
    /// <param name="room">The room as <c>{site}/{room}</c>.</param>
    public static RoomDeed Of(string room, PersonalAttestation work)
    {
        var attestation = work.Attestation;
        return new RoomDeed(new AuditEvent(work.By, "room.attest", room).Changing(null, attestation), attestation);
    }

    /// <summary>Somebody acknowledged an alarm.</summary>
    public static RoomDeed Of(PersonalAcknowledgement work, RoomStep step)
    {
        var change = step.Effects.OfType<AlarmChanged>().FirstOrDefault(effect => effect.Alarm.Id == work.AlarmId);
        return new RoomDeed(new AuditEvent(work.By, "alarm.acknowledge", work.AlarmId).Changing(StateOf(change?.Previous), StateOf(change?.Alarm)));
    }

    private static object? StateOf(Alarm? alarm) => alarm is null ? null : new { point = alarm.Point.ToString(), alarm.Rule, state = alarm.State.ToWord() };
}
