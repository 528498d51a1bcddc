using RoomGuard.Simulator.Kernel;

namespace RoomGuard.Simulator.World.Rooms;

/// <summary>A temperature or humidity probe in a room.</summary>
/// <param name="Chip">Which chip it is, and so which files the kernel shows for it.</param>
/// <param name="Room">The room it hangs in.</param>
/// <param name="Equipment">Equipment id, for example <c>probe-1</c>.</param>
/// <param name="OffsetCelsius">How much warmer its place is than the middle of the room, in °C.</param>
public sealed record SensorPlan(SensorChip Chip, string Room, string Equipment, double OffsetCelsius)
{
    /// <summary>Where scenario events find it: <c>{room}/{equipment}</c>.</summary>
    public string Path => $"{Room}/{Equipment}";
}
