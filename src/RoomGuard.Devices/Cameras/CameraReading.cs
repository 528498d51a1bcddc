using RoomGuard.Contract.Samples;

namespace RoomGuard.Devices.Cameras;

/// <summary>What one look at a camera says of one signal.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Reading">Its value, or why there is none.</param>
/// <param name="Remark">Why it is not as it should be, for the log; null for nothing.</param>
public sealed record CameraReading(string Signal, Reading Reading, string? Remark = null);
