namespace RoomGuard.Rooms.Clauses;

/// <summary>Something a person declares that takes the force of what was attested before it: works, a delivery, a change. Immutable.</summary>
/// <param name="Id">Its id, unique.</param>
/// <param name="Event">What happened, by its id in the edition, for example <c>plumbing_works</c>.</param>
/// <param name="By">Who says so.</param>
/// <param name="At">When it happened, UTC.</param>
/// <param name="Note">What they wrote; null when they wrote nothing.</param>
public sealed record Happening(string Id, string Event, string By, DateTimeOffset At, string? Note = null);
