using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Rooms;

/// <summary>What people can attest of what is judged: all that the centre's doors and pages ask of the catalogue stands here.</summary>
/// <param name="requirements">The items that a room, or the organisation, is judged by.</param>
internal sealed class AttestableItems(IReadOnlyList<Requirement> requirements)
{
    /// <summary>How long an exclusion holds when nobody says otherwise.</summary>
    public static readonly TimeSpan ExclusionTerm = TimeSpan.FromDays(365);

    /// <summary>Every piece of evidence that people give, in the order of the clause.</summary>
    public IReadOnlyList<AttestableItem> All { get; } =
    [
        .. from item in requirements
           from part in item.Parts
           from slot in part.Slots
           where slot.Kind is SlotKind.Attestation or SlotKind.Document or SlotKind.Event
           select new AttestableItem(item.Id, part.Id, item.Text, item.AsksAbsence, slot) { PartName = part.Name },
    ];

    /// <summary>What people can attest of a room.</summary>
    public static AttestableItems Of(RoomDefinition room) => new(room.Requirements);

    /// <summary>The ids of the items, in order.</summary>
    public IEnumerable<string> Ids => All.Select(entry => entry.Item).Distinct(StringComparer.Ordinal);

    /// <summary>The pieces of evidence of an item, or of the half of one, called <paramref name="id"/>; empty when there is no such item.</summary>
    public IReadOnlyList<AttestableItem> Of(string? id) => [.. All.Where(entry => entry.Item == id || entry.Part == id)];

    /// <summary>How long an attestation holds of itself.</summary>
    /// <param name="slot">The piece of evidence; null for the first one.</param>
    public TimeSpan TermOf(string id, string? slot, AttestationStatement statement)
    {
        var entries = Of(id);
        var filled = entries.FirstOrDefault(entry => entry.Slot.Id == slot) ?? (entries.Count > 0 ? entries[0] : null);
        return statement == AttestationStatement.NotApplicable ? ExclusionTerm : filled?.Slot.Term ?? filled?.Slot.Interval ?? ExclusionTerm;
    }

    /// <summary>Which way a statement speaks of an item.</summary>
    public static StatementSide SideOf(bool asksAbsence, AttestationStatement statement) => statement switch
    {
        AttestationStatement.NotApplicable => StatementSide.Excludes,
        AttestationStatement.Applicable => StatementSide.Concerns,
        _ => statement.Supports(asksAbsence) == true ? StatementSide.Supports : StatementSide.Contradicts,
    };

    /// <summary>Whether two attestations speak of one thing: the same item, or one and its half.</summary>
    public bool AreOfOneThing(Attestation one, Attestation other) => Shared(one, other) is not null;

    /// <summary>Whether two attestations say of one thing what cannot both be so. Answers to two questions of one item may differ.</summary>
    public bool AreContrary(Attestation one, Attestation other)
    {
        if (Shared(one, other) is not { } shared)
        {
            return false;
        }

        var (left, right) = (SideOf(shared.AsksAbsence, one.Statement), SideOf(shared.AsksAbsence, other.Statement));
        return left != right && (left, right) switch
        {
            (StatementSide.Concerns, not StatementSide.Excludes) or (not StatementSide.Excludes, StatementSide.Concerns) => false,
            (StatementSide.Excludes, _) or (_, StatementSide.Excludes) => true,
            _ => (one.Slot ?? shared.Slot.Id) == (other.Slot ?? shared.Slot.Id),
        };
    }

    private AttestableItem? Shared(Attestation one, Attestation other) =>
        Of(one.Item).FirstOrDefault(entry => other.Item == one.Item || other.Item == entry.Item || other.Item == entry.Part);
}

/// <summary>One piece of evidence that people give.</summary>
/// <param name="Item">The item, <c>163.10</c>.</param>
/// <param name="Part">The item itself, or the half of one that is judged by itself: <c>163.10.a</c>.</param>
/// <param name="Text">The item's text.</param>
/// <param name="AsksAbsence">Whether the item demands that something is not there.</param>
/// <param name="Slot">The piece of evidence.</param>
internal sealed record AttestableItem(string Item, string Part, LocalText Text, bool AsksAbsence, EvidenceSlot Slot)
{
    /// <summary>What people call the part; null for an item that has only one.</summary>
    public LocalText? PartName { get; init; }
}

/// <summary>Which way a statement speaks of an item.</summary>
internal enum StatementSide
{
    /// <summary>It is met.</summary>
    Supports,

    /// <summary>It is not met.</summary>
    Contradicts,

    /// <summary>It does not concern the room.</summary>
    Excludes,

    /// <summary>It concerns the room after all.</summary>
    Concerns,
}
