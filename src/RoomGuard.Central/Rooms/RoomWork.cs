using RoomGuard.Central.Audit;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clauses;

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

    /// <summary>The attestation that it puts right; null when it stands by itself.</summary>
    public string? Replaces { get; init; }
}

/// <summary>Somebody does something to an alarm.</summary>
internal sealed class AlarmWork(string alarmId, AlarmActionKind kind, Actor by) : RoomWork
{
    /// <summary>The alarm.</summary>
    public string AlarmId { get; } = alarmId;

    /// <summary>What is done.</summary>
    public AlarmActionKind Kind { get; } = kind;

    /// <summary>Who does.</summary>
    public Actor By { get; } = by;

    /// <summary>What they say.</summary>
    public string? Comment { get; init; }

    /// <summary>The end of the shelf, UTC.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>Somebody declares something of a room, ends what was declared, or writes an entry: maintenance, a test, an event that revokes.</summary>
internal sealed class DeclaredWork(string room, PersonalWork work) : RoomWork
{
    /// <summary>The room as <c>{site}/{room}</c>.</summary>
    public string Room { get; } = room;

    /// <summary>A <see cref="PersonalWindow"/>, a <see cref="PersonalWindowEnd"/>, a <see cref="PersonalHappening"/>, a <see cref="PersonalEntry"/>, a <see cref="PersonalHistory"/> or a <see cref="PersonalSignature"/>.</summary>
    public PersonalWork Work { get; } = work;
}
