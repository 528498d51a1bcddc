using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>How bad what a trap tells of is.</summary>
public enum TrapSeverity
{
    /// <summary>Worth a line.</summary>
    Info,

    /// <summary>Somebody should look.</summary>
    Warning,

    /// <summary>Somebody must act.</summary>
    Critical,
}

/// <summary>A trap or inform of a device family, and the one that takes it back. Immutable.</summary>
/// <param name="Id">The trap's object identifier as snmpTrapOID.0 gives it.</param>
/// <param name="Event">What it tells of, in our words: <c>ups.on_battery</c>.</param>
/// <param name="Severity">How bad it is.</param>
/// <remarks>A trap is a hint: whoever gets one polls at once, and the poll decides (snmp-devices.md §7).</remarks>
public sealed record ProfileTrap(ObjectId Id, string Event, TrapSeverity Severity)
{
    /// <summary>The trap that takes this one back; null when only polling tells.</summary>
    public ObjectId? ClearedBy { get; init; }

    /// <summary>What the device's own signal reads from now on, until the poll; null when the trap says nothing of a signal.</summary>
    public SignalReading? Raised { get; init; }

    /// <summary>What the signal reads once the trap is taken back; null when only polling tells.</summary>
    public SignalReading? Cleared { get; init; }

    /// <summary>Whether <paramref name="trap"/> is <paramref name="id"/>, with or without the zero before its last number: senders do not agree on it (RFC 3584 section 3.1).</summary>
    internal static bool IsSame(ObjectId id, ObjectId trap) => id == trap || WithoutZero(id) == WithoutZero(trap);

    private static ObjectId WithoutZero(ObjectId id) => id.Length > 2 && id[id.Length - 2] == 0
        ? new ObjectId([.. id.SubIds[..^2], id[id.Length - 1]])
        : id;
}

/// <summary>What a profile makes of one trap.</summary>
/// <param name="Trap">The entry it belongs to.</param>
/// <param name="IsCleared">Whether it takes the entry's trap back.</param>
public sealed record TrapMeaning(ProfileTrap Trap, bool IsCleared)
{
    /// <summary>The reading to publish at once; null when only the poll tells.</summary>
    public SignalReading? Reading => IsCleared ? Trap.Cleared : Trap.Raised;
}
