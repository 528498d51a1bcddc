using System.Globalization;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Slice;

/// <summary>One agent with one contact, and one centre, as separate processes.</summary>
internal sealed class BenchSite(Mosquitto broker, InfluxServer influx) : IDisposable
{
    private readonly Scratch _scratch = new();

    public Uri Page { get; } = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Ports.FreeTcp()}/"));

    /// <summary>Starts both programs and waits until the contact's state has arrived.</summary>
    public async Task<RunningSite> StartAsync()
    {
        WriteSettings();
        SetContact(0);
        var running = new RunningSite(
            RealProcess.Start(Program("RoomGuard.Cli", "roomguard"), ["serve", _scratch.Path("central.json")]),
            RealProcess.Start(AgentProgram(), ["run", "--config", _scratch.Path("agent.json")]));
        using var http = new HttpClient { BaseAddress = Page };
        await running.Central.UntilAsync(
            async () =>
            {
                try
                {
                    return (await http.GetStringAsync(new Uri("api/v1/rooms/hq/srv-1", UriKind.Relative))).Contains("leak.wet", StringComparison.Ordinal);
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            TimeSpan.FromSeconds(60),
            "the contact has arrived at the centre");
        return running;
    }

    public void SetContact(int level)
    {
        var path = _scratch.Path("sys", "class", "gpio", "gpio17", "value");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path + ".new", string.Create(CultureInfo.InvariantCulture, $"{level}\n"));
        File.Move(path + ".new", path, overwrite: true);
    }

    public void Dispose() => _scratch.Dispose();

    private static string AgentProgram()
    {
        var native = Repository.Path("artifacts", "agent-native", "roomguard-agent");
        return File.Exists(native) ? native : Program("RoomGuard.Agent", "roomguard-agent");
    }

    private static string Program(string project, string name)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, name);
    }

    private void WriteSettings()
    {
        _scratch.Write("sys/class/gpio/gpio17/direction", "in\n");
        _scratch.Write("influx-password", InfluxServer.Password);
        _scratch.Write("agent.json", string.Create(CultureInfo.InvariantCulture, $$"""
            { "site": "hq", "agent": "node-1", "mqtt": { "host": "127.0.0.1", "port": {{broker.Port}} }, "sysfs": "{{_scratch.Path("sys")}}",
              "contacts": { "driver": "tree", "lines": [ { "line": 17, "room": "srv-1", "equipment": "leak-1", "signal": "leak.wet", "debounce": "0 ms", "period": "60 s" } ] } }
            """));
        _scratch.Write("central.json", string.Create(CultureInfo.InvariantCulture, $$"""
            { "data": "data", "listen": { "address": "127.0.0.1", "port": {{Page.Port}} }, "mqtt": { "host": "127.0.0.1", "port": {{broker.Port}} },
              "series": { "influx": { "url": "{{influx.Url}}", "database": "{{InfluxServer.Database}}", "user": "{{InfluxServer.User}}", "passwordFile": "influx-password" } },
              "sites": [ { "id": "hq", "name": { "kk": "Нысан", "ru": "Объект", "en": "Site" }, "rooms": [ { "id": "srv-1", "type": "server", "name": { "kk": "Серверлік", "ru": "Серверная", "en": "Server room" } } ] } ] }
            """));
    }
}

/// <summary>The two programs of a bench, ended together.</summary>
internal sealed record RunningSite(RealProcess Central, RealProcess Agent) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Agent.DisposeAsync();
        await Central.DisposeAsync();
    }
}
