namespace RoomGuard.Snmp;

/// <summary>What an <see cref="SnmpAgent"/> has received since it was started. Every number only grows.</summary>
public readonly record struct SnmpAgentCounts
{
    /// <summary>Requests answered, refusals included.</summary>
    public long Answered { get; init; }

    /// <summary>Requests dropped for their community.</summary>
    public long WrongCommunity { get; init; }

    /// <summary>Requests dropped for being SNMPv3 while the agent has no users.</summary>
    public long UnsupportedVersion { get; init; }

    /// <summary>Datagrams dropped for being no request that can be read.</summary>
    public long Malformed { get; init; }

    /// <summary>Requests of SNMPv3 refused for their engine, user, digest, level, time or context, discoveries among them; a Report has told why.</summary>
    public long Refused { get; init; }

    /// <summary>Datagrams dropped while the agent was silent.</summary>
    public long Ignored { get; init; }
}
