using System.Net.Sockets;
using System.Text;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Senml;
using RoomGuard.Testing;

namespace RoomGuard.Kernel.Tests;

/// <summary>A machine with Debian's kernel, simulated chips and the published agent; a broker beside it hears what the agent publishes. One for all tests.</summary>
public sealed class Guest : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>How long the agent may give no sign of life.</summary>
    public static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(6);

    private readonly Scratch _scratch = new();
    private Mosquitto _broker = null!;
    private RealProcess _machine = null!;
    private RealProcess _witness = null!;
    private Socket _line = null!;
    private StreamReader _said = null!;

    /// <summary>What the machine says of itself when it is up.</summary>
    public string Greeting { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _broker = await Mosquitto.StartAsync();
        _witness = _broker.Subscribe("roomguard/1/hq/#", "-F", "%t %p");
        var path = _scratch.Path("line");
        _machine = RealProcess.Start(Needs.Program("qemu-system-x86_64", "qemu-system-x86"),
        [
            "-accel", "tcg,thread=multi", "-cpu", "max", "-M", "q35", "-smp", "2", "-m", "1024", "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot",
            "-serial", "stdio", "-serial", $"unix:{path},server=on,wait=off",
            "-netdev", "user,id=net", "-device", "e1000,netdev=net",
            "-kernel", Setting("ROOMGUARD_KERNEL"), "-initrd", Setting("ROOMGUARD_INITRD"), "-append", "console=ttyS0 quiet panic=-1 rdinit=/init",
        ]);
        await _machine.UntilAsync(() => Task.FromResult(File.Exists(path)), Patience, "qemu opens the second serial line");
        _line = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await _line.ConnectAsync(new UnixDomainSocketEndPoint(path));
        _said = new StreamReader(new NetworkStream(_line), Encoding.UTF8);
        Greeting = await LineAsync();
        Assert.StartsWith("ready ", Greeting, StringComparison.Ordinal);

        // A line of a terminal has an end.
        foreach (var piece in Convert.ToBase64String(Encoding.UTF8.GetBytes(Settings(_broker.Port, Bus()))).Chunk(1_000))
        {
            await DoAsync($"echo {new string(piece)} >> /data/settings");
        }

        await DoAsync("base64 -d /data/settings > /data/agent.json");
        await DoAsync("/agent/roomguard-agent check /data/agent.json");

        // As systemd does it: one that ends, or gives no sign of life, is started again.
        await DoAsync($"(/bin/warden /run/warden {Watchdog.TotalMilliseconds:0} /agent/roomguard-agent run --config /data/agent.json > /data/log 2>&1 &)");
    }

    public async ValueTask DisposeAsync()
    {
        TestContext.Current.SendDiagnosticMessage(_machine.Output);
        _said.Dispose();
        _line.Dispose();
        await _machine.DisposeAsync();
        await _witness.DisposeAsync();
        await _broker.DisposeAsync();
        _scratch.Dispose();
    }

    /// <summary>Has the machine's shell do something on one line; gives what it says.</summary>
    public async Task<string> DoAsync(string order)
    {
        await _line.SendAsync(Encoding.UTF8.GetBytes(order + "\n"));
        var said = new StringBuilder();
        while (true)
        {
            var line = await LineAsync();
            if (line.StartsWith("== ", StringComparison.Ordinal))
            {
                Assert.True(line == "== 0", $"{order}: {line}\n{said}");
                return said.ToString();
            }

            said.Append(line).Append('\n');
        }
    }

    /// <summary>Sets a parameter of the simulated chips.</summary>
    public Task ChipAsync(string parameter, string value) => DoAsync($"echo {value} > /sys/module/rgsim/parameters/{parameter}");

    /// <summary>Toggles a line of GPIO as fast as it goes, beginning with up.</summary>
    /// <remarks>
    /// All of it happens on one processor, so that an edge wakes the kernel's thread that looks at the level before the next edge can be made. On another one, which the machine around it may let
    /// stand still, that thread comes too late, and two edges are none: the kernel itself does not know of them.
    /// </remarks>
    public Task<string> ToggleAsync(int line, int pairs) => DoAsync(
        "for p in /proc/[0-9]*; do read -r name < $p/comm; case $name in irq/*) taskset -p 2 ${p#/proc/};; esac; done; cat /proc/uptime && "
        + $"taskset 2 sh -c 'renice -n -20 $$ >/dev/null; i=0; while [ $i -lt {pairs} ]; do echo pull-up > /run/gpio/sim_gpio{line}/pull; echo pull-down > /run/gpio/sim_gpio{line}/pull; i=$((i+1)); done' && cat /proc/uptime");

    /// <summary>Pulls a line of GPIO up or down.</summary>
    public Task PullAsync(int line, bool isUp) => DoAsync($"echo pull-{(isUp ? "up" : "down")} > /run/gpio/sim_gpio{line}/pull");

    /// <summary>Every sample of a point that was published so far.</summary>
    public IReadOnlyList<Sample> Samples(string point)
    {
        var samples = new List<Sample>();
        var name = string.Join('/', point.Split('/')[^2..]);
        foreach (var line in _witness.Output.Split('\n').Where(line => line.Contains(name, StringComparison.Ordinal)))
        {
            var end = line.IndexOf(' ', StringComparison.Ordinal);
            if (end > 0 && (line.AsSpan(0, end).EndsWith("/live") || line.AsSpan(0, end).EndsWith("/backlog")))
            {
                var batch = SamplePack.Read(Encoding.UTF8.GetBytes(line[(end + 1)..]), TimeProvider.System.GetUtcNow(), SenmlLimits.Default);
                samples.AddRange(batch.Samples.Where(sample => sample.Point.ToString() == point));
            }
        }

        return samples;
    }

    /// <summary>Waits until a point's newest sample is this one, whenever it was taken.</summary>
    public Task UntilKnownAsync(string point, Reading reading) => UntilAsync(point, samples => samples.Count > 0 && samples[^1].Reading == reading, $"{point} is {reading}", 0);

    /// <summary>Waits until samples of a point that were taken from now on hold.</summary>
    /// <param name="since">How many samples of the point are older; unless given, those there are.</param>
    public async Task<IReadOnlyList<Sample>> UntilAsync(string point, Func<IReadOnlyList<Sample>, bool> holds, string what, int? since = null)
    {
        var before = since ?? Samples(point).Count;
        IReadOnlyList<Sample> samples = [];
        try
        {
            await _machine.UntilAsync(
                () =>
                {
                    samples = [.. Samples(point).Skip(before)];
                    return Task.FromResult(holds(samples));
                },
                Patience,
                what);
        }
        catch (Exception error) when (error is TimeoutException or Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{what}: {string.Join("; ", samples.TakeLast(40).Select(sample => $"{sample.At:O} {sample.Reading}"))}\n{await DoAsync("tail -n 20 /data/log")}");
        }

        return samples;
    }

    private static string Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : throw new InvalidOperationException($"{name} is not set: run eng/kernel-lane.sh.");

    private string Bus() => Greeting.Split(' ').First(word => word.StartsWith("bus=", StringComparison.Ordinal))["bus=".Length..];

    private static string Settings(int port, string bus) => $$"""
        {
          "site": "hq", "agent": "node-1", "mqtt": { "host": "10.0.2.2", "port": {{port}} },
          "publishing": { "batch": "200 ms" },
          "sensors": [
            { "driver": "hwmon", "device": "sht3x", "channel": "temp1", "room": "srv-1", "equipment": "probe-1", "signal": "env.temp", "period": "1 s" },
            { "driver": "hwmon", "device": "sht3x", "channel": "humidity1", "room": "srv-1", "equipment": "probe-1", "signal": "env.rh", "period": "1 s" },
            { "driver": "iio", "device": "bme280", "channel": "temp", "room": "srv-1", "equipment": "probe-2", "signal": "env.temp", "period": "1 s" },
            { "driver": "w1", "device": "28-000000000001", "channel": "temp1", "room": "srv-1", "equipment": "probe-3", "signal": "env.temp", "period": "1 s" },
            { "driver": "sht3x", "device": "{{bus}}:0x45", "channel": "temperature", "room": "srv-1", "equipment": "probe-4", "signal": "env.temp", "period": "1 s" },
            { "driver": "sht3x", "device": "{{bus}}:0x45", "channel": "humidity", "room": "srv-1", "equipment": "probe-4", "signal": "env.rh", "period": "1 s" },
            { "driver": "bme280", "device": "{{bus}}:0x77", "channel": "pressure", "room": "srv-1", "equipment": "probe-5", "signal": "env.pressure", "period": "1 s" },
            { "driver": "sht3x", "device": "{{bus}}:0x44", "channel": "temperature", "room": "srv-1", "equipment": "probe-6", "signal": "env.temp", "period": "1 s" },
            { "driver": "ads1115", "device": "{{bus}}:0x48", "channel": "ain0", "loop": { "shunt": 100, "low": 0, "high": 100 }, "room": "srv-1", "equipment": "tank-1", "signal": "gen.fuel.level", "period": "1 s" },
            { "driver": "ads1115", "device": "{{bus}}:0x48", "channel": "ain1", "factor": 10, "room": "srv-1", "equipment": "feed-1", "signal": "feed.voltage", "period": "1 s" },
            { "driver": "ads1115", "device": "{{bus}}:0x48", "channel": "ain2", "rope": { "pull": 100000, "end": 100000 }, "room": "srv-1", "equipment": "leak-2", "signal": "leak.wet", "period": "1 s" },
            { "driver": "ads1115", "device": "{{bus}}:0x48", "channel": "ain3", "contact": { "pull": 4700, "normal": 4700, "alarm": 9400 }, "room": "srv-1", "equipment": "smoke-2", "signal": "smoke.alarm", "period": "1 s" }
          ],
          "system": { "period": "1 s", "channels": ["disk_free", "memory_free", "clock_synced", "undervoltage"] },
          "meters": { "lines": [ { "line": 4, "room": "srv-1", "equipment": "meter-1", "signal": "feed.energy", "unitsPerPulse": 1, "edge": "rising", "pull": "none", "debounce": "0 s", "period": "1 s" } ] },
          "contacts": { "chip": "rgsim", "lines": [
            { "line": 1, "room": "srv-1", "equipment": "door-1", "signal": "door.open", "pull": "none", "debounce": "0 s", "period": "5 s" },
            { "line": 2, "room": "srv-1", "equipment": "leak-1", "signal": "leak.wet", "pull": "none", "debounce": "50 ms", "period": "5 s" },
            { "line": 3, "room": "srv-1", "equipment": "smoke-1", "signal": "smoke.alarm", "activeLow": true, "debounce": "20 ms", "period": "5 s" }
          ], "expanders": [
            { "device": "{{bus}}:0x20", "poll": "1 s", "interrupt": { "line": 5 }, "lines": [
              { "line": 0, "room": "srv-1", "equipment": "door-2", "signal": "door.open", "period": "1 h" },
              { "line": 9, "room": "srv-1", "equipment": "door-3", "signal": "door.open", "period": "1 h" } ] }
          ] }
        }
        """;

    private async Task<string> LineAsync()
    {
        using var end = new CancellationTokenSource(Patience);
        return (await _said.ReadLineAsync(end.Token) ?? throw new EndOfStreamException($"The machine is gone:\n{_machine.Output}")).TrimEnd('\r');
    }
}
