namespace RoomGuard.Rooms.Clauses;

/// <summary>One piece of evidence: what a verdict is reached on. Immutable; <see cref="EvidenceJson"/> gives its canonical form and its hash.</summary>
public sealed record Evidence
{
    /// <summary>Its id, unique among the evidence of a room: <c>attestation/…</c>, <c>point/{equipment}/{signal}@{time}</c>, <c>finding/…</c>, <c>event/…</c>, <c>revocation/…</c>, <c>equipment/…</c>, <c>setting/…</c>, <c>clock@{time}</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is.</summary>
    public required EvidenceKind Kind { get; init; }

    /// <summary>The item or part it speaks of; null for what any part may use, such as a sensor's value.</summary>
    public string? Part { get; init; }

    /// <summary>The slot it fills; null for the part's first.</summary>
    public string? Slot { get; init; }

    /// <summary>The equipment, or the person, it comes from.</summary>
    public required string Source { get; init; }

    /// <summary>When it was observed or signed, UTC.</summary>
    public required DateTimeOffset ObservedAt { get; init; }

    /// <summary>When it came to the centre, UTC; null when nobody noted it.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>Whether it supports (true) or contradicts (false) what the item demands; null for what is neither by itself.</summary>
    public bool? Supports { get; init; }

    /// <summary>How far it can be relied on.</summary>
    public EvidenceQuality Quality { get; init; }

    /// <summary>The signal of a sensor's value, the setting of a setting, the journal of an event; null for the others.</summary>
    public string? Signal { get; init; }

    /// <summary>The value as text: <c>true</c>, <c>22.5</c>, <c>pass</c>, <c>absent</c>; for a sensor <c>none</c> when it has no value now and null when it never had one.</summary>
    public string? Value { get; init; }

    /// <summary>Since when the value has been this, or the equipment has been watched, or a finding stands, UTC.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>From when on a sensor's value is no news any more, UTC.</summary>
    public DateTimeOffset? StaleAt { get; init; }

    /// <summary>When an attestation, document or exclusion ends, UTC.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>For a finding: from when until when the sensors have been good again, UTC.</summary>
    public DateTimeOffset? GoodSince { get; init; }

    /// <inheritdoc cref="GoodSince"/>
    public DateTimeOffset? GoodUntil { get; init; }

    /// <summary>For a finding: what it says.</summary>
    public ReasonCode? Reason { get; init; }

    /// <summary>The finding or event that an attestation names and thereby ends, by its evidence id.</summary>
    public string? Answers { get; init; }

    /// <summary>As what its person signed; null where nobody has roles.</summary>
    public string? Role { get; init; }

    /// <summary>Where in the room they looked.</summary>
    public string? Place { get; init; }

    /// <summary>What they wrote.</summary>
    public string? Note { get; init; }

    /// <summary>The paper it rests on.</summary>
    public AttestedDocument? Document { get; init; }

    /// <summary>Photos, by their SHA-256.</summary>
    public IReadOnlyList<string> Attachments { get; init; } = [];

    /// <summary>For a finding: the values that made it.</summary>
    public IReadOnlyList<Evidence> Basis { get; init; } = [];

    /// <summary>Whether it speaks of the part, by its own id or by its item's.</summary>
    internal bool IsOf(Requirement item, RequirementPart part) => Part == part.Id || Part == item.Id;
}

/// <summary>What a piece of evidence is.</summary>
public enum EvidenceKind
{
    /// <summary>The newest value of a sensor.</summary>
    Sensor,

    /// <summary>Something that happened: a test, a journal entry.</summary>
    Event,

    /// <summary>What a person signed.</summary>
    Attestation,

    /// <summary>A signed statement that the item does not concern the room.</summary>
    Exclusion,

    /// <summary>An event that took the force of what was attested before it.</summary>
    Revocation,

    /// <summary>A contradiction that sensors made and that stands until it is superseded.</summary>
    Finding,

    /// <summary>A piece of equipment of which something is expected.</summary>
    Equipment,

    /// <summary>What RoomGuard is set to do.</summary>
    Setting,

    /// <summary>A clock that was found to be wrong.</summary>
    Clock,
}

/// <summary>How far a piece of evidence can be relied on.</summary>
public enum EvidenceQuality
{
    /// <summary>Fully.</summary>
    Good,

    /// <summary>Its time is in doubt: it can support, with a remark, and cannot contradict.</summary>
    Uncertain,

    /// <summary>It is no use: the sensor is at fault.</summary>
    Bad,
}
