using RoomGuard.Contract.Points;

namespace RoomGuard.Contract.Samples;

/// <summary>One reading of one point at one instant.</summary>
/// <param name="Point">Whose reading it is.</param>
/// <param name="At">When it was taken, UTC.</param>
/// <param name="Reading">The value, or the reason there is none.</param>
/// <param name="Quality">How far <paramref name="At"/> can be trusted.</param>
public sealed record Sample(PointId Point, DateTimeOffset At, Reading Reading, TimeQuality Quality = TimeQuality.Synced);
