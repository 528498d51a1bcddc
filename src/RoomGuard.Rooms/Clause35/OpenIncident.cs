using System.Collections.Immutable;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Rooms.Clause35;

/// <summary>An incident whose alarms stand, drafted already or waiting for its time.</summary>
/// <param name="Key">Key of its first draft.</param>
/// <param name="Kind">What happened, for example <c>leak</c>.</param>
/// <param name="First">The alarm that began it.</param>
/// <param name="DueAt">When it is drafted, UTC.</param>
internal sealed record OpenIncident(string Key, string Kind, Alarm First, DateTimeOffset DueAt)
{
    /// <summary>Ids of its alarms that stand.</summary>
    public ImmutableSortedSet<string> Alarms { get; init; } = [First.Id];

    /// <summary>Whether its first draft is out.</summary>
    public bool IsDrafted { get; init; }
}

/// <summary>A test or outage that has been drafted, so that a replay is found out even if it saw the start a little later.</summary>
internal sealed record DraftMark(string Equipment, string Kind, DateTimeOffset From, DateTimeOffset Until);
