using RoomGuard.Contract.Signals;

namespace RoomGuard.Rooms.Clauses;

/// <summary>One item of a clause. Immutable.</summary>
/// <param name="Id">For example <c>163.7</c>; where the clause does not number its items, the numbering is RoomGuard's.</param>
/// <param name="Clause">The clause it belongs to, for example <c>163</c>.</param>
/// <param name="Text">Its text: Kazakh as <see cref="Wording"/> says, the others translations.</param>
/// <param name="AsksAbsence">True when the item demands that something is not there.</param>
/// <param name="Parts">One part, or several where the item names several systems; the worst counts.</param>
public sealed record Requirement(string Id, string Clause, LocalText Text, bool AsksAbsence, IReadOnlyList<RequirementPart> Parts)
{
    /// <summary>How far the Kazakh text is the decree's own.</summary>
    public WordingKind Wording { get; init; }

    /// <summary>Who is judged by it: each room, or the organisation once.</summary>
    public RequirementScope Scope { get; init; }

    /// <summary>The types of room that the clause names. For others the item is a benchmark, never law.</summary>
    public IReadOnlyList<RoomType> Binds { get; init; } = [];

    /// <summary>The types of room that are judged by it unless their operator says otherwise.</summary>
    public IReadOnlyList<RoomType> Judges { get; init; } = [];
}

/// <summary>How far the Kazakh text of an item is the decree's own.</summary>
public enum WordingKind
{
    /// <summary>Compared with the decree word for word.</summary>
    Verbatim,

    /// <summary>What the clause demands, in short: its wording was not at hand.</summary>
    Summary,

    /// <summary>Recalled, and not checked against anything.</summary>
    Recalled,
}

/// <summary>Who an item is about.</summary>
public enum RequirementScope
{
    /// <summary>Each room.</summary>
    Room,

    /// <summary>The organisation as a whole.</summary>
    Organisation,
}

/// <summary>What is judged by itself: a whole item, or a part of it such as <c>163.10.a</c>. Immutable.</summary>
/// <param name="Id">The part's id.</param>
/// <param name="Slots">What it takes as evidence.</param>
public sealed record RequirementPart(string Id, IReadOnlyList<EvidenceSlot> Slots)
{
    /// <summary>What people call it; null for an item that has only one part.</summary>
    public LocalText? Name { get; init; }

    /// <summary>Events that take the force of what was attested before them, by their ids in the catalogue.</summary>
    public IReadOnlyList<string> RevokedBy { get; init; } = [];

    /// <summary>What sensors alone can contradict.</summary>
    public IReadOnlyList<ContradictionRule> ContradictedBy { get; init; } = [];

    /// <summary>The slot a person fills when they name none.</summary>
    public EvidenceSlot? FirstSlot => Slots.FirstOrDefault(static slot => slot.Kind is SlotKind.Attestation or SlotKind.Document);

    /// <summary>The slot that a statement fills; null when the part has no such slot, so that the statement does not speak of it.</summary>
    /// <param name="id">The slot that the statement names; null for the first.</param>
    internal EvidenceSlot? FilledBy(string? id) =>
        id is null ? FirstSlot : Slots.FirstOrDefault(slot => slot.Id == id && slot.Kind is SlotKind.Attestation or SlotKind.Document or SlotKind.Event);
}

/// <summary>What sensors alone can contradict, as data.</summary>
/// <param name="Kind">The rule.</param>
/// <param name="Signal">The signal of a flag; empty for the other kinds.</param>
/// <param name="Value">The value of the flag that contradicts.</param>
public sealed record ContradictionRule(ContradictionKind Kind, string Signal, bool Value);

/// <summary>The rules by which sensors contradict.</summary>
public enum ContradictionKind
{
    /// <summary>A flag has one value for as long as <see cref="ClauseTerms.FaultFor"/>.</summary>
    Flag,

    /// <summary>All air conditioners off or at fault for <see cref="ClauseTerms.CoolingAwayFor"/> while it is too warm.</summary>
    Cooling,

    /// <summary>The door opened <see cref="ClauseTerms.Openings"/> times in a day without access being granted.</summary>
    Openings,
}

/// <summary>One kind of evidence that a part takes. Immutable.</summary>
/// <param name="Id">Its name within the part.</param>
/// <param name="Kind">Who or what gives it.</param>
/// <param name="Name">What people call it.</param>
public sealed record EvidenceSlot(string Id, SlotKind Kind, LocalText Name)
{
    /// <summary>Whether the part needs it. A sensor's slot is needed only where the room has such points.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether one fresh point is enough; otherwise every known point must be fresh.</summary>
    public bool IsAnyEnough { get; init; }

    /// <summary>How long an attestation or document holds; null for the other kinds.</summary>
    public TimeSpan? Term { get; init; }

    /// <summary>The signals a sensor's slot is filled by.</summary>
    public IReadOnlyList<string> Signals { get; init; } = [];

    /// <summary>The time within which an event must happen again; null for the other kinds.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>How long after the interval an event may still be missing.</summary>
    public TimeSpan Grace { get; init; }

    /// <summary>Whether a missing event contradicts after interval and grace, and is stale from the interval on; otherwise it is stale after interval and grace.</summary>
    public bool IsOverdueBroken { get; init; }

    /// <summary>The kind of equipment each piece of which needs the event, <c>ups</c> or <c>generator</c>; null when the room as a whole does.</summary>
    public string? Subject { get; init; }

    /// <summary>The journal whose entries fill an event's slot, for example <c>35.1</c> or <c>35.5/backup</c>; null when only people do.</summary>
    public string? Journal { get; init; }

    /// <summary>The setting that fills the slot; null for the other kinds.</summary>
    public string? Setting { get; init; }

    /// <summary>How long before its end it is said to expire soon: 30 days, 7 for what holds a month at most.</summary>
    public TimeSpan Notice => TimeSpan.FromDays((Term ?? Interval)?.TotalDays <= 31 ? 7 : 30);
}

/// <summary>Who or what gives a piece of evidence.</summary>
public enum SlotKind
{
    /// <summary>A person who looked.</summary>
    Attestation,

    /// <summary>A plan, act or protocol.</summary>
    Document,

    /// <summary>Sensors.</summary>
    Sensor,

    /// <summary>Something that must happen again and again: a test, an entry.</summary>
    Event,

    /// <summary>What RoomGuard itself is set to do.</summary>
    Setting,
}

/// <summary>An event that takes the force of what was attested before it. Immutable.</summary>
/// <param name="Id">Its id in the catalogue, for example <c>plumbing_works</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Signal">The flag that shows it by becoming true; null when people declare it.</param>
public sealed record RevokingEvent(string Id, LocalText Name, string? Signal);
