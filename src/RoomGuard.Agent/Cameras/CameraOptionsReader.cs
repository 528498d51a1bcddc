using System.Globalization;
using RoomGuard.Contract.Files;
using RoomGuard.Devices.Cameras;
using RoomGuard.Devices.Cameras.Access;
using RoomGuard.Devices.Cameras.Pictures;

namespace RoomGuard.Agent.Cameras;

/// <summary>Reads section <c>cameras</c>; no camera is asked.</summary>
internal sealed class CameraOptionsReader(PointClaims claims, SettingsFolder files)
{
    private const int LongestAddress = 1024;
    private const int FingerprintDigits = 64;

    private static readonly Dictionary<string, bool> Kinds = new(StringComparer.Ordinal) { ["camera"] = false, ["recorder"] = true };

    /// <summary>One entry.</summary>
    public CameraOptions Read(SettingsNode node)
    {
        var place = claims.ReadPlace(node);
        var settings = new CameraSettings
        {
            IsRecorder = node.GetChoice("kind", Kinds, "camera"),
            Rtsp = ReadAddress(node, "rtsp", "rtsp", "rtsps"),
            Onvif = ReadAddress(node, "onvif", "http", "https"),
            Snapshot = ReadAddress(node, "snapshot", "http", "https"),
            Login = ReadLogin(node),
            Trust = node.GetOptionalSection("tls") is { } tls ? ReadTrust(tls) : new CameraTrust(),
            Timeout = node.GetDuration("timeout", TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5)),
            RecordingWithin = node.GetDuration("recordingWithin", TimeSpan.FromMinutes(1), TimeSpan.FromDays(7), TimeSpan.FromMinutes(10)),
            Picture = node.GetOptionalSection("picture") is { } picture ? ReadPicture(picture) : new PictureRules(),
        };
        Judge(node, settings);
        foreach (var signal in settings.Signals)
        {
            claims.Claim(node, place, signal);
        }

        return new CameraOptions(settings, place, node.GetDuration("period", TimeSpan.FromSeconds(5), TimeSpan.FromHours(1), TimeSpan.FromSeconds(30)));
    }

    private static void Judge(SettingsNode node, CameraSettings settings)
    {
        if (settings.IsRecorder)
        {
            foreach (var key in (ReadOnlySpan<string>)["rtsp", "snapshot", "picture"])
            {
                Refuse(node, key, "has no place in a recorder: make each of its channels that is to be watched a camera of its own.");
            }

            if (!node.Has("onvif"))
            {
                node.Refuse("onvif", "is missing: it is by ONVIF that a recorder tells what it has.");
            }

            return;
        }

        Refuse(node, "recordingWithin", "has a place in a recorder only.");
        if (!node.Has("rtsp") && !node.Has("onvif") && !node.Has("snapshot"))
        {
            node.Refuse("says nothing that can be asked: one of rtsp, onvif and snapshot must be there.");
        }

        if (!node.Has("onvif") && !node.Has("snapshot"))
        {
            Refuse(node, "picture", "is of no use: there is neither snapshot nor onvif, and so no picture.");
        }
    }

    private static void Refuse(SettingsNode node, string key, string why)
    {
        if (node.Has(key))
        {
            node.Refuse(key, why);
        }
    }

    // The address itself is not repeated in a fault: it is where people write passwords.
    private static Uri? ReadAddress(SettingsNode node, string key, params string[] schemes)
    {
        if (node.GetOptionalText(key) is not { Length: > 0 } text)
        {
            return null;
        }

        if (text.Length > LongestAddress || !Uri.TryCreate(text, UriKind.Absolute, out var address) || !schemes.Contains(address.Scheme) || address.Host.Length == 0)
        {
            node.Refuse(key, $"must be an address that begins with {string.Join(":// or ", schemes)}://, of {LongestAddress} characters at most.");
            return null;
        }

        if (address.UserInfo.Length > 0)
        {
            node.Refuse(key, "has a user or password in it: write them as user and passwordFile.");
            return null;
        }

        return address;
    }

    private CameraLogin? ReadLogin(SettingsNode node)
    {
        var allowsPlain = node.GetFlag("allowBasic", false);
        if (node.Has("user") != node.Has("passwordFile"))
        {
            node.Refuse(node.Has("user") ? "user" : "passwordFile", "needs the other: user and passwordFile go together.");
            node.GetOptionalText("user");
            node.GetOptionalText("passwordFile");
            return null;
        }

        if (node.GetOptionalText("user") is not { } user)
        {
            Refuse(node, "allowBasic", "is of no use without user and passwordFile.");
            node.GetOptionalText("passwordFile");
            return null;
        }

        // Basic puts a colon between the two, and a line's end would end a header.
        if (user.Contains(':', StringComparison.Ordinal) || user.Any(char.IsControl))
        {
            node.Refuse("user", "has a colon or a control character in it.");
        }

        return files.ReadSecret(node, "passwordFile") is { } password ? new CameraLogin(user, password.Reveal()) { AllowsPlain = allowsPlain } : null;
    }

    private CameraTrust ReadTrust(SettingsNode node)
    {
        if (node.Has("ca") && node.Has("fingerprint"))
        {
            node.Refuse("ca", "is there together with fingerprint, which alone decides; only one may be.");
        }

        var fingerprint = node.GetOptionalText("fingerprint")?.Replace(":", "", StringComparison.Ordinal);
        if (fingerprint is { Length: > 0 } && (fingerprint.Length != FingerprintDigits || !fingerprint.All(char.IsAsciiHexDigit)))
        {
            node.Refuse("fingerprint", string.Create(CultureInfo.InvariantCulture, $"must be the SHA-256 of the camera's certificate, {FingerprintDigits} hexadecimal digits: openssl x509 -fingerprint -sha256."));
            fingerprint = null;
        }

        return new CameraTrust { AuthorityFile = files.CheckCertificates(node, "ca"), Fingerprint = fingerprint };
    }

    private static PictureRules ReadPicture(SettingsNode node)
    {
        var usual = new PictureRules();
        return new PictureRules
        {
            FrozenAfter = node.GetDuration("frozenAfter", TimeSpan.FromSeconds(10), TimeSpan.FromDays(1), usual.FrozenAfter),
            DarkBelow = node.GetNumber("darkBelow", 0, 255, usual.DarkBelow),
            FlatBelow = node.GetNumber("flatBelow", 0, 128, usual.FlatBelow),
            OverlayTop = node.GetNumber("overlayTop", 0, 40, usual.OverlayTop),
            OverlayBottom = node.GetNumber("overlayBottom", 0, 40, usual.OverlayBottom),
        };
    }
}
