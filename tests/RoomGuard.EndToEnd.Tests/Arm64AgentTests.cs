using System.Globalization;
using System.Text.Json;
using RoomGuard.EndToEnd.Tests.Parts;
using RoomGuard.Testing;

namespace RoomGuard.EndToEnd.Tests;

/// <summary>The agent as it goes onto boards, native code for arm64, run by an emulated processor with Debian's arm64 libraries.</summary>
/// <remarks>The emulator has no GPIO and no I²C: the kernel lane is for those.</remarks>
public sealed class Arm64AgentTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Scratch _board = new();

    public void Dispose() => _board.Dispose();

    [Fact]
    public async Task It_says_its_name_and_its_processor_is_a_boards()
    {
        // EM_AARCH64 of the ELF head, little-endian.
        Assert.Equal(0xB7, (await File.ReadAllBytesAsync(Program(), TestContext.Current.CancellationToken))[18]);
        var (exitCode, output) = await RunAsync("--version");
        Assert.Equal(0, exitCode);
        Assert.Matches(@"^roomguard-agent \d+\.\d+\.\d+$", output.Trim());
    }

    [Fact]
    public async Task It_finds_good_settings_in_order_and_names_the_fault_of_bad_ones()
    {
        var good = WriteSettings(1883, "");
        Assert.Equal((0, $"{good}: in order. Agent hq/node-1: 2 sensors, 1 contacts, 0 meters, 0 SNMP devices, 0 cameras."), await RunAsync("check", good));

        var bad = _board.Write("bad.json", (await File.ReadAllTextAsync(good, TestContext.Current.CancellationToken)).Replace("leak.wet", "leak.damp", StringComparison.Ordinal));
        var (exitCode, output) = await RunAsync("check", bad);
        Assert.Equal(78, exitCode);
        Assert.Contains("leak.damp", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_publishes_what_it_reads_to_a_broker_that_asks_for_its_certificate()
    {
        _ = new KernelTree(_board);
        using var authority = new TestAuthority(_board);
        authority.Issue("broker");
        authority.Issue("node-1");
        var port = Ports.FreeTcp();
        var configuration = _board.Write("mosquitto.conf", string.Create(CultureInfo.InvariantCulture, $"""
            listener {port} 127.0.0.1
            cafile {_board.Path("ca.pem")}
            certfile {_board.Path("broker.pem")}
            keyfile {_board.Path("broker.key")}
            require_certificate true
            use_identity_as_username true
            allow_anonymous true
            user root
            """));
        await using var broker = RealProcess.Start(Needs.Program("mosquitto", "mosquitto"), ["-c", configuration]);
        await broker.UntilAsync(() => Ports.AcceptsAsync(port), TimeSpan.FromSeconds(10), "mosquitto accepts connections");
        await using var subscriber = RealProcess.Start(
            Needs.Program("mosquitto_sub", "mosquitto-clients"),
            ["-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "--cafile", _board.Path("ca.pem"), "--cert", _board.Path("node-1.pem"), "--key", _board.Path("node-1.key"), "-V", "5", "-q", "1", "-t", "roomguard/1/hq/node-1/#", "-F", "%t %p"]);

        var settings = WriteSettings(port, """, "tls": { "ca": "ca.pem", "certificate": "node-1.pem", "key": "node-1.key" }""");
        await using var agent = RealProcess.Start(Emulator(), [.. Emulated(), "run", "--config", settings]);
        await agent.UntilAsync(() => Task.FromResult(Readings(subscriber).Any(reading => reading == "probe-1/env.temp 22.5") && Readings(subscriber).Any(reading => reading == "probe-1/env.rh 48.25")), Patience, "a pack with what the chip's files say is seen");

        new KernelTree(_board).Set("class/gpio/gpio17/value", "1");
        await agent.UntilAsync(() => Task.FromResult(Readings(subscriber).Any(reading => reading == "leak-1/leak.wet True")), Patience, "the leak is seen");
        Assert.Equal(0, await agent.TerminateAsync(Patience));
    }

    private static List<string> Readings(RealProcess subscriber)
    {
        var readings = new List<string>();
        foreach (var line in subscriber.Output.Split('\n').Where(line => line.StartsWith("roomguard/1/hq/node-1/live [", StringComparison.Ordinal)))
        {
            using var pack = JsonDocument.Parse(line[line.IndexOf('[', StringComparison.Ordinal)..]);
            foreach (var record in pack.RootElement.EnumerateArray().Where(record => record.TryGetProperty("n", out _)))
            {
                var name = string.Join('/', record.GetProperty("n").GetString()!.Split('/').TakeLast(2));
                readings.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {(record.TryGetProperty("v", out var number) ? number.GetDouble() : record.TryGetProperty("vb", out var state) ? state.GetBoolean() : "?")}"));
            }
        }

        return readings;
    }

    private string WriteSettings(int port, string security)
    {
        Directory.CreateDirectory(_board.Path("sys"));
        return _board.Write("agent.json", string.Create(CultureInfo.InvariantCulture, $$"""
            { "site": "hq", "agent": "node-1", "mqtt": { "host": "127.0.0.1", "port": {{port}}{{security}} }, "publishing": { "batch": "200 ms" }, "sysfs": "sys",
              "sensors": [
                { "driver": "hwmon", "device": "sht3x", "channel": "temp1", "room": "srv-1", "equipment": "probe-1", "signal": "env.temp", "period": "1 s" },
                { "driver": "hwmon", "device": "sht3x", "channel": "humidity1", "room": "srv-1", "equipment": "probe-1", "signal": "env.rh", "period": "1 s" } ],
              "contacts": { "driver": "tree", "lines": [ { "line": 17, "room": "srv-1", "equipment": "leak-1", "signal": "leak.wet", "period": "1 s" } ] } }
            """));
    }

    private static Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => RealProcess.RunAsync(Emulator(), [.. Emulated(), .. arguments], Patience);

    private static string Emulator() => Needs.Program("qemu-aarch64-static", "qemu-user-static");

    private static IEnumerable<string> Emulated() => ["-L", Path.GetDirectoryName(Needs.Artifact("eng/install.sh fetches it", "arm64-root", "complete"))!, Program()];

    private static string Program() => Needs.Artifact("eng/test.sh publishes it", "agent-arm64", "roomguard-agent");
}
