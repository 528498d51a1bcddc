using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Rooms.Recognition.Access;

/// <summary>One thing heard of a reader, a door or a motion detector. Immutable.</summary>
internal sealed record AccessSign(string Equipment, string Signal, DateTimeOffset At)
{
    /// <summary>Of a contact: whether it says yes.</summary>
    public bool Flag { get; init; }

    /// <summary>Of a reader: what it says.</summary>
    public AccessEvent? Event { get; init; }

    internal static bool IsOne(string signal) => signal is "acs.event" or "door.open" or "door.forced" or "motion.active";

    /// <summary>What a reading says of access; null when it says nothing of it.</summary>
    internal static AccessSign? Of(PointId point, Reading reading, DateTimeOffset at) => (point.Signal, reading.Kind) switch
    {
        ("acs.event", ReadingKind.Text) when AccessEvent.TryParse(reading.Text, out var happening) => new AccessSign(point.Equipment, point.Signal, at) { Event = happening },
        ("door.open" or "door.forced" or "motion.active", ReadingKind.Flag) => new AccessSign(point.Equipment, point.Signal, at) { Flag = reading.Flag },
        _ => null,
    };
}
