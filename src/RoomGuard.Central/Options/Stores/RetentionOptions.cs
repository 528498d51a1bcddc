namespace RoomGuard.Central.Options;

/// <summary>How long event logs and journals are kept. Section <c>retention</c>.</summary>
/// <remarks>Clause 38(4) of the Unified Requirements says it of event logs: at least three years, of which at least two months at hand. Journals are held to the same.</remarks>
public sealed record RetentionOptions
{
    /// <summary>Least that may be set for <see cref="Total"/>: three years, a leap year among them.</summary>
    public static readonly TimeSpan LeastTotal = TimeSpan.FromDays(1096);

    /// <summary>Least that may be set for <see cref="Online"/>: two months.</summary>
    public static readonly TimeSpan LeastOnline = TimeSpan.FromDays(62);

    /// <summary>How long they are kept at all.</summary>
    public TimeSpan Total { get; init; } = LeastTotal;

    /// <summary>How long they are at hand; 13 months unless set.</summary>
    public TimeSpan Online { get; init; } = TimeSpan.FromDays(396);
}
