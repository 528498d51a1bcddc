using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Reports;

/// <summary>How a report calls a verdict, best first: a greater value is worse.</summary>
internal enum ReportStanding
{
    /// <summary>A signed exclusion says why the item does not concern the room.</summary>
    NotApplicable,

    /// <summary>The item is met.</summary>
    Compliant,

    /// <summary>Evidence of a sensor is too old.</summary>
    EvidenceStale,

    /// <summary>An attestation is past its term.</summary>
    AttestationExpired,

    /// <summary>Nobody has assessed it.</summary>
    Unknown,

    /// <summary>It is not met, and nothing obliges the organisation or this room to meet it.</summary>
    BenchmarkNotMet,

    /// <summary>It is not met, the organisation is bound, and the item binds a room of this type.</summary>
    Violation,
}

/// <summary>Makes standings of verdicts and says them.</summary>
internal static class ReportStandings
{
    /// <summary>Every standing, the worst first.</summary>
    public static IReadOnlyList<ReportStanding> WorstFirst { get; } = [.. Enum.GetValues<ReportStanding>().OrderDescending()];

    /// <summary>How a report calls a verdict.</summary>
    /// <param name="isBinding">Whether the organisation is bound and the item binds a room of this type.</param>
    public static ReportStanding Of(VerdictState state, bool isBinding) => state switch
    {
        VerdictState.NotApplicable => ReportStanding.NotApplicable,
        VerdictState.Compliant => ReportStanding.Compliant,
        VerdictState.EvidenceStale => ReportStanding.EvidenceStale,
        VerdictState.AttestationExpired => ReportStanding.AttestationExpired,
        VerdictState.Unknown => ReportStanding.Unknown,
        VerdictState.NonCompliant => isBinding ? ReportStanding.Violation : ReportStanding.BenchmarkNotMet,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a verdict."),
    };

    /// <summary>The word of the contract, for example <c>benchmark_not_met</c>.</summary>
    public static string ToWord(this ReportStanding standing) => standing switch
    {
        ReportStanding.NotApplicable => "not_applicable",
        ReportStanding.Compliant => "compliant",
        ReportStanding.EvidenceStale => "evidence_stale",
        ReportStanding.AttestationExpired => "attestation_expired",
        ReportStanding.Unknown => "unknown",
        ReportStanding.BenchmarkNotMet => "benchmark_not_met",
        ReportStanding.Violation => "violation",
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, "Not a standing."),
    };
}
