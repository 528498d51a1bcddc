namespace RoomGuard.Snmp;

/// <summary>A version of the protocol. Today <see cref="V2c"/> works; the others are refused by name.</summary>
public enum SnmpVersion
{
    /// <summary>SNMPv1 (RFC 1157): no GETBULK, no 64-bit counters, one unknown object fails a whole request.</summary>
    V1,

    /// <summary>Community-based SNMPv2 (RFC 1901): the community travels in clear text.</summary>
    V2c,

    /// <summary>SNMPv3 (RFC 3411 to 3418): users, authentication, privacy.</summary>
    V3,
}
