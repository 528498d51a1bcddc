using RoomGuard.Contract.Signals;

namespace RoomGuard.Rooms.Clauses;

/// <summary>One item of clause 163.</summary>
/// <param name="Id"><c>163.1</c> to <c>163.11</c>; the numbering is RoomGuard's, the clause has none.</param>
/// <param name="Text">Its text: Kazakh verbatim, the others translations.</param>
/// <param name="AsksAbsence">True when the item demands that something is not there.</param>
/// <param name="Parts">One part, or two where the item names two systems; the worst counts.</param>
public sealed record Requirement(string Id, LocalText Text, bool AsksAbsence, IReadOnlyList<RequirementPart> Parts);

/// <summary>What is judged by itself: a whole item, or <c>163.10.a</c> and <c>163.10.b</c>.</summary>
/// <param name="Id">The part's id.</param>
/// <param name="Slots">What it takes as evidence.</param>
public sealed record RequirementPart(string Id, IReadOnlyList<EvidenceSlot> Slots);

/// <summary>One kind of evidence that a part takes.</summary>
/// <param name="Id">Its name within the part.</param>
/// <param name="Kind">Who or what gives it.</param>
/// <param name="Name">What people call it.</param>
public sealed record EvidenceSlot(string Id, SlotKind Kind, LocalText Name)
{
    /// <summary>Whether the part needs it. A sensor's slot is needed only where the room has such points.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether one fresh point is enough; otherwise every known point must be fresh.</summary>
    public bool IsAnyEnough { get; init; }

    /// <summary>How long an attestation or document holds; null for sensors.</summary>
    public TimeSpan? Term { get; init; }

    /// <summary>The signals a sensor's slot is filled by.</summary>
    public IReadOnlyList<string> Signals { get; init; } = [];
}

/// <summary>Who or what gives a piece of evidence.</summary>
public enum SlotKind
{
    /// <summary>A person who looked.</summary>
    Attestation,

    /// <summary>A plan, act or protocol.</summary>
    Document,

    /// <summary>Samples.</summary>
    Sensor,
}
