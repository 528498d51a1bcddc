using RoomGuard.Devices.Cameras;

namespace RoomGuard.Agent.Cameras;

/// <summary>One camera or recorder to watch. An entry of section <c>cameras</c>.</summary>
/// <param name="Settings">Where it is and how it is asked.</param>
/// <param name="Place">Whose readings they are.</param>
/// <param name="Period">Time between the starts of two looks; 5 s to 1 h, 30 s unless set.</param>
public sealed record CameraOptions(CameraSettings Settings, InputPlace Place, TimeSpan Period);
