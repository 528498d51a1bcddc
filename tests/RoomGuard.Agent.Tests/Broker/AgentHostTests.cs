using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using RoomGuard.Snmp;
using RoomGuard.Testing;

namespace RoomGuard.Agent.Tests.Broker;

/// <summary>The agent inside another program, as the demo runs it, with a UPS on the network.</summary>
public sealed class AgentHostTests
{
    [Fact]
    public async Task A_device_that_identifies_itself_has_its_points_in_a_new_birth_and_in_the_packs()
    {
        var tree = new MibTree();
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.1.2.0"), SnmpValue.Oid(ObjectId.Parse("1.3.6.1.2.1.33.2.3")));
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.33.1.2.4.0"), SnmpValue.Integer(97));
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.33.1.4.1.0"), SnmpValue.Integer(5));
        await using var ups = new SnmpAgent(new IPEndPoint(IPAddress.Loopback, 0), "public", tree);
        ups.Start();
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = broker.Subscribe("roomguard/1/#", "-F", "%j");
        using var folder = new Scratch();
        var options = AgentOptions.Read(
            folder.Write("agent.json", string.Create(CultureInfo.InvariantCulture, $$"""
                { "site": "hq", "agent": "node-1", "mqtt": { "host": "127.0.0.1", "port": {{broker.Port}} },
                  "snmp": [ { "address": "{{ups.Endpoint}}", "room": "srv-1", "equipment": "ups-1", "period": "1 s" } ] }
                """)),
            out var faults)!;
        Assert.Empty(faults);

        using var stop = new CancellationTokenSource();
        var running = AgentHost.RunAsync(options, TimeProvider.System, NullLoggerFactory.Instance, stop.Token);
        var messages = await AgentRig.UntilAsync(witness, all => all.Any(message => message.Kind == "live") && all.Any(message => message.Payload.Contains("snmp:ups-mib", StringComparison.Ordinal)), "packs and the full birth");
        Assert.Contains(messages, message => message.Kind == "live" && message.Payload.Contains("""ups-1/ups.output.source","vs":"battery""", StringComparison.Ordinal));
        Assert.Contains(messages, message => message.Kind == "live" && message.Payload.Contains("""ups-1/ups.battery.charge","u":"%","v":97""", StringComparison.Ordinal));
        Assert.Contains(messages, message => message.Kind == "birth" && message.Payload.Contains("""{"n":"ups-1/ups.battery.charge","room":"srv-1","equipment":"ups-1","signal":"ups.battery.charge","u":"%","period":1,"source":"snmp:ups-mib"}""", StringComparison.Ordinal));

        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_device_polled_by_SNMPv3_is_published_and_its_inform_changes_its_point_long_before_the_next_poll()
    {
        const string Secret = "kitten-likes-milk";
        var user = new SnmpUser("roomguard") { Authentication = SnmpAuthentication.Sha256, AuthenticationPassword = Secret, Privacy = SnmpPrivacy.Aes128, PrivacyPassword = Secret };
        var source = 3;
        var tree = new MibTree();
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.1.2.0"), SnmpValue.Oid(ObjectId.Parse("1.3.6.1.2.1.33.2.3")));
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.33.1.4.1.0"), () => SnmpValue.Integer(Volatile.Read(ref source)));
        await using var ups = new SnmpAgent(new IPEndPoint(IPAddress.Loopback, 0), "never asked", tree) { Users = [user] };
        ups.Start();
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = broker.Subscribe("roomguard/1/#", "-F", "%j");
        using var folder = new Scratch();
        folder.Write("ups.secret", Secret + "\n");
        var traps = new IPEndPoint(IPAddress.Loopback, Ports.FreeUdp());
        var options = AgentOptions.Read(
            folder.Write("agent.json", string.Create(CultureInfo.InvariantCulture, $$$"""
                { "site": "hq", "agent": "node-1", "mqtt": { "host": "127.0.0.1", "port": {{{broker.Port}}} }, "traps": { "listen": "{{{traps}}}" },
                  "snmp": [ { "address": "{{{ups.Endpoint}}}", "room": "srv-1", "equipment": "ups-1", "period": "10 min", "version": "3",
                    "user": { "name": "roomguard", "authentication": "sha256", "authenticationPasswordFile": "ups.secret", "privacy": "aes128", "privacyPasswordFile": "ups.secret" } } ] }
                """)),
            out var faults)!;
        Assert.Empty(faults);

        using var stop = new CancellationTokenSource();
        var running = AgentHost.RunAsync(options, TimeProvider.System, NullLoggerFactory.Instance, stop.Token);
        await AgentRig.UntilAsync(witness, all => all.Any(message => message.Kind == "live" && message.Payload.Contains("""ups-1/ups.output.source","vs":"normal""", StringComparison.Ordinal)), "the first poll");

        source = 5;
        string[] words = ["-v3", "-Ci", "-u", "roomguard", "-l", "authPriv", "-a", "SHA-256", "-A", Secret, "-x", "AES", "-X", Secret, traps.ToString(), "", ".1.3.6.1.2.1.33.2.1"];
        var (exitCode, output) = await RealProcess.RunAsync(Needs.Program("snmptrap", "snmp"), words, environment: new Dictionary<string, string> { ["MIBS"] = "" });
        Assert.True(exitCode == 0, output);
        await AgentRig.UntilAsync(witness, all => all.Any(message => message.Kind == "live" && message.Payload.Contains("""ups-1/ups.output.source","vs":"battery""", StringComparison.Ordinal)), "the inform");

        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(10));
    }
}
