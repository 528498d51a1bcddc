namespace RoomGuard.Snmp;

/// <summary>What a <see cref="SnmpManager"/> has sent and received since it was made. Every number only grows.</summary>
public readonly record struct SnmpManagerCounts
{
    /// <summary>Requests sent, retries included.</summary>
    public long Sent { get; init; }

    /// <summary>Answers that were awaited and could be read.</summary>
    public long Answered { get; init; }

    /// <summary>Requests whose time ran out; a later retry may have been answered.</summary>
    public long TimedOut { get; init; }

    /// <summary>Answers nobody waited for: late, sent twice, or to a request never made.</summary>
    public long Unmatched { get; init; }

    /// <summary>Answers to an awaited request from another address than it was sent to, or in another version.</summary>
    public long WrongSender { get; init; }

    /// <summary>Datagrams that are no SNMP response.</summary>
    public long Malformed { get; init; }

    /// <summary>SNMPv3 answers to an awaited request that cannot be believed: a digest that is wrong, a level too low, a time outside the window.</summary>
    public long Distrusted { get; init; }

    /// <summary>Errors the system reported on receiving, ICMP refusals among them.</summary>
    public long SocketErrors { get; init; }
}
