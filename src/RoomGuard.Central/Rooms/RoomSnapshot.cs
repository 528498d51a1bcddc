using RoomGuard.Rooms;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Rooms;

/// <summary>One room at one instant: everything in it belongs together.</summary>
/// <param name="Definition">The room as its operator describes it.</param>
/// <param name="State">What it is like.</param>
/// <param name="At">The centre's clock when it became so, UTC.</param>
public sealed record RoomSnapshot(RoomDefinition Definition, RoomState State, DateTimeOffset At);
