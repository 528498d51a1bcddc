namespace RoomGuard.Devices.Cameras;

/// <summary>Addresses of cameras, as they may be shown: without what is behind a question mark, where some cameras take a password.</summary>
public static class CameraAddress
{
    /// <summary>Scheme, host, port and path.</summary>
    public static string Show(Uri address) => address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
