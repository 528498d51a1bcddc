namespace RoomGuard.Rooms.State;

/// <summary>What a room knows of one agent that serves it.</summary>
/// <param name="Agent">The agent's name.</param>
/// <param name="IsOnline">Whether it is connected, by its own word or its will.</param>
/// <param name="Since">Since when, by the centre's clock, UTC.</param>
public sealed record AgentLink(string Agent, bool IsOnline, DateTimeOffset Since);
