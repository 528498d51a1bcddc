using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using RoomGuard.Devices.Cameras.Access;

namespace RoomGuard.Devices.Cameras.Onvif;

/// <summary>Asks one ONVIF device: its clock, where its pictures are, what it has recorded. For one caller at a time.</summary>
/// <remarks>Credentials go by WS-Security; the device that wants HTTP Digest instead gets that from <see cref="CameraHttp"/>.</remarks>
public sealed class OnvifClient(CameraHttp http, Uri device, CameraLogin? login, TimeProvider clock)
{
    private const string Device = "http://www.onvif.org/ver10/device/wsdl";
    private const string Media = "http://www.onvif.org/ver10/media/wsdl";
    private const string Media2 = "http://www.onvif.org/ver20/media/wsdl";
    private const string Search = "http://www.onvif.org/ver10/search/wsdl";
    private const int LongestAnswer = 512 * 1024;

    // A clock that is beyond it is as wrong as one at it, and sums with it stay times.
    private const int LastYear = 9000;

    // The device's time less ours: time stamps of credentials are in its time.
    private TimeSpan _offset;
    private IReadOnlyDictionary<string, Uri>? _services;

    /// <summary>The device's clock less ours. Its seconds are whole, so that half a second and half the way are the doubt.</summary>
    /// <exception cref="CameraException">It does not tell.</exception>
    public async Task<TimeSpan> GetClockOffsetAsync(CancellationToken stop)
    {
        // The one request that the standard asks to be open to all (ONVIF Core, access class PRE_AUTH).
        var (began, timer) = (clock.GetUtcNow(), clock.GetTimestamp());
        var answer = await AskAsync(device, Device, "GetSystemDateAndTime", "", isOpen: true, stop);
        var middle = began + (clock.GetElapsedTime(timer) / 2);
        if (answer.Find("UTCDateTime") is not { } utc)
        {
            throw new CameraException(CameraFault.Lacking, "it tells no time in UTC");
        }

        try
        {
            var told = new DateTimeOffset(Math.Clamp(Number(utc, "Date", "Year"), 0, LastYear), Number(utc, "Date", "Month"), Number(utc, "Date", "Day"), Number(utc, "Time", "Hour"), Number(utc, "Time", "Minute"), Math.Min(59, Number(utc, "Time", "Second")), TimeSpan.Zero);
            return _offset = told.AddSeconds(0.5) - middle;
        }
        catch (ArgumentOutOfRangeException fault)
        {
            throw new CameraException(CameraFault.Corrupt, "it tells a time that cannot be", fault);
        }
    }

    /// <summary>Where the first profile's picture is.</summary>
    /// <exception cref="CameraException">It does not tell.</exception>
    public async Task<Uri> GetSnapshotAddressAsync(CancellationToken stop)
    {
        var services = await GetServicesAsync(stop);
        var (name, media) = services.TryGetValue(Media, out var first) ? (Media, first)
            : services.TryGetValue(Media2, out var second) ? (Media2, second)
            : throw new CameraException(CameraFault.Lacking, "it has no media service");
        var profiles = await AskAsync(media, name, "GetProfiles", "", isOpen: false, stop);
        var token = profiles.Find("Profiles")?.Attribute("token") ?? throw new CameraException(CameraFault.Lacking, "it has no media profile");
        var answer = await AskAsync(media, name, "GetSnapshotUri", $"<ProfileToken>{SecurityElement.Escape(token)}</ProfileToken>", isOpen: false, stop);
        return Address(answer.TextOf("Uri"), "of its picture");
    }

    /// <summary>What the device has recorded.</summary>
    /// <exception cref="CameraException">It does not tell.</exception>
    public async Task<OnvifRecord> GetRecordAsync(CancellationToken stop)
    {
        var services = await GetServicesAsync(stop);
        var search = services.GetValueOrDefault(Search) ?? throw new CameraException(CameraFault.Lacking, "it has no service for searching recordings");
        var answer = await AskAsync(search, Search, "GetRecordingSummary", "", isOpen: false, stop);
        return new OnvifRecord(Time(answer, "DataFrom"), Time(answer, "DataUntil"), Number(answer, "NumberRecordings"));
    }

    // Newer devices list services; older ones, capabilities.
    private async Task<IReadOnlyDictionary<string, Uri>> GetServicesAsync(CancellationToken stop)
    {
        if (_services is { } known)
        {
            return known;
        }

        var services = new Dictionary<string, Uri>(StringComparer.Ordinal);
        try
        {
            var listed = await AskAsync(device, Device, "GetServices", "<IncludeCapability>false</IncludeCapability>", isOpen: false, stop);
            foreach (var service in listed.All("Service").Where(service => service.TextOf("Namespace") is { Length: > 0 }))
            {
                services[service.TextOf("Namespace")!] = Address(service.TextOf("XAddr"), "of a service");
            }
        }
        catch (CameraException fault) when (fault.Fault == CameraFault.Lacking)
        {
            var listed = await AskAsync(device, Device, "GetCapabilities", "<Category>All</Category>", isOpen: false, stop);
            foreach (var (part, name) in (ReadOnlySpan<(string, string)>)[("Media", Media), ("Search", Search)])
            {
                if (listed.Find(part)?.TextOf("XAddr") is { } told)
                {
                    services[name] = Address(told, "of a service");
                }
            }
        }

        return _services = services;
    }

    private async Task<SoapPart> AskAsync(Uri address, string service, string action, string body, bool isOpen, CancellationToken stop)
    {
        var header = isOpen || login is null ? "" : UsernameToken.Header(login, clock.GetUtcNow() + _offset, RandomNumberGenerator.GetBytes(16));
        var envelope = $"<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\">{header}<s:Body><{action} xmlns=\"{service}\">{body}</{action}></s:Body></s:Envelope>";
        var type = MediaTypeHeaderValue.Parse($"application/soap+xml; charset=utf-8; action=\"{service}/{action}\"");
        HttpRequestMessage Make() => new(HttpMethod.Post, address) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(envelope)) { Headers = { ContentType = type } } };
        return await http.SendAsync(Make, LongestAnswer, (response, bytes) => Read(response, bytes, action), stop);
    }

    private static SoapPart Read(HttpResponseMessage response, ReadOnlyMemory<byte> bytes, string action)
    {
        // A fault comes with status 400 or 500 and says why in its body; anything else of these is a web server's page.
        if (!response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType?.Contains("xml", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new CameraException(CameraFault.Lacking, $"it does not know {action} (HTTP status {(int)response.StatusCode}); check onvif");
        }

        var segment = MemoryMarshal.TryGetArray(bytes, out var array) ? array : bytes.ToArray();
        using var stream = new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false);
        var envelope = SoapPart.Read(stream);
        if (envelope.Find("Fault") is { } fault)
        {
            var codes = string.Join(' ', fault.All("Value").Select(code => code.Text.Trim()));
            throw codes.Contains("NotAuthorized", StringComparison.Ordinal) || codes.Contains("FailedAuthentication", StringComparison.Ordinal)
                ? new CameraException(CameraFault.Refused, $"it refuses us {action}; check user and passwordFile, and that the user may use ONVIF")
                : new CameraException(CameraFault.Lacking, $"it does not do {action}: {Short(codes)}");
        }

        return envelope.Find($"{action}Response") ?? throw new CameraException(CameraFault.Corrupt, $"what it answers to {action} is no answer to that");
    }

    private static string Short(string text) => text.Length > 120 ? text[..120] : text;

    private static Uri Address(string? told, string what) =>
        Uri.TryCreate(told, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw new CameraException(CameraFault.Corrupt, $"it tells no address {what} that is one of HTTP");

    private static int Number(SoapPart part, params ReadOnlySpan<string> path) =>
        int.TryParse(part.TextOf(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new CameraException(CameraFault.Corrupt, $"its {path[^1]} is no number");

    private static DateTimeOffset Time(SoapPart part, string name) =>
        DateTimeOffset.TryParse(part.TextOf(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new CameraException(CameraFault.Corrupt, $"its {name} is no time");
}
