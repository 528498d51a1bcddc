using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace RoomGuard.Testing.Cameras;

/// <summary>The HTTP half of a simulated camera or recorder: ONVIF behind WS-Security, a picture behind Digest. What it looks at it looks at in code of its own.</summary>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "WS-Security asks for SHA-1.")]
public sealed class SimulatedCamera : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;
    private readonly TimeProvider _clock;
    private readonly DigestGate _gate = new(User, Password) { Realm = "Camera \\\"1\\\"" };

    /// <summary>A camera that serves at once.</summary>
    public SimulatedCamera(TimeProvider clock)
    {
        _clock = clock;
        Port = Ports.FreeTcp();
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public const string User = "guard";
    public const string Password = "s3cret";

    /// <summary>Its port.</summary>
    public int Port { get; }

    /// <summary>Where its parts are.</summary>
    public string Root => $"http://127.0.0.1:{Port}";

    /// <summary>How far its clock is ahead.</summary>
    public TimeSpan Ahead { get; set; }

    /// <summary>The picture now; empty for a camera that has none.</summary>
    public byte[] Picture { get; set; } = [];

    /// <summary>When it says that the picture was made; null for silence about it.</summary>
    public DateTimeOffset? PictureMade { get; set; }

    /// <summary>The host that it names in addresses.</summary>
    public string NamedHost { get; set; } = "127.0.0.1";

    /// <summary>Whether it is of the time before <c>GetServices</c>.</summary>
    public bool IsOld { get; set; }

    /// <summary>What it has recorded; null for a camera without a recorder.</summary>
    public (DateTimeOffset From, DateTimeOffset Until, int Count)? Record { get; set; }

    /// <summary>What it answers to any request of ONVIF instead of what was asked; null for the truth.</summary>
    public string? Nonsense { get; set; }

    private DateTimeOffset Now => _clock.GetUtcNow() + Ahead;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                await AnswerAsync(context);
                context.Response.Close();
            }
            catch (Exception end) when (end is HttpListenerException or ObjectDisposedException or IOException)
            {
                if (!_listener.IsListening)
                {
                    return;
                }
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (request.Url!.AbsolutePath == "/snapshot")
        {
            if (!_gate.Opens("GET", request.Headers["Authorization"]))
            {
                response.StatusCode = 401;
                response.Headers.Add("WWW-Authenticate", "Basic realm=\"cam\"");
                response.Headers.Add("WWW-Authenticate", _gate.Challenge);
                return;
            }

            response.StatusCode = Picture.Length > 0 ? 200 : 404;
            response.ContentType = "image/jpeg";
            if (PictureMade is { } made)
            {
                response.Headers["Date"] = Now.ToString("r", CultureInfo.InvariantCulture);
                response.Headers["Last-Modified"] = made.ToString("r", CultureInfo.InvariantCulture);
            }

            await response.OutputStream.WriteAsync(Picture);
            return;
        }

        var envelope = XDocument.Load(request.InputStream);
        var asked = envelope.Descendants().Single(element => element.Name.LocalName == "Body").Elements().Single();
        var isOpen = asked.Name.LocalName == "GetSystemDateAndTime" || Opens(envelope);
        var (status, body) = isOpen ? Answer(asked.Name.LocalName) : (400, Fault("Sender", "NotAuthorized"));
        response.StatusCode = status;
        response.ContentType = "application/soap+xml; charset=utf-8";
        var text = Nonsense ?? $"<?xml version=\"1.0\"?><SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:x=\"{asked.Name.NamespaceName}\" xmlns:tt=\"http://www.onvif.org/ver10/schema\"><SOAP-ENV:Body>{body}</SOAP-ENV:Body></SOAP-ENV:Envelope>";
        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
    }

    // OASIS WSS UsernameToken Profile 1.0, 3.1: the digest is of the nonce's bytes, the time as written, the password; of a time near the device's own.
    private bool Opens(XDocument envelope)
    {
        string? Of(string name) => envelope.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
        return Of("Username") == User
            && Of("Created") is { } created
            && (DateTimeOffset.Parse(created, CultureInfo.InvariantCulture) - Now).Duration() < TimeSpan.FromSeconds(5)
            && Convert.ToBase64String(SHA1.HashData([.. Convert.FromBase64String(Of("Nonce")!), .. Encoding.UTF8.GetBytes(created), .. Encoding.UTF8.GetBytes(Password)])) == Of("Password");
    }

    private (int Status, string Body) Answer(string action) => action switch
    {
        "GetSystemDateAndTime" => (200, $"<x:{action}Response><x:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType>{Moment("UTCDateTime", Now)}{Moment("LocalDateTime", Now.AddHours(5))}</x:SystemDateAndTime></x:{action}Response>"),
        "GetServices" when !IsOld => (200, $"<x:{action}Response>{Service("http://www.onvif.org/ver10/device/wsdl", "device_service")}{Service("http://www.onvif.org/ver10/media/wsdl", "media")}{(Record is null ? "" : Service("http://www.onvif.org/ver10/search/wsdl", "search"))}</x:{action}Response>"),
        "GetCapabilities" => (200, $"<x:{action}Response><x:Capabilities><tt:Device><tt:XAddr>{Named("onvif/device_service")}</tt:XAddr></tt:Device><tt:Media><tt:XAddr>{Named("onvif/media")}</tt:XAddr></tt:Media><tt:Extension><tt:Search><tt:XAddr>{Named("onvif/search")}</tt:XAddr></tt:Search></tt:Extension></x:Capabilities></x:{action}Response>"),
        "GetProfiles" => (200, $"<x:{action}Response><x:Profiles token=\"main &amp; only\" fixed=\"true\"><tt:Name>main</tt:Name></x:Profiles></x:{action}Response>"),
        "GetSnapshotUri" => (200, $"<x:{action}Response><x:MediaUri><tt:Uri>{Named("snapshot")}</tt:Uri><tt:Timeout>PT0S</tt:Timeout></x:MediaUri></x:{action}Response>"),
        "GetRecordingSummary" when Record is { } record => (200, $"<x:{action}Response><x:Summary><tt:DataFrom>{record.From:yyyy-MM-ddTHH:mm:ssZ}</tt:DataFrom><tt:DataUntil>{record.Until:yyyy-MM-ddTHH:mm:ssZ}</tt:DataUntil><tt:NumberRecordings>{record.Count}</tt:NumberRecordings></x:Summary></x:{action}Response>"),
        _ => (500, Fault("Receiver", "ActionNotSupported")),
    };

    private string Named(string path) => $"http://{NamedHost}:{Port}/{path}";

    private string Service(string name, string path) => $"<x:Service><x:Namespace>{name}</x:Namespace><x:XAddr>{Named("onvif/" + path)}</x:XAddr><x:Version><tt:Major>2</tt:Major><tt:Minor>60</tt:Minor></x:Version></x:Service>";

    private static string Moment(string name, DateTimeOffset at) =>
        $"<tt:{name}><tt:Time><tt:Hour>{at.Hour}</tt:Hour><tt:Minute>{at.Minute}</tt:Minute><tt:Second>{at.Second}</tt:Second></tt:Time><tt:Date><tt:Year>{at.Year}</tt:Year><tt:Month>{at.Month}</tt:Month><tt:Day>{at.Day}</tt:Day></tt:Date></tt:{name}>";

    private static string Fault(string code, string subcode) =>
        $"<SOAP-ENV:Fault><SOAP-ENV:Code><SOAP-ENV:Value>SOAP-ENV:{code}</SOAP-ENV:Value><SOAP-ENV:Subcode><SOAP-ENV:Value>ter:{subcode}</SOAP-ENV:Value></SOAP-ENV:Subcode></SOAP-ENV:Code><SOAP-ENV:Reason><SOAP-ENV:Text xml:lang=\"en\">{subcode}</SOAP-ENV:Text></SOAP-ENV:Reason></SOAP-ENV:Fault>";
}
