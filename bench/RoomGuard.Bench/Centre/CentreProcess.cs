using System.Globalization;
using System.Text;
using System.Text.Json;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Centre;

/// <summary><c>roomguard serve</c> with settings for the rooms that the load maker plays. Its folder outlives the process, so that it can be started again.</summary>
internal sealed class CentreProcess : IAsyncDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };

    private CentreProcess(RealProcess process, Uri page) => (Process, Page) = (process, page);

    public RealProcess Process { get; }

    public Uri Page { get; }

    /// <summary>From the start of the process to the first answer that it is ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>Writes <c>central.json</c> into <paramref name="scratch"/> for so many rooms of site <c>bench</c>.</summary>
    /// <param name="more">More top-level settings, each with a comma at its end; empty for none.</param>
    /// <param name="clientId">The session at the broker, the same for all members of a cluster; null for one of its own.</param>
    public static string WriteSettings(Scratch scratch, Broker broker, Influx influx, int rooms, string more = "", string? clientId = null, string name = "central.json")
    {
        var list = new StringBuilder();
        for (var room = 0; room < rooms; room++)
        {
            list.Append(CultureInfo.InvariantCulture, $$"""{{(room == 0 ? "" : ",\n")}}{ "id": "r{{room:00000}}", "type": "server", "name": { "kk": "Серверлік {{room}}", "ru": "Серверная {{room}}", "en": "Server room {{room}}" }, "limits": "kz832-server" }""");
        }

        return scratch.Write(name, string.Create(CultureInfo.InvariantCulture, $$"""
            { "data": "data-{{Path.GetFileNameWithoutExtension(name)}}", "listen": { "address": "127.0.0.1", "port": {{Ports.FreeTcp()}} },
              "mqtt": { "host": "127.0.0.1", "port": {{broker.Port}}, "clientId": "{{clientId ?? Path.GetFileNameWithoutExtension(name)}}" },
              "series": { "influx": { "url": "{{influx.Url}}", "database": "{{Influx.Database}}" } }, {{more}}
              "sites": [ { "id": "bench", "name": { "kk": "Нысан", "ru": "Объект", "en": "Site" }, "rooms": [ {{list}} ] } ] }
            """));
    }

    /// <summary>The section <c>notify</c> with one webhook.</summary>
    public static string NotifySetting(WebhookListener webhook) => $$"""
        "notify": [ { "channel": "webhook", "url": "{{webhook.Url}}", "language": "en" } ],
        """;

    /// <summary>Starts it and waits until <c>/readyz</c> says that it is ready.</summary>
    public static async Task<CentreProcess> StartAsync(string settings)
    {
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(settings));
        var page = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{json.RootElement.GetProperty("listen").GetProperty("port").GetInt32()}/"));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var centre = new CentreProcess(RealProcess.Start(Tools.Central, ["serve", settings]), page);
        await centre.Process.UntilAsync(centre.IsReadyAsync, TimeSpan.FromMinutes(2), "the centre is ready");
        centre.ReadyAfter = clock.Elapsed;
        return centre;
    }

    /// <summary>Whether it says that it is ready.</summary>
    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(Page, "readyz"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>An answer of the API.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        using var json = JsonDocument.Parse(await _http.GetStringAsync(new Uri(Page, path)));
        return json.RootElement.Clone();
    }

    /// <summary>The sum of a metric's lines; 0 when it has none.</summary>
    public async Task<double> MetricAsync(string name)
    {
        var text = await _http.GetStringAsync(new Uri(Page, "metrics"));
        return text.Split('\n')
            .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) || line.StartsWith(name + " ", StringComparison.Ordinal))
            .Sum(static line => double.Parse(line[(line.LastIndexOf('}') + 1)..].Split(' ').First(static word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _)), CultureInfo.InvariantCulture));
    }

    /// <summary>A histogram as it stands: how many observations there are up to each bound, the last bound being infinite.</summary>
    public async Task<Buckets> BucketsAsync(string name)
    {
        var text = await _http.GetStringAsync(new Uri(Page, "metrics"));
        return Buckets.Read(text, name);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Process.DisposeAsync();
    }
}
