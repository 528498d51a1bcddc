namespace RoomGuard.Contract.Senml;

/// <summary>What a decoder accepts before it gives up on a pack.</summary>
public sealed record SenmlLimits
{
    /// <summary>The limits used when nothing else is said.</summary>
    public static SenmlLimits Default { get; } = new();

    /// <summary>Largest payload, in bytes; 256 KiB unless set.</summary>
    public int MaxBytes { get; init; } = 256 * 1024;

    /// <summary>Most records in one pack; 10,000 unless set.</summary>
    public int MaxRecords { get; init; } = 10_000;

    /// <summary>Earliest time that is believed; 2020 unless set: no clock of ours was ever right before it.</summary>
    public DateTimeOffset Earliest { get; init; } = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far a time may lie ahead of the reader's clock; 5 minutes unless set.</summary>
    public TimeSpan MaxAhead { get; init; } = TimeSpan.FromMinutes(5);
}
