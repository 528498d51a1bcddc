using System.Collections.Immutable;
using RoomGuard.Rooms.Recognition.Story;

namespace RoomGuard.Rooms.Recognition;

/// <summary>What one piece of equipment sees of the mains.</summary>
/// <param name="IsAvailable">Whether they are there.</param>
/// <param name="Since">Since when, by the sample that showed it, UTC.</param>
internal sealed record MainsWatch(bool IsAvailable, DateTimeOffset Since)
{
    /// <summary>When they were last lost, UTC; null when that was never seen.</summary>
    public DateTimeOffset? LostAt { get; init; }
}

/// <summary>An outage of the room's mains, from the first equipment that loses them to the last that has them back.</summary>
/// <param name="Since">When it began, UTC.</param>
/// <param name="Equipment">Who saw it first.</param>
/// <param name="Away">Who is without mains now.</param>
internal sealed record OutageWatch(DateTimeOffset Since, string Equipment, ImmutableSortedSet<string> Away)
{
    /// <summary>When the last one had them back, UTC; null while any is without.</summary>
    public DateTimeOffset? BackAt { get; init; }

    /// <summary>How it went so far.</summary>
    public OutageStory Story { get => field ?? OutageStory.Nothing; init; } = OutageStory.Nothing;
}
