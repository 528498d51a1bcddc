namespace RoomGuard.Snmp;

/// <summary>What a <see cref="SnmpTrapReceiver"/> has received since it was started. Every number only grows.</summary>
public readonly record struct TrapReceiverCounts
{
    /// <summary>Traps and informs that were handed on.</summary>
    public long Taken { get; init; }

    /// <summary>Informs acknowledged, those acknowledged again included.</summary>
    public long Acknowledged { get; init; }

    /// <summary>Dropped because the queue was full; an inform is then not acknowledged.</summary>
    public long Dropped { get; init; }

    /// <summary>Informs that came again: acknowledged if the first one was, never handed on twice.</summary>
    public long Repeated { get; init; }

    /// <summary>Datagrams that are no trap or inform that can be read.</summary>
    public long Malformed { get; init; }

    /// <summary>Traps and informs of v1 and v2c dropped for their community.</summary>
    public long WrongCommunity { get; init; }

    /// <summary>Messages of v3 dropped for an unknown user.</summary>
    public long UnknownUser { get; init; }

    /// <summary>Messages of v3 dropped for having more or less security than their user is set up with.</summary>
    public long WrongLevel { get; init; }

    /// <summary>Messages of v3 dropped for a wrong digest: a wrong password, or forged.</summary>
    public long WrongDigest { get; init; }

    /// <summary>Messages of v3 dropped for being from outside the time window of 150 s.</summary>
    public long NotInTimeWindow { get; init; }

    /// <summary>Traps of v3 dropped for having been received before, to the byte.</summary>
    public long Replayed { get; init; }

    /// <summary>Messages of v3 dropped because they cannot be decrypted: a wrong privacy password.</summary>
    public long DecryptionFailed { get; init; }

    /// <summary>Questions for this receiver's engine id, as every sender of informs asks first.</summary>
    public long Discoveries { get; init; }

    /// <summary>Errors the system reported on receiving and on acknowledging.</summary>
    public long SocketErrors { get; init; }
}
