using System.Diagnostics;

namespace RoomGuard.Bench.Slice;

/// <summary>Listens to a room page's server-sent events, as a browser does.</summary>
internal sealed class PageEvents : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private StreamReader? _events;

    public async Task ConnectAsync(Uri url)
    {
        var answer = await _http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        _events = new StreamReader(await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>Waits for an event about <paramref name="point"/>, and says when it came.</summary>
    public async Task<long> UntilAsync(string point)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (await _events!.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal) && line.Contains(point, StringComparison.Ordinal))
            {
                return Stopwatch.GetTimestamp();
            }
        }

        throw new IOException("The page's event stream ended.");
    }

    public void Dispose()
    {
        _events?.Dispose();
        _http.Dispose();
    }
}
