namespace RoomGuard.Central.Journals;

/// <summary>How a journal stands. Immutable.</summary>
/// <param name="Entries">How many entries are kept; those of erased volumes are not.</param>
/// <param name="Waiting">How many of them nobody signed, and stand in no closed volume.</param>
/// <param name="Oldest">When the oldest of those was written, UTC; null when there is none.</param>
/// <param name="Volume">The open volume; null when none is open.</param>
public sealed record JournalStanding(long Entries, long Waiting, DateTimeOffset? Oldest, JournalVolume? Volume);

/// <summary>An entry that has to do with an earlier one of its journal. Immutable.</summary>
/// <param name="No">The later entry's number.</param>
/// <param name="Completes">Number of the entry it completes; null for none.</param>
/// <param name="Corrects">Number of the entry it puts right; null for none.</param>
/// <param name="EndedAt">When that which it completes ended, UTC; null when it does not say.</param>
public sealed record JournalLink(long No, long? Completes, long? Corrects, DateTimeOffset? EndedAt);
