using RoomGuard.Central.Audit;
using RoomGuard.Rooms.Clause163;

namespace RoomGuard.Central.Rooms;

/// <summary>One piece of work that a person has for a room.</summary>
internal abstract class RoomWork
{
    /// <summary>Ends when the work is stored: true when it was done, false when it had no object.</summary>
    public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Somebody attested something.</summary>
internal sealed class AttestWork(string room, Attestation attestation, Actor by) : RoomWork
{
    /// <summary>The room as <c>{site}/{room}</c>.</summary>
    public string Room { get; } = room;

    /// <summary>What was attested.</summary>
    public Attestation Attestation { get; } = attestation;

    /// <summary>Who brings it; the signer may be another person.</summary>
    public Actor By { get; } = by;
}

/// <summary>Somebody acknowledges an alarm.</summary>
internal sealed class AcknowledgeWork(string alarmId, Actor by) : RoomWork
{
    /// <summary>The alarm.</summary>
    public string AlarmId { get; } = alarmId;

    /// <summary>Who does.</summary>
    public Actor By { get; } = by;
}
