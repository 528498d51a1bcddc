using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using RoomGuard.Central.Options;

namespace RoomGuard.Central.Series.Influx;

/// <summary>The two calls of InfluxDB that versions 1, 2 and 3 share: <c>/write</c> with line protocol and <c>/query</c> with InfluxQL, both with HTTP Basic.</summary>
internal sealed class InfluxHttp : IDisposable
{
    private static readonly JsonElement NoResult = JsonDocument.Parse("{}").RootElement;

    private readonly HttpClient _http;
    private readonly InfluxOptions _options;
    private readonly bool _isGzip;

    public InfluxHttp(InfluxOptions options)
    {
        _options = options;

        // Within one machine there is no wire to save, and packing costs more than all the rest of a line.
        _isGzip = options.Gzip ?? !options.Url.IsLoopback;

        // A database stands in our own network: a proxy for the internet must not come between.
        var straight = new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        _http = new HttpClient(straight) { BaseAddress = WithSlash(options.Url), Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = 64 * 1024 * 1024 };
        if (options.Token is { } token)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Token", token.Reveal());
        }
        else if (options.User is { } user)
        {
            var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{options.Password?.Reveal()}"));
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", login);
        }
    }

    /// <summary>Posts lines. The answer's status is for the caller to judge.</summary>
    /// <exception cref="SeriesUnavailableException">There was no answer.</exception>
    public async Task<InfluxAnswer> WriteAsync(ReadOnlyMemory<byte> lines, string retention, CancellationToken stop)
    {
        using HttpContent content = _isGzip ? Gzip(lines.Span) : new ReadOnlyMemoryContent(lines);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain", "utf-8");
        return await PostAsync(_options.Token is null ? WritePath(retention) : WritePathOfVersion2(retention), content, stop);
    }

    /// <summary>Runs InfluxQL.</summary>
    /// <returns>The first statement's result: an object that has <c>series</c> when there are rows.</returns>
    /// <exception cref="SeriesUnavailableException">There was no answer, or it was an error.</exception>
    public async Task<JsonElement> QueryAsync(string influxQl, string retention, CancellationToken stop)
    {
        var form = new Dictionary<string, string> { ["q"] = influxQl, ["db"] = _options.Database, ["epoch"] = "ms" };
        if (_options.Token is null || retention != InfluxOptions.DefaultRetention)
        {
            form["rp"] = retention;
        }

        using var content = new FormUrlEncodedContent(form);
        var answer = await PostAsync("query", content, stop);
        if (!answer.IsSuccess)
        {
            throw new SeriesUnavailableException($"InfluxDB at {_options.Url} refused a query: {answer.Error}");
        }

        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            var result = document.RootElement.TryGetProperty("results", out var results) && results.GetArrayLength() > 0 ? results[0].Clone() : NoResult;
            return result.TryGetProperty("error", out var error)
                ? throw new SeriesUnavailableException($"InfluxDB at {_options.Url} refused a query: {error.GetString()}")
                : result;
        }
        catch (JsonException error)
        {
            throw new SeriesUnavailableException($"{_options.Url} does not answer as InfluxDB does.", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // Without it the last part of a path would be replaced by the call's name.
    private static Uri WithSlash(Uri url) => url.AbsoluteUri.EndsWith('/') ? url : new Uri(url.AbsoluteUri + "/");

    private string WritePath(string retention) => $"write?db={Uri.EscapeDataString(_options.Database)}&rp={Uri.EscapeDataString(retention)}&precision=ms";

    // A policy that is named is a bucket of its own, called as version 2 maps it: database/policy.
    private string WritePathOfVersion2(string retention)
    {
        var bucket = retention == InfluxOptions.DefaultRetention ? _options.Database : $"{_options.Database}/{retention}";
        var organisation = _options.Organisation is { } name ? $"org={Uri.EscapeDataString(name)}&" : "";
        return $"api/v2/write?{organisation}bucket={Uri.EscapeDataString(bucket)}&precision=ms";
    }

    private static ByteArrayContent Gzip(ReadOnlySpan<byte> lines)
    {
        var body = new MemoryStream(lines.Length / 4);
        using (var gzip = new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(lines);
        }

        var content = new ByteArrayContent(body.GetBuffer(), 0, (int)body.Length);
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    private async Task<InfluxAnswer> PostAsync(string path, HttpContent content, CancellationToken stop)
    {
        try
        {
            using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content, stop);
            return new InfluxAnswer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(stop));
        }
        catch (HttpRequestException error)
        {
            throw new SeriesUnavailableException($"InfluxDB at {_options.Url} does not answer: {error.Message}", error);
        }
        catch (OperationCanceledException error) when (!stop.IsCancellationRequested)
        {
            throw new SeriesUnavailableException($"InfluxDB at {_options.Url} did not answer within {_http.Timeout.TotalSeconds:0} s.", error);
        }
    }
}

/// <summary>What InfluxDB answered.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The body, whole.</param>
internal sealed record InfluxAnswer(int Status, string Body)
{
    /// <summary>Whether the status is 2xx.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The text of the error, at most 500 characters.</summary>
    public string Error
    {
        get
        {
            var text = ErrorText();
            return text.Length > 500 ? text[..500] + "…" : text;
        }
    }

    private string ErrorText()
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && (root.TryGetProperty("error", out var error) || root.TryGetProperty("message", out error))
                ? error.ToString()
                : FormattableString.Invariant($"HTTP {Status}");
        }
        catch (JsonException)
        {
            return FormattableString.Invariant($"HTTP {Status}: {Body}");
        }
    }
}
