namespace RoomGuard.Contract.Messages;

/// <summary>Whether an agent is connected: topic <c>…/state</c>, retained; the will says <c>false</c>.</summary>
/// <param name="Online">Connected or not.</param>
/// <param name="At">When this was so, UTC. The will carries the time of the connection it belongs to.</param>
public sealed record AgentState(bool Online, DateTimeOffset At);
