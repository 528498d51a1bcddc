using System.Globalization;
using System.Text.Json;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Centre;

/// <summary>influxd 1.x for a load: no authentication, every write synchronised to disk, and a listener for collectd.</summary>
internal sealed class Influx : IAsyncDisposable
{
    public const string Database = "bench";

    private readonly Scratch _scratch = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(5) };
    private readonly RealProcess _process;

    private Influx()
    {
        var settings = _scratch.Write("influxd.conf", string.Create(CultureInfo.InvariantCulture, $"""
            reporting-disabled = true
            bind-address = "127.0.0.1:{Ports.FreeTcp()}"
            [meta]
              dir = "{_scratch.Path("meta")}"
            [data]
              dir = "{_scratch.Path("data")}"
              wal-dir = "{_scratch.Path("wal")}"
              index-version = "inmem"
              wal-fsync-delay = "0s"
              query-log-enabled = false
            [http]
              bind-address = "127.0.0.1:{Port}"
              log-enabled = false
            [monitor]
              store-enabled = false
            [logging]
              level = "error"
            [[collectd]]
              enabled = true
              bind-address = "127.0.0.1:{CollectdPort}"
              database = "{Database}"
              typesdb = "/usr/share/collectd/types.db"
              read-buffer = 8388608
              batch-timeout = "1s"
            """));
        _process = RealProcess.Start(Needs.Program("influxd", "influxdb"), ["-config", settings]);
    }

    public int Port { get; } = Ports.FreeTcp();

    public int CollectdPort { get; } = Ports.FreeUdp();

    public int ProcessId => _process.Id;

    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/"));

    public static async Task<Influx> StartAsync()
    {
        var influx = new Influx();
        await influx._process.UntilAsync(() => Ports.AcceptsAsync(influx.Port), TimeSpan.FromSeconds(20), "influxd accepts connections");
        using var answer = await influx._http.PostAsync(new Uri(influx.Url, $"query?q=CREATE+DATABASE+{Database}"), null);
        answer.EnsureSuccessStatusCode();
        return influx;
    }

    /// <summary>How many points were written so far, by the server's own counter: cheap, but blind to one that was written twice.</summary>
    public async Task<long> WrittenAsync()
    {
        using var json = JsonDocument.Parse(await _http.GetStringAsync(new Uri(Url, "debug/vars")));
        return (long)json.RootElement.GetProperty("write").GetProperty("values").GetProperty("pointReq").GetDouble();
    }

    /// <summary>How many values of readings from <paramref name="from"/> on are there.</summary>
    public async Task<long> CountAsync(DateTimeOffset from)
    {
        var rows = await QueryAsync(string.Create(CultureInfo.InvariantCulture, $"SELECT count(/^v(alue)?$/) FROM /.*/ WHERE time >= {from.ToUnixTimeMilliseconds()}ms"));
        return rows.Sum(static row => row.Values[0].EnumerateArray().Skip(1).Where(static cell => cell.ValueKind == JsonValueKind.Number).Sum(static cell => cell.GetInt64()));
    }

    /// <summary>Runs InfluxQL.</summary>
    public async Task<IReadOnlyList<InfluxRow>> QueryAsync(string influxQl)
    {
        var text = await _http.GetStringAsync(new Uri(Url, $"query?db={Database}&epoch=ms&q={Uri.EscapeDataString(influxQl)}"));
        using var json = JsonDocument.Parse(text);
        var result = json.RootElement.GetProperty("results")[0];
        if (result.TryGetProperty("error", out var error))
        {
            throw new InvalidOperationException($"InfluxDB answered {error} to {influxQl}");
        }

        return result.TryGetProperty("series", out var series) ? [.. series.EnumerateArray().Select(InfluxRow.Of)] : [];
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
        _scratch.Dispose();
    }
}

/// <summary>One series of an answer.</summary>
internal sealed record InfluxRow(string Measurement, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<JsonElement> Values)
{
    public static InfluxRow Of(JsonElement series) => new(
        series.GetProperty("name").GetString()!,
        series.TryGetProperty("tags", out var tags) ? tags.EnumerateObject().ToDictionary(static tag => tag.Name, static tag => tag.Value.GetString()!) : [],
        [.. series.GetProperty("values").EnumerateArray().Select(static row => row.Clone())]);
}
