namespace RoomGuard.Rooms.Clauses;

/// <summary>What an item came to. Immutable.</summary>
/// <param name="State">The verdict.</param>
/// <param name="Reasons">Every reason, not only the deciding one; in the order of <see cref="ReasonCode"/>.</param>
/// <param name="Evidence">Ids of what it rests on.</param>
/// <param name="NextAt">When time alone may change it, UTC, but for sensors that fall silent; null when it cannot.</param>
public sealed record Judgement(VerdictState State, IReadOnlyList<ReasonCode> Reasons, IReadOnlyList<string> Evidence, DateTimeOffset? NextAt);
