using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Traps;

/// <summary>What became of a datagram at a receiver of traps.</summary>
internal enum NotificationFate
{
    Queued,
    Malformed,
    WrongCommunity,
    UnknownUser,
    WrongLevel,
    WrongDigest,
    NotInTimeWindow,
    Replayed,
    DecryptionFailed,
    Discovery,
}

/// <summary>A datagram's fate, and what it tells where it counts.</summary>
/// <param name="Request">The PDU as it came; null for a trap of v1.</param>
internal readonly record struct Heard(NotificationFate Fate, SnmpNotification? Told = null, Pdu? Request = null);
