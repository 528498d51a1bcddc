namespace RoomGuard.Snmp;

/// <summary>What an <see cref="SnmpAgent"/> has received since it was started. Every number only grows.</summary>
public readonly record struct SnmpAgentCounts
{
    /// <summary>Requests answered, refusals included.</summary>
    public long Answered { get; init; }

    /// <summary>Requests dropped for their community.</summary>
    public long WrongCommunity { get; init; }

    /// <summary>Requests dropped for being SNMPv1.</summary>
    public long UnsupportedVersion { get; init; }

    /// <summary>Datagrams dropped for being no request that can be read; SNMPv3 is among them.</summary>
    public long Malformed { get; init; }

    /// <summary>Datagrams dropped while the agent was silent.</summary>
    public long Ignored { get; init; }
}
