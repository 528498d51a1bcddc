namespace RoomGuard.Central.Running;

/// <summary>Something that does not work now, for whoever must mend it.</summary>
/// <param name="What">What is amiss, in a sentence; no secrets.</param>
/// <param name="Check">What to look at first.</param>
/// <param name="Since">From when on, UTC, by the machine's own clock.</param>
internal sealed record Trouble(string What, string Check, DateTimeOffset Since);
