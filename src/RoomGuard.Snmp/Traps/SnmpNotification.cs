using System.Net;

namespace RoomGuard.Snmp;

/// <summary>What a device told without being asked: a trap or an inform of any version, in the shape of SNMPv2 (RFC 3416 section 4.2.6, RFC 3584 section 3.1).</summary>
/// <remarks>Of v1 and v2c nothing is proven: anybody who knows the community, or reads it off the wire, can send one in another's name.</remarks>
public sealed record SnmpNotification
{
    /// <summary>Where the datagram came from. Behind a forwarder it is the forwarder: see <see cref="AgentAddress"/>.</summary>
    public required IPEndPoint Sender { get; init; }

    /// <summary>Version it came in.</summary>
    public required SnmpVersion Version { get; init; }

    /// <summary>What happened: snmpTrapOID, for v1 made of enterprise, generic-trap and specific-trap.</summary>
    public required ObjectId TrapOid { get; init; }

    /// <summary>How long the device had been running, in steps of 10 ms; starts again at zero after 497 days.</summary>
    public TimeSpan UpTime { get; init; }

    /// <summary>The objects told with it, without sysUpTime and snmpTrapOID.</summary>
    public IReadOnlyList<VarBind> VarBinds { get; init; } = [];

    /// <summary>Whether the device waits for an acknowledgement, which it gets when this has been taken.</summary>
    public bool IsInform { get; init; }

    /// <summary>The device as the message itself names it: agent-addr of v1, snmpTrapAddress of a forwarder; null where there is none. No more than a hint.</summary>
    public IPAddress? AgentAddress { get; init; }

    /// <summary>The user of SNMPv3 in whose name it came; null for v1 and v2c.</summary>
    public string? User { get; init; }

    /// <summary>The context of SNMPv3, empty for the default one and for v1 and v2c.</summary>
    public string Context { get; init; } = "";
}
