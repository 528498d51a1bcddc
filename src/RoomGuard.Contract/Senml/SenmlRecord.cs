namespace RoomGuard.Contract.Senml;

/// <summary>One resolved record of a SenML pack (RFC 8428 §4.6): base fields applied, time absolute.</summary>
/// <param name="Name">Base name and name, joined.</param>
/// <param name="Time">When the value was so, UTC.</param>
public sealed record SenmlRecord(string Name, DateTimeOffset Time)
{
    /// <summary>Unit symbol, or null.</summary>
    public string? Unit { get; init; }

    /// <summary>Numeric value (<c>v</c>), or null.</summary>
    public double? Number { get; init; }

    /// <summary>Text value (<c>vs</c>), or null.</summary>
    public string? Text { get; init; }

    /// <summary>Boolean value (<c>vb</c>), or null.</summary>
    public bool? Flag { get; init; }

    /// <summary>Binary value (<c>vd</c>), or null.</summary>
    public ReadOnlyMemory<byte>? Octets { get; init; }

    /// <summary>Integrated sum (<c>s</c>), or null.</summary>
    public double? Sum { get; init; }

    /// <summary>Longest time until the next reading (<c>ut</c>), in seconds, or null.</summary>
    public double? UpdateSeconds { get; init; }
}
