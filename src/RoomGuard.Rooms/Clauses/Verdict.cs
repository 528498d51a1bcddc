namespace RoomGuard.Rooms.Clauses;

/// <summary>Whether one item of clause 163 is met, as far as its evidence goes. Immutable.</summary>
/// <param name="Id">The item, <c>163.1</c> to <c>163.11</c>.</param>
/// <param name="State">The verdict.</param>
/// <param name="Reasons">Every reason, not only the deciding one; in the order of <see cref="ReasonCode"/>.</param>
/// <param name="Since">Since when state and reasons have been these, UTC.</param>
/// <param name="Evidence">Ids of what it rests on: <c>attestation/…</c>, <c>point/{equipment}/{signal}@{time}</c>, <c>finding/…</c>.</param>
public sealed record Verdict(string Id, VerdictState State, IReadOnlyList<ReasonCode> Reasons, DateTimeOffset Since, IReadOnlyList<string> Evidence);

/// <summary>The states of a verdict, best first: a greater value is worse, so the worst of a room is the greatest.</summary>
public enum VerdictState
{
    /// <summary>A signed exclusion says why the item does not concern this room.</summary>
    NotApplicable,

    /// <summary>Every required piece of evidence is there, fresh, and supports.</summary>
    Compliant,

    /// <summary>Required evidence of a sensor is too old or of bad quality.</summary>
    EvidenceStale,

    /// <summary>An attestation or document is past its term, or an event revoked it.</summary>
    AttestationExpired,

    /// <summary>A required piece of evidence was never given.</summary>
    Unknown,

    /// <summary>Valid evidence contradicts.</summary>
    NonCompliant,
}

/// <summary>Why a verdict is what it is.</summary>
public enum ReasonCode
{
    /// <summary>A sensor measured a fault for longer than allowed.</summary>
    FaultPersistent,

    /// <summary>A person stated that what is required is not there.</summary>
    AttestedAbsent,

    /// <summary>A person stated that what is forbidden is there.</summary>
    AttestedPresent,

    /// <summary>No attestation or document was ever given.</summary>
    AttestMissing,

    /// <summary>No sample was ever received.</summary>
    NeverObserved,

    /// <summary>The attestation or document is past its term.</summary>
    AttestExpired,

    /// <summary>An event after the attestation took its force away.</summary>
    AttestRevoked,

    /// <summary>The newest sample is too old.</summary>
    SensorStale,

    /// <summary>The sensor gives no usable value.</summary>
    SensorBadQuality,

    /// <summary>The clock that stamped the samples cannot be trusted.</summary>
    ClockSkew,

    /// <summary>A test is past its interval and grace.</summary>
    TestOverdue,

    /// <summary>The attestation ends soon.</summary>
    ExpiringSoon,

    /// <summary>A signed exclusion is in force.</summary>
    Excluded,
}

/// <summary>Verdict states and reasons as the HTTP contract spells them.</summary>
public static class VerdictWords
{
    private static readonly string[] Codes =
    [
        "FAULT_PERSISTENT", "ATTESTED_ABSENT", "ATTESTED_PRESENT", "ATTEST_MISSING", "NEVER_OBSERVED", "ATTEST_EXPIRED", "ATTEST_REVOKED",
        "SENSOR_STALE", "SENSOR_BAD_QUALITY", "CLOCK_SKEW", "TEST_OVERDUE", "EXPIRING_SOON", "EXCLUDED",
    ];

    /// <summary>The state's word, for example <c>AttestationExpired</c>.</summary>
    public static string ToWord(this VerdictState state) => state switch
    {
        VerdictState.NotApplicable => "NotApplicable",
        VerdictState.Compliant => "Compliant",
        VerdictState.EvidenceStale => "EvidenceStale",
        VerdictState.AttestationExpired => "AttestationExpired",
        VerdictState.Unknown => "Unknown",
        VerdictState.NonCompliant => "NonCompliant",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a verdict."),
    };

    /// <summary>The reason's word, for example <c>ATTEST_REVOKED</c>.</summary>
    public static string ToWord(this ReasonCode reason) => Codes[(int)reason];
}
