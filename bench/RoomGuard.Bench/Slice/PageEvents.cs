using System.Diagnostics;
using System.Text.Json;

namespace RoomGuard.Bench.Slice;

/// <summary>Listens to a room page's server-sent events, as a browser does.</summary>
internal sealed class PageEvents : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private StreamReader? _events;

    public async Task ConnectAsync(Uri url)
    {
        _http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var answer = await _http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        _events = new StreamReader(await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>Waits for the event that shows <paramref name="point"/> as <paramref name="value"/>, and says when it came. Events about its age are passed over.</summary>
    public async Task<long> UntilAsync(string point, string value)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (await _events!.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal) && Shows(line["data:".Length..], point, value))
            {
                return Stopwatch.GetTimestamp();
            }
        }

        throw new IOException("The page's event stream ended.");
    }

    private static bool Shows(string json, string point, string value)
    {
        using var change = JsonDocument.Parse(json);
        return change.RootElement.TryGetProperty("points", out var points)
            && points.EnumerateArray().Any(shown => shown.GetProperty("id").GetString() == point && shown.GetProperty("value").GetString() == value);
    }

    public void Dispose()
    {
        _events?.Dispose();
        _http.Dispose();
    }
}
