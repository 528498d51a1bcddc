using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Parts;

/// <summary>What the documentation says InfluxDB 2.x and 3 Core answer to <c>/api/v2/write</c> and <c>/query</c> with a token, and to <c>/write</c> and <c>/query</c> with HTTP Basic. It is no server of theirs: it refuses whatever the documentation does not allow.</summary>
internal sealed partial class StrictInflux2 : IAsyncDisposable
{
    public const string Token = "rg-token==";

    private static readonly string Basic = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"roomguard:{Token}"))}";

    private readonly HttpListener _listener = new();
    private readonly Task _serving;
    private readonly Lock _lock = new();

    public StrictInflux2()
    {
        Url = new Uri(FormattableString.Invariant($"http://127.0.0.1:{Ports.FreeTcp()}/"));
        _listener.Prefixes.Add(Url.AbsoluteUri);
        _listener.Start();
        _serving = Task.Run(ServeAsync);
    }

    public Uri Url { get; }

    /// <summary>The only bucket there is.</summary>
    public string Bucket { get; init; } = "roomguard";

    /// <summary>Lines that hold this are refused as a conflict of types: by 422 as 2.x does, with the others stored.</summary>
    public string? Poison { get; set; }

    /// <summary>Answers of <c>/query</c>.</summary>
    public string Answer { get; set; } = """{"results":[{"statement_id":0}]}""";

    public List<string> Lines { get; } = [];

    public List<string> Queries { get; } = [];

    public List<string> Faults { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            var context = await _listener.GetContextAsync();
            var (status, body) = Handle(context.Request);
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json; charset=utf-8";
            if (body.Length > 0)
            {
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
            }

            context.Response.Close();
        }
    }

    private (int Status, string Body) Handle(HttpListenerRequest request)
    {
        lock (_lock)
        {
            var isBasic = request.Headers["Authorization"] == Basic;
            if (!isBasic && request.Headers["Authorization"] != $"Token {Token}")
            {
                return (401, """{"code":"unauthorized","message":"unauthorized access"}""");
            }

            return (request.HttpMethod, request.Url!.AbsolutePath, isBasic) switch
            {
                ("POST", "/api/v2/write", false) => Write(request, request.QueryString["bucket"], ["org", "bucket", "precision"]),
                ("POST", "/write", true) when request.QueryString["rp"] is "autogen" => Write(request, request.QueryString["db"], ["db", "rp", "precision"]),
                ("POST", "/query", _) => Query(request),
                _ => Fault(404, $"no such call: {request.HttpMethod} {request.Url.AbsolutePath}"),
            };
        }
    }

    private (int Status, string Body) Write(HttpListenerRequest request, string? bucket, string[] documented)
    {
        if (request.QueryString.AllKeys.Except(documented).Any() || request.QueryString["precision"] != "ms" || request.ContentType?.StartsWith("text/plain", StringComparison.Ordinal) != true)
        {
            return Fault(400, $"not as documented: {request.Url!.Query} {request.ContentType}");
        }

        if (bucket != Bucket)
        {
            return (404, """{"code":"not found","message":"bucket not found"}""");
        }

        using var stream = request.Headers["Content-Encoding"] == "gzip" ? new GZipStream(request.InputStream, CompressionMode.Decompress) : request.InputStream;
        using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.FirstOrDefault(line => !LineOfProtocol().IsMatch(line)) is { } wrong)
        {
            return Fault(400, $"unable to parse {wrong}");
        }

        Lines.AddRange(lines.Where(line => Poison is null || !line.Contains(Poison, StringComparison.Ordinal)));
        var dropped = lines.Count(line => Poison is not null && line.Contains(Poison, StringComparison.Ordinal));
        return dropped == 0 ? (204, "") : (422, FormattableString.Invariant($$"""{"code":"unprocessable entity","message":"failure writing points to database: partial write: field type conflict: input field \"v\" is type float, already exists as type string dropped={{dropped}}"}"""));
    }

    private (int Status, string Body) Query(HttpListenerRequest request)
    {
        using var reader = new StreamReader(request.InputStream);
        var form = System.Web.HttpUtility.ParseQueryString(reader.ReadToEnd());
        if (form.AllKeys.Except(["q", "db", "rp", "epoch"]).Any() || form["epoch"] != "ms" || form["q"] is not { } query)
        {
            return Fault(400, $"not as documented: {string.Join(", ", form.AllKeys)}");
        }

        if (query.StartsWith("CREATE ", StringComparison.Ordinal))
        {
            return (200, """{"results":[{"statement_id":0,"error":"not implemented"}]}""");
        }

        if (form["db"] != Bucket)
        {
            return Fault(400, $"no such database: {form["db"]}");
        }

        Queries.Add(query);
        return (200, Answer);
    }

    private (int Status, string Body) Fault(int status, string message)
    {
        Faults.Add(message);
        return (status, """{"code":"invalid","message":"not as documented"}""");
    }

    [GeneratedRegex("""^[a-z0-9.:_-]+(,[a-z]+=[^, =]+)* [a-z]+=(-?[0-9.E+-]+|"([^"\\]|\\.)*")(,[a-z]+=(-?[0-9.E+-]+|"([^"\\]|\\.)*"))* [0-9]{13}$""")]
    private static partial Regex LineOfProtocol();
}
