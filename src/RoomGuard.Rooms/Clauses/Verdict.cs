namespace RoomGuard.Rooms.Clauses;

/// <summary>Whether one item of a clause is met, as far as its evidence goes. Immutable.</summary>
/// <param name="Id">The item, for example <c>163.7</c> or <c>35.7</c>.</param>
/// <param name="State">The verdict.</param>
/// <param name="Reasons">Every reason, not only the deciding one; in the order of <see cref="ReasonCode"/>.</param>
/// <param name="Since">Since when state and reasons have been these, UTC.</param>
/// <param name="Evidence">Ids of what it rests on: <c>attestation/…</c>, <c>point/{equipment}/{signal}@{time}</c>, <c>finding/…</c>.</param>
public sealed record Verdict(string Id, VerdictState State, IReadOnlyList<ReasonCode> Reasons, DateTimeOffset Since, IReadOnlyList<string> Evidence)
{
    /// <summary>The hash of the record of the newest change; empty for a verdict stored before there were any.</summary>
    public string Record { get; init; } = "";
}

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

    /// <summary>The newest test failed, and nobody has answered it.</summary>
    TestFailed,

    /// <summary>The door was opened too often without access being granted.</summary>
    UnmatchedOpenings,

    /// <summary>RoomGuard is set to do otherwise than the item demands.</summary>
    SettingAgainst,

    /// <summary>Nothing is known here that could be tested: neither shown by sensors nor named by the operator.</summary>
    NoEquipment,
}

/// <summary>Verdict states and reasons as the HTTP contract spells them.</summary>
public static class VerdictWords
{
    private static readonly string[] Codes =
    [
        "FAULT_PERSISTENT", "ATTESTED_ABSENT", "ATTESTED_PRESENT", "ATTEST_MISSING", "NEVER_OBSERVED", "ATTEST_EXPIRED", "ATTEST_REVOKED",
        "SENSOR_STALE", "SENSOR_BAD_QUALITY", "CLOCK_SKEW", "TEST_OVERDUE", "EXPIRING_SOON", "EXCLUDED",
        "TEST_FAILED", "UNMATCHED_OPENINGS", "SETTING_AGAINST", "NO_EQUIPMENT",
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

    /// <summary>The state of a word.</summary>
    /// <exception cref="FormatException">It is no state.</exception>
    public static VerdictState State(string word) => Enum.TryParse<VerdictState>(word, out var state) && state.ToWord() == word ? state : throw new FormatException($"\"{word}\" is no state of a verdict.");

    /// <summary>The reason's word, for example <c>ATTEST_REVOKED</c>.</summary>
    public static string ToWord(this ReasonCode reason) => Codes[(int)reason];

    /// <summary>The reason of a word.</summary>
    /// <exception cref="FormatException">It is no reason.</exception>
    public static ReasonCode Reason(string word) => Array.IndexOf(Codes, word) is >= 0 and var index ? (ReasonCode)index : throw new FormatException($"\"{word}\" is no reason of a verdict.");
}
