namespace RoomGuard.Devices.Cameras;

/// <summary>How a camera failed to give what it was asked for.</summary>
public enum CameraFault
{
    /// <summary>Nothing answered, or not in time.</summary>
    Silent,

    /// <summary>It answered that we may not, or asked for credentials that are not given in this way.</summary>
    Refused,

    /// <summary>What it answered does not hold together, or is more than is read.</summary>
    Corrupt,

    /// <summary>It answered properly that it does not have this.</summary>
    Lacking,
}
