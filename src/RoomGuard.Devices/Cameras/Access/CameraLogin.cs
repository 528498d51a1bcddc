namespace RoomGuard.Devices.Cameras.Access;

/// <summary>Who we are to a camera. Shows nothing of it as text.</summary>
/// <param name="user">The user's name.</param>
/// <param name="password">The password.</param>
public sealed class CameraLogin(string user, string password)
{
    /// <summary>The user's name.</summary>
    public string User { get; } = user;

    /// <summary>Whether the password may go over the wire readable (Basic without TLS).</summary>
    public bool AllowsPlain { get; init; }

    /// <summary>The password, for the places that must send or hash it.</summary>
    public string Reveal() => password;

    /// <summary>Says that it is a secret.</summary>
    public override string ToString() => "(secret)";
}
