using System.Globalization;
using System.Text.Json;
using RoomGuard.Testing;

namespace RoomGuard.EndToEnd.Tests.Parts;

/// <summary>A whole site of separate processes: mosquitto, influxd, snmpsimd, an agent and a centre, with a mail sink and a webhook.</summary>
internal sealed class RealSite : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _parts = [];
    private readonly HttpClient _http = new();

    private RealSite()
    {
        Tree = new KernelTree(Scratch);
        _parts.Add(Mail = new SmtpSink());
        _parts.Add(Webhook = new WebhookSink());
    }

    public Scratch Scratch { get; } = new();

    public KernelTree Tree { get; }

    public SmtpSink Mail { get; }

    public WebhookSink Webhook { get; }

    public Mosquitto Broker { get; private set; } = null!;

    public InfluxServer Influx { get; private set; } = null!;

    public RealProcess? Agent { get; private set; }

    public RealProcess? Central { get; private set; }

    public Uri Page { get; } = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Ports.FreeTcp()}/"));

    /// <summary>Starts the servers and both programs, and waits until the centre is ready.</summary>
    /// <param name="snmp">The <c>snmp</c> section of the agent's settings: one object a device.</param>
    /// <param name="equipment">More equipment of room srv-1, as JSON objects.</param>
    public static async Task<RealSite> StartAsync(IReadOnlyList<string> snmp, IReadOnlyList<string>? equipment = null)
    {
        var site = new RealSite();
        try
        {
            site._parts.Add(site.Broker = await Mosquitto.StartAsync());
            site._parts.Add(site.Influx = await InfluxServer.StartAsync());
            site.WriteSettings(snmp, equipment ?? []);
            await site.StartCentralAsync();
            site.StartAgent();
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    public void StartAgent() => Agent = RealProcess.Start(Programs.Agent, ["run", "--config", Scratch.Path("agent.json")]);

    public async Task StartCentralAsync()
    {
        Central = RealProcess.Start(Programs.Central, ["serve", Scratch.Path("central.json")]);
        await Central.UntilAsync(async () => (await TryGetAsync("readyz")).IsSuccess, TimeSpan.FromSeconds(60), "the centre is ready");
    }

    /// <summary>Gets a page or API answer; never throws on an HTTP error.</summary>
    public async Task<(bool IsSuccess, string Text)> TryGetAsync(string path)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(Page, path));
            return (answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (HttpRequestException)
        {
            return (false, "");
        }
    }

    /// <summary>Gets JSON of the API.</summary>
    public async Task<JsonElement> GetJsonAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(Page, path));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Waits until <paramref name="isTrue"/>; says <paramref name="what"/> and what the programs printed when it stays false.</summary>
    public async Task UntilAsync(Func<Task<bool>> isTrue, string what, int seconds = 30)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (!await isTrue())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(seconds), $"{what}: not within {seconds} s.\n--- centre:\n{Central?.Output}\n--- agent:\n{Agent?.Output}");
            await Task.Delay(100);
        }
    }

    /// <summary>The counter of <c>/metrics</c> whose line starts with <paramref name="start"/> and holds <paramref name="label"/>; 0 when there is none.</summary>
    public async Task<double> MetricAsync(string start, string label = "")
    {
        var (_, text) = await TryGetAsync("metrics");
        return text.Split('\n')
            .Where(line => line.StartsWith(start, StringComparison.Ordinal) && line.Contains(label, StringComparison.Ordinal))
            .Select(line => double.Parse(line[(line.IndexOf('}', StringComparison.Ordinal) is var end and >= 0 ? end + 1 : line.IndexOf(' ', StringComparison.Ordinal))..].Trim().Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture))
            .Sum();
    }

    public async ValueTask DisposeAsync()
    {
        if (Agent is not null)
        {
            await Agent.DisposeAsync();
        }

        if (Central is not null)
        {
            await Central.DisposeAsync();
        }

        foreach (var part in Enumerable.Reverse(_parts))
        {
            await part.DisposeAsync();
        }

        _http.Dispose();
        Scratch.Dispose();
    }

    public async Task KillCentralAsync()
    {
        await Central!.KillAsync();
        await Central.DisposeAsync();
    }

    private void WriteSettings(IReadOnlyList<string> snmp, IReadOnlyList<string> equipment)
    {
        Scratch.Write("influx-password", InfluxServer.Password);
        Scratch.Write("agent.json", string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "site": "hq", "agent": "node-1",
              "mqtt": { "host": "127.0.0.1", "port": {{Broker.Port}} },
              "publishing": { "batch": "200 ms", "heartbeat": "5 s" },
              "centre": { "silence": "10 s" },
              "sysfs": "{{Tree.Root}}",
              "sensors": [
                { "driver": "hwmon", "device": "sht3x", "channel": "temp1", "room": "srv-1", "equipment": "probe-1", "signal": "env.temp", "period": "1 s" },
                { "driver": "hwmon", "device": "sht3x", "channel": "humidity1", "room": "srv-1", "equipment": "probe-1", "signal": "env.rh", "period": "1 s" },
                { "driver": "iio", "device": "bme280", "channel": "temp", "room": "srv-1", "equipment": "probe-2", "signal": "env.temp", "period": "1 s" },
                { "driver": "w1", "device": "28-00000a1b2c3d", "channel": "temp1", "room": "srv-1", "equipment": "probe-3", "signal": "env.temp", "period": "1 s" }
              ],
              "contacts": { "driver": "tree", "lines": [
                { "line": 17, "room": "srv-1", "equipment": "leak-1", "signal": "leak.wet", "debounce": "0 ms", "period": "5 s" },
                { "line": 18, "room": "srv-1", "equipment": "door-1", "signal": "door.open", "debounce": "20 ms", "period": "5 s" },
                { "line": 19, "room": "srv-1", "equipment": "smoke-1", "signal": "smoke.alarm", "debounce": "20 ms", "period": "5 s" } ] },
              "snmp": [ {{string.Join(", ", snmp)}} ]
            }
            """));
        Scratch.Write("central.json", string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "data": "data",
              "listen": { "address": "127.0.0.1", "port": {{Page.Port}} },
              "mqtt": { "host": "127.0.0.1", "port": {{Broker.Port}} },
              "series": { "influx": { "url": "{{Influx.Url}}", "database": "{{InfluxServer.Database}}", "user": "{{InfluxServer.User}}", "passwordFile": "influx-password" } },
              "notify": [
                { "channel": "smtp", "host": "127.0.0.1", "port": {{Mail.Port}}, "security": "none", "from": "roomguard@example.org", "to": ["duty@example.org"], "language": "ru" },
                { "channel": "webhook", "url": "{{Webhook.Url}}", "language": "kk" }
              ],
              "sites": [ { "id": "hq", "name": { "kk": "Бас кеңсе", "ru": "Главный офис", "en": "Head office" }, "rooms": [
                { "id": "srv-1", "type": "server", "name": { "kk": "1-серверлік", "ru": "Серверная 1", "en": "Server room 1" }, "limits": "kz832-server",
                  "equipment": [ {{string.Join(", ", equipment)}} ] },
                { "id": "xc-1", "type": "cross_connect", "name": { "kk": "1-кростық", "ru": "Кроссовая 1", "en": "Cross-connect room 1" } } ] } ]
            }
            """));
    }
}
