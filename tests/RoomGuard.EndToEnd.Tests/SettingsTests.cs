using RoomGuard.EndToEnd.Tests.Parts;
using RoomGuard.Testing;

namespace RoomGuard.EndToEnd.Tests;

/// <summary>Broken settings: every fault at once, with its line, and exit code 78. Nothing is opened before.</summary>
public sealed class SettingsTests
{
    private const int BadConfiguration = 78;

    [Fact]
    public async Task The_agent_names_every_fault_and_ends_with_78()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("agent.json", """
            {
              "site": "HQ", "agent": "node-1",
              "mqtt": { "host": "127.0.0.1", "port": 0 },
              "sensors": [ { "driver": "hwmon", "device": "sht3x", "channel": "temp1", "room": "srv-1", "equipment": "probe-1", "signal": "env.tmp", "period": "1 s" } ],
              "snmpp": []
            }
            """);
        foreach (var verb in new[] { new[] { "check", file }, ["run", "--config", file] })
        {
            var (exitCode, output) = await Programs.RunAgentAsync(verb);
            Assert.Equal(BadConfiguration, exitCode);
            Assert.Contains("agent.json:2: site ", output, StringComparison.Ordinal);
            Assert.Contains("agent.json:3: mqtt.port is 0", output, StringComparison.Ordinal);
            Assert.Contains("agent.json:4: sensors[0].signal ", output, StringComparison.Ordinal);
            Assert.Contains("agent.json:5: snmpp is not known here", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_centre_names_every_fault_and_ends_with_78()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("central.json", """
            {
              "listen": { "address": "0.0.0.0", "port": 8080 },
              "mqtt": { "host": "127.0.0.1", "prot": 1883 },
              "notify": [ { "channel": "pigeon" } ],
              "sites": [ { "id": "hq", "name": { "kk": "Бас кеңсе", "ru": "Главный офис" }, "rooms": [] } ]
            }
            """);
        foreach (var verb in new[] { "check", "serve" })
        {
            var (exitCode, output) = await Programs.RunCentralAsync(verb, file);
            Assert.Equal(BadConfiguration, exitCode);
            Assert.Contains("central.json:2: listen", output, StringComparison.Ordinal);
            Assert.Contains("central.json:3: mqtt.prot is not known here", output, StringComparison.Ordinal);
            Assert.Contains("central.json:4: notify[0].channel is \"pigeon\"; it must be one of smtp, webhook", output, StringComparison.Ordinal);
            Assert.Contains("central.json:5: sites[0].name.en is missing", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_wrong_command_line_ends_with_64_and_help_with_0()
    {
        Assert.Equal(64, (await Programs.RunCentralAsync("demo", "--sped", "5")).ExitCode);
        Assert.Equal(64, (await Programs.RunAgentAsync("fly")).ExitCode);
        foreach (var verb in new[] { Array.Empty<string>(), ["demo"], ["serve"], ["check"], ["snmp"], ["snmp", "get"] })
        {
            var (exitCode, output) = await Programs.RunCentralAsync([.. verb, "--help"]);
            Assert.Equal(0, exitCode);
            Assert.Contains("Usage", output, StringComparison.Ordinal);
        }
    }
}
