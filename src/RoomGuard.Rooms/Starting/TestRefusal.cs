using RoomGuard.Contract.Signals;

namespace RoomGuard.Rooms.Starting;

/// <summary>Why a test may not be started now.</summary>
/// <param name="Code">The reason, for machines.</param>
/// <param name="Text">The reason, for people.</param>
public sealed record TestRefusal(string Code, LocalText Text);
