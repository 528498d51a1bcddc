using System.Globalization;
using System.Text.RegularExpressions;
using RoomGuard.Testing;

namespace RoomGuard.Agent.Tests.Broker;

/// <summary>The real agent on a board where almost everything is wrong.</summary>
public sealed partial class BadInputTests
{
    private static readonly string[] Absent = ["probe-2", "probe-3", "probe-4", "probe-5", "door-1", "door-2", "meter-1"];

    [Fact]
    public async Task What_is_wrong_is_said_once_each_and_what_is_well_goes_on()
    {
        using var folder = new Scratch();
        folder.Write("sys/class/hwmon/hwmon0/name", "sht3x\n");
        folder.Write("sys/class/hwmon/hwmon0/temp1_input", "21500\n");
        folder.Write("sys/class/hwmon/hwmon0/temp2_input", new string('1', 1024 * 1024));
        Directory.CreateDirectory(folder.Path("sys/class/hwmon/hwmon0/temp3_input"));
        folder.Write("sys/class/gpio/gpio17/value", "0\n");
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = broker.Subscribe("roomguard/1/#", "-F", "%j");
        var settings = folder.Write("agent.json", string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "site": "hq", "agent": "node-1", "mqtt": { "host": "127.0.0.1", "port": {{broker.Port}} }, "sysfs": "sys", "publishing": { "batch": "100 ms" },
              "sensors": [
                { "driver": "hwmon", "device": "sht3x", "room": "srv-1", "equipment": "probe-1", "signal": "env.temp", "period": "1 s" },
                { "driver": "hwmon", "device": "sht3x", "channel": "temp2", "room": "srv-1", "equipment": "probe-2", "signal": "env.temp", "period": "1 s" },
                { "driver": "hwmon", "device": "sht3x", "channel": "temp3", "room": "srv-1", "equipment": "probe-3", "signal": "env.temp", "period": "1 s" },
                { "driver": "hwmon", "device": "lm75", "room": "srv-1", "equipment": "probe-4", "signal": "env.temp", "period": "1 s" },
                { "driver": "ads1115", "device": "63:0x48", "channel": "ain0", "room": "srv-1", "equipment": "probe-5", "signal": "feed.voltage", "period": "1 s" }
              ],
              "contacts": { "driver": "tree",
                "lines": [ { "line": 17, "room": "srv-1", "equipment": "leak-1", "signal": "leak.wet", "period": "1 s" }, { "line": 18, "room": "srv-1", "equipment": "door-1", "signal": "door.open", "period": "1 s" } ],
                "expanders": [ { "device": "63:0x20", "lines": [ { "line": 0, "room": "srv-1", "equipment": "door-2", "signal": "door.open", "period": "1 s" } ] } ] },
              "meters": { "driver": "tree", "lines": [ { "line": 19, "room": "srv-1", "equipment": "meter-1", "signal": "feed.energy", "unitsPerPulse": 0.001, "period": "1 s" } ] }
            }
            """));
        await using var agent = RealProcess.Start("dotnet", [AgentRig.Program, "run", "--config", settings]);
        await AgentRig.UntilAsync(
            witness,
            all => Array.TrueForAll(Absent, equipment => all.Count(message => message.Payload.Contains($"{equipment}/", StringComparison.Ordinal) && message.Payload.Contains(":fault", StringComparison.Ordinal)) >= 3)
                && all.Count(message => message.Payload.Contains("probe-1/env.temp", StringComparison.Ordinal) && message.Payload.Contains("21.5", StringComparison.Ordinal)) >= 3
                && all.Any(message => Dry().IsMatch(message.Payload)),
            "faults of what is wrong, values of what is well");
        var said = Said().Matches(agent.Output).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(Absent.Order(StringComparer.Ordinal), said);
        Assert.Equal(0, await agent.TerminateAsync(TimeSpan.FromSeconds(15)));
    }

    [GeneratedRegex("""leak-1/leak\.wet"[^}]*"vb":false""")]
    private static partial Regex Dry();

    [GeneratedRegex(@"hq/srv-1/([a-z0-9-]+)/[a-z.]+ has no value: \w+ \(.{10,}\)\. Said once")]
    private static partial Regex Said();
}
