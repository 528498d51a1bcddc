using System.Diagnostics.CodeAnalysis;

namespace RoomGuard.Snmp;

/// <summary>What an <see cref="SnmpValue"/> is: the types of SMIv2 (RFC 2578) and the three exceptions of RFC 3416.</summary>
public enum SnmpKind
{
    /// <summary>No value: what a request carries in place of one. Some devices also answer it.</summary>
    Null,

    /// <summary>A signed whole number of 32 bits.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "INTEGER is what SMIv2 calls it.")]
    Integer,

    /// <summary>Bytes: text as often as not.</summary>
    OctetString,

    /// <summary>An object identifier.</summary>
    ObjectId,

    /// <summary>An IPv4 address, four bytes.</summary>
    IpAddress,

    /// <summary>An unsigned count of 32 bits that starts again at 0 after 4,294,967,295.</summary>
    Counter32,

    /// <summary>An unsigned amount of 32 bits; also Unsigned32, which is the same on the wire.</summary>
    Gauge32,

    /// <summary>Hundredths of a second, unsigned, 32 bits: wraps after 497 days.</summary>
    TimeTicks,

    /// <summary>Bytes that wrap another encoding.</summary>
    Opaque,

    /// <summary>An unsigned count of 64 bits.</summary>
    Counter64,

    /// <summary>Exception: the agent knows no such object.</summary>
    NoSuchObject,

    /// <summary>Exception: the agent knows the object, but not this row of it.</summary>
    NoSuchInstance,

    /// <summary>Exception: nothing comes after the identifier asked for.</summary>
    EndOfMibView,
}
