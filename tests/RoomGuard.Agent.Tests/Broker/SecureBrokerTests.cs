using System.Globalization;
using RoomGuard.Testing;

namespace RoomGuard.Agent.Tests.Broker;

/// <summary>The broker's configuration that we ship, with certificates of a test's own.</summary>
public sealed class SecureBrokerTests
{
    [Fact]
    public async Task With_the_shipped_configuration_an_agent_speaks_for_itself_only()
    {
        var port = Ports.FreeTcp();
        using var rig = Rig(port, "node-1");
        await using var broker = await StartAsync(rig.Folder, port);
        await using var central = RealProcess.Start(Needs.Program("mosquitto_sub", "mosquitto-clients"), [.. Client(rig.Folder, port, "central"), "-q", "1", "-t", "roomguard/1/#", "-F", "%j"]);
        await using var agent = rig.Start();
        await AgentRig.UntilAsync(central, all => all.Any(message => message.Kind == "live"), "Central hears the agent");

        // Another agent tries to speak for the first one, and then for itself: only the second is heard.
        var forged = rig.Folder.Write("forged.json", """{"online":false,"at":"2026-11-22T12:00:00Z"}""");
        foreach (var name in new[] { "node-1", "node-2" })
        {
            await RealProcess.RunAsync(Needs.Program("mosquitto_pub", "mosquitto-clients"), [.. Client(rig.Folder, port, "node-2"), "-q", "1", "-t", $"roomguard/1/hq/{name}/state", "-f", forged]);
        }

        var messages = await AgentRig.UntilAsync(central, all => all.Any(message => message.Topic == "roomguard/1/hq/node-2/state"), "Central hears the other");
        Assert.DoesNotContain(messages, message => message.Topic == "roomguard/1/hq/node-1/state" && message.Payload.Contains("false", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_agent_with_anothers_certificate_says_what_the_broker_refuses()
    {
        var port = Ports.FreeTcp();
        using var rig = Rig(port, "node-2");
        await using var broker = await StartAsync(rig.Folder, port);
        await using var agent = rig.Start();
        await AgentRig.UntilSaidAsync(agent, "it refuses topic roomguard/1/hq/node-1/birth: NotAuthorized");
        Assert.Equal(0, await agent.TerminateAsync(TimeSpan.FromSeconds(10)));
    }

    // The agent is node-1, whatever its certificate says.
    private static AgentRig Rig(int port, string certificate)
    {
        var rig = new AgentRig(string.Create(CultureInfo.InvariantCulture, $$"""{ "host": "127.0.0.1", "port": {{port}}, "tls": { "ca": "ca.pem", "certificate": "{{certificate}}.pem", "key": "{{certificate}}.key" } }"""));
        using var authority = new TestAuthority(rig.Folder);
        foreach (var name in new[] { "broker", "central", "node-1", "node-2" })
        {
            authority.Issue(name);
        }

        return rig;
    }

    private static async Task<RealProcess> StartAsync(Scratch folder, int port)
    {
        var broker = RealProcess.Start(Needs.Program("mosquitto", "mosquitto"), ["-c", Configure(folder, port)]);
        await broker.UntilAsync(() => Ports.AcceptsAsync(port), TimeSpan.FromSeconds(10), "mosquitto accepts connections");
        return broker;
    }

    private static string[] Client(Scratch folder, int port, string name) =>
    [
        "-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-V", "5",
        "--cafile", folder.Path("ca.pem"), "--cert", folder.Path(name + ".pem"), "--key", folder.Path(name + ".key"),
    ];

    // The shipped file with this test's paths and port.
    private static string Configure(Scratch folder, int port)
    {
        var access = folder.Write("roomguard.acl", File.ReadAllText(Repository.Path("firmware-config", "mosquitto", "roomguard.acl")));
        var text = File.ReadAllText(Repository.Path("firmware-config", "mosquitto", "roomguard.conf"))
            .Replace("listener 8883", string.Create(CultureInfo.InvariantCulture, $"listener {port} 127.0.0.1"), StringComparison.Ordinal)
            .Replace("/etc/mosquitto/certs", folder.Folder, StringComparison.Ordinal)
            .Replace("/etc/mosquitto/roomguard.acl", access, StringComparison.Ordinal)
            .Replace("/var/lib/mosquitto/", folder.Folder + "/", StringComparison.Ordinal);
        return folder.Write("mosquitto.conf", text + "\nuser root\n");
    }
}
