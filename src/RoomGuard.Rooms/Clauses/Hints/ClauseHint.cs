using RoomGuard.Contract.Signals;

namespace RoomGuard.Rooms.Clauses;

/// <summary>What sensors say of an item beside the law: something to look at, never a verdict. Immutable.</summary>
/// <param name="Kind">What it is, for example <c>feeds_fall_together</c>.</param>
/// <param name="Part">The part of an item it bears on.</param>
/// <param name="Since">Since when it has been so, UTC.</param>
/// <param name="Text">What people are told.</param>
/// <param name="Evidence">Ids of what it rests on.</param>
public sealed record ClauseHint(string Kind, string Part, DateTimeOffset Since, LocalText Text, IReadOnlyList<string> Evidence);
