namespace RoomGuard.Rooms.State;

/// <summary>What the site model expects of one point.</summary>
/// <param name="Period">Longest time between two samples that is as it should be; zero leaves it to the agent's own.</param>
/// <param name="Since">Since when it is expected, by the centre's clock, UTC: nobody is late before.</param>
public sealed record Expectation(TimeSpan Period, DateTimeOffset Since);
