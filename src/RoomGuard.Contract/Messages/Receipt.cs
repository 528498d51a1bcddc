namespace RoomGuard.Contract.Messages;

/// <summary>What of an agent's packs is durable at the centre: topic <c>…/receipt</c>.</summary>
/// <param name="Boot">The boot whose sequence numbers these are.</param>
/// <param name="Upto">The highest sequence number that is durable.</param>
/// <param name="Missing">Sequence numbers below <paramref name="Upto"/> that are not; at most 1000 are named, lowest first.</param>
public sealed record Receipt(string Boot, long Upto, IReadOnlyList<long> Missing);
