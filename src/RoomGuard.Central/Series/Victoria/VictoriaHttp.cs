using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using RoomGuard.Central.Options;
using RoomGuard.Contract.Points;

namespace RoomGuard.Central.Series.Victoria;

/// <summary>The two calls of VictoriaMetrics that are needed: <c>/write</c> with line protocol and <c>/api/v1/export</c> with a selector of PromQL, which gives samples as they were written.</summary>
internal sealed class VictoriaHttp : IDisposable
{
    private readonly HttpClient _http;
    private readonly VictoriaOptions _options;

    public VictoriaHttp(VictoriaOptions options)
    {
        _options = options;

        // A database stands in our own network: a proxy for the internet must not come between.
        var straight = new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        var url = options.Url.AbsoluteUri.EndsWith('/') ? options.Url : new Uri(options.Url.AbsoluteUri + "/");
        _http = new HttpClient(straight) { BaseAddress = url, Timeout = TimeSpan.FromSeconds(30) };
        if (options.User is { } user)
        {
            var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{options.Password?.Reveal()}"));
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", login);
        }
    }

    /// <summary>Stores lines.</summary>
    /// <exception cref="SeriesUnavailableException">The server does not take them.</exception>
    public async Task WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken stop)
    {
        using var content = new ReadOnlyMemoryContent(lines);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain", "utf-8");
        using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri("write?precision=ms", UriKind.Relative)) { Content = content }, stop);
        await CheckAsync(answer, stop);
    }

    /// <summary>Everything some metrics of a point hold in a window, series by series.</summary>
    /// <param name="names">A regular expression for the metrics' names.</param>
    /// <param name="from">Start, included, milliseconds since 1970.</param>
    /// <param name="to">End, excluded.</param>
    /// <exception cref="SeriesUnavailableException">The server does not answer.</exception>
    public async Task<IReadOnlyList<VictoriaSeries>> ExportAsync(string names, PointId point, long from, long to, CancellationToken stop)
    {
        if (from >= to)
        {
            return [];
        }

        var selector = $"{{__name__=~{Quote(names)},site={Quote(point.Site)},room={Quote(point.Room)},equipment={Quote(point.Equipment)}}}";
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["match[]"] = selector,
            ["start"] = Seconds(from),
            ["end"] = Seconds(to - 1),
        });
        using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri("api/v1/export", UriKind.Relative)) { Content = form }, stop);
        await CheckAsync(answer, stop);
        try
        {
            return await ReadAsync(answer, stop);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or HttpRequestException or IOException)
        {
            throw new SeriesUnavailableException($"{_options.Url} does not answer as VictoriaMetrics does: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // PromQL quotes as Go does; JSON is a part of that.
    private static string Quote(string text) => JsonSerializer.Serialize(text);

    private static string Seconds(long milliseconds) => FormattableString.Invariant($"{milliseconds / 1000}.{milliseconds % 1000:000}");

    private static async Task<List<VictoriaSeries>> ReadAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        var series = new List<VictoriaSeries>();
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(stop));
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            if (line.Length > 0)
            {
                using var document = JsonDocument.Parse(line);
                series.Add(VictoriaSeries.Read(document.RootElement));
            }
        }

        return series;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop)
    {
        using (request)
        {
            try
            {
                return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            }
            catch (HttpRequestException error)
            {
                throw new SeriesUnavailableException($"VictoriaMetrics at {_options.Url} does not answer: {error.Message}", error);
            }
            catch (OperationCanceledException error) when (!stop.IsCancellationRequested)
            {
                throw new SeriesUnavailableException($"VictoriaMetrics at {_options.Url} did not answer within {_http.Timeout.TotalSeconds:0} s.", error);
            }
        }
    }

    private async Task CheckAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        if (!answer.IsSuccessStatusCode)
        {
            var text = await answer.Content.ReadAsStringAsync(stop);
            throw new SeriesUnavailableException($"VictoriaMetrics at {_options.Url} refused a call: HTTP {(int)answer.StatusCode} {(text.Length > 300 ? text[..300] + "…" : text)}");
        }
    }
}
