namespace RoomGuard.Snmp;

/// <summary>Whom a <see cref="SnmpTrapReceiver"/> listens to.</summary>
/// <remarks>Immutable. Without communities v1 and v2c are refused, without users v3 is.</remarks>
public sealed record TrapReceiverOptions
{
    /// <summary>Communities of v1 and v2c that are listened to; none unless told. Secrets.</summary>
    public IReadOnlyList<string> Communities { get; init; } = [];

    /// <summary>Users of v3 that are listened to, each with exactly its own protocols; none unless told.</summary>
    public IReadOnlyList<SnmpUser> Users { get; init; } = [];

    /// <summary>What the receiver calls itself to those who send informs of v3; a random one unless told. Keep it over restarts together with <see cref="Boots"/>.</summary>
    public SnmpEngineId EngineId { get; init; } = SnmpEngineId.Random();

    /// <summary>How often a receiver with this engine id was started, 0 to 2^31 - 2; 1 unless told.</summary>
    public int Boots { get; init; } = 1;

    /// <summary>Notifications that may wait to be taken, 1 to 100,000; 1,000 unless told.</summary>
    /// <remarks>When as many wait, further traps are dropped and counted; informs are dropped, counted and not acknowledged, so that their senders try again.</remarks>
    public int QueueLength
    {
        get;
        init => field = value is >= 1 and <= 100_000 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "QueueLength must be from 1 to 100,000.");
    } = 1_000;

    /// <summary>How many communities and users there are, without any of them.</summary>
    public override string ToString() => $"{Communities.Count} communities, {Users.Count} users";
}
