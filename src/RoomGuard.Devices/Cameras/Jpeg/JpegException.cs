namespace RoomGuard.Devices.Cameras.Jpeg;

/// <summary>Bytes are no JPEG picture, or one of a kind that is not read.</summary>
public sealed class JpegException(string message) : Exception(message);
