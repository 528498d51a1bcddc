namespace RoomGuard.Central;

/// <summary>A part of a list.</summary>
/// <param name="Items">The items, in the order that was asked for.</param>
/// <param name="Next">What to ask with for the items after these; null when there are none.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
