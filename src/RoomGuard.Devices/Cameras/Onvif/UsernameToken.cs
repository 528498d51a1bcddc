using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using RoomGuard.Devices.Cameras.Access;

namespace RoomGuard.Devices.Cameras.Onvif;

/// <summary>The header by which a request says who asks: WS-Security UsernameToken Profile 1.0, password digest.</summary>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "WS-Security asks for SHA-1 here; ONVIF has no other form.")]
public static class UsernameToken
{
    private const string Base = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";

    /// <summary>The header's XML.</summary>
    /// <param name="created">The time by the camera's own clock: a digest of another hour is refused.</param>
    /// <param name="nonce">Random bytes, new each time.</param>
    public static string Header(CameraLogin login, DateTimeOffset created, ReadOnlySpan<byte> nonce)
    {
        var stamp = created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return $"<s:Header><w:Security s:mustUnderstand=\"1\" xmlns:w=\"{Base}wssecurity-secext-1.0.xsd\"><w:UsernameToken><w:Username>{SecurityElement.Escape(login.User)}</w:Username>"
            + $"<w:Password Type=\"{Base}username-token-profile-1.0#PasswordDigest\">{Digest(login, stamp, nonce)}</w:Password>"
            + $"<w:Nonce EncodingType=\"{Base}soap-message-security-1.0#Base64Binary\">{Convert.ToBase64String(nonce)}</w:Nonce>"
            + $"<u:Created xmlns:u=\"{Base}wssecurity-utility-1.0.xsd\">{stamp}</u:Created></w:UsernameToken></w:Security></s:Header>";
    }

    /// <summary>Base64 of SHA-1 of nonce, time stamp and password.</summary>
    public static string Digest(CameraLogin login, string created, ReadOnlySpan<byte> nonce) =>
        Convert.ToBase64String(SHA1.HashData([.. nonce, .. Encoding.UTF8.GetBytes(created + login.Reveal())]));
}
