namespace RoomGuard.Rooms.State;

/// <summary>When a point's value stops being news.</summary>
internal static class Freshness
{
    /// <summary>The age at which a point goes stale: three periods (the site model's, or else the agent's), but never less than the room's floor.</summary>
    internal static TimeSpan LimitOf(RoomTurn turn, PointState point) => LimitOf(turn, point.Point.Signal, point.Pace);

    /// <summary>Whether a value taken at <paramref name="at"/> is too old by now.</summary>
    internal static bool IsOverdue(RoomTurn turn, string signal, TimeSpan period, DateTimeOffset at) => turn.Now - at > LimitOf(turn, signal, period);

    /// <summary>Whether no value has come for too long, or the point's agent is away.</summary>
    internal static bool IsStale(RoomTurn turn, PointState point) =>
        !point.Known.IsPresent || IsAgentAway(turn, point) || turn.Now - point.KnownAt > LimitOf(turn, point);

    /// <summary>Whether the agent that announced the point is away.</summary>
    internal static bool IsAgentAway(RoomTurn turn, PointState point) =>
        point.Agent is { } agent && turn.Agents.TryGetValue(agent, out var link) && !link.IsOnline;

    private static TimeSpan LimitOf(RoomTurn turn, string signal, TimeSpan period)
    {
        var floor = signal is "door.open" or "smoke.alarm" or "leak.wet" ? turn.Rules.ContactStaleFloor : turn.Rules.StaleFloor;
        var periods = 3 * period;
        return periods > floor ? periods : floor;
    }
}
