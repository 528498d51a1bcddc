using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Slice;

/// <summary>Looks for rows in InfluxDB as fast as it answers, about once a millisecond, and writes them for the peer.</summary>
internal sealed class InfluxRows : IDisposable
{
    private readonly HttpClient _http;

    public InfluxRows(InfluxServer server)
    {
        _http = new HttpClient { BaseAddress = server.Url };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{InfluxServer.User}:{InfluxServer.Password}")));
    }

    /// <summary>Waits until the newest row of <paramref name="measurement"/> is <paramref name="value"/>, and says when that was.</summary>
    public async Task<long> UntilAsync(string measurement, string equipment, double value)
    {
        var limit = Stopwatch.StartNew();
        var query = Uri.EscapeDataString($"SELECT v FROM \"{measurement}\" WHERE equipment = '{equipment}' ORDER BY time DESC LIMIT 1");
        while (true)
        {
            var text = await _http.GetStringAsync(new Uri($"query?db={InfluxServer.Database}&q={query}", UriKind.Relative));
            using var answer = JsonDocument.Parse(text);
            if (answer.RootElement.GetProperty("results")[0].TryGetProperty("series", out var series) && series[0].GetProperty("values")[0][1].GetDouble() == value)
            {
                return Stopwatch.GetTimestamp();
            }

            if (limit.Elapsed > TimeSpan.FromSeconds(15))
            {
                throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"{measurement} of {equipment} did not become {value}."));
            }
        }
    }

    public async Task WriteAsync(string line)
    {
        using var body = new StringContent(line);
        using var answer = await _http.PostAsync(new Uri($"write?db={InfluxServer.Database}&precision=ms", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();
}
