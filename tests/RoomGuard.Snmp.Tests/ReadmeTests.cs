using System.Net;
using System.Text.RegularExpressions;
using RoomGuard.Testing;

namespace RoomGuard.Snmp.Tests;

/// <summary>The README's samples are the two methods of this file: they compile here, run here, and are compared with the text.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public async Task The_samples_do_what_they_seem_to_do()
    {
        var printed = new List<string>();

        await using var agent = ServeSample();
        await AskSample(agent.Endpoint, printed.Add, TestContext.Current.CancellationToken);
        await SecureSample(printed.Add, TestContext.Current.CancellationToken);

        Assert.Equal(["The battery holds 97 %.", "Phase 1: 231 V", "1 phase", "Trap 1.3.6.1.2.1.33.2.1"], printed);
    }

    [Fact]
    public async Task The_samples_are_in_the_README_line_for_line()
    {
        var readme = await File.ReadAllTextAsync(Repository.Path("src", "RoomGuard.Snmp", "README.md"), TestContext.Current.CancellationToken);
        var code = Bare(await File.ReadAllTextAsync(Repository.Path("tests", "RoomGuard.Snmp.Tests", "ReadmeTests.cs"), TestContext.Current.CancellationToken));
        var samples = Sample().Matches(readme).Select(match => match.Groups[1].Value).ToArray();

        Assert.Equal(3, samples.Length);
        Assert.All(samples, sample => Assert.All(Bare(sample), line => Assert.Contains(line, code)));
    }

    private static async Task AskSample(IPEndPoint agent, Action<string> print, CancellationToken stop)
    {
        await using var manager = new SnmpManager(TimeProvider.System);
        var (address, port) = (agent.Address, agent.Port);
        var ups = new SnmpTarget(new IPEndPoint(address, port)) { Community = "public", Timeout = TimeSpan.FromSeconds(5) };

        var charge = (await manager.GetAsync(ups, [ObjectId.Parse("1.3.6.1.2.1.33.1.2.4.0")], stop))[0].Value;
        if (charge.TryGetNumber(out var percent))
        {
            print($"The battery holds {percent} %.");
        }

        await foreach (var (id, value) in manager.WalkAsync(ups, ObjectId.Parse("1.3.6.1.2.1.33.1.3.3.1.3"), maxRows: 12, stop))
        {
            print($"Phase {id[^1]}: {value.AsText()} V");
        }
    }

    private static async Task SecureSample(Action<string> print, CancellationToken stop)
    {
        await using var manager = new SnmpManager(TimeProvider.System);
        var password = "kitten-likes-milk";
        var user = new SnmpUser("roomguard")
        {
            Authentication = SnmpAuthentication.Sha256,
            AuthenticationPassword = password,
            Privacy = SnmpPrivacy.Aes128,
            PrivacyPassword = password,
        };
        var tree = new MibTree();
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.33.1.3.3.1.3.1"), SnmpValue.Integer(231));
        await using var served = new SnmpAgent(new IPEndPoint(IPAddress.Loopback, 0), "public", tree) { Users = [user] };
        served.Start();
        var agent = served.Endpoint;
        var secured = new SnmpTarget(agent) { Version = SnmpVersion.V3, User = user };
        var rows = await manager.ReadTableAsync(secured, [ObjectId.Parse("1.3.6.1.2.1.33.1.3.3.1.3")], maxRows: 12, stop);
        print($"{rows.Count} phase");

        await using var receiver = new SnmpTrapReceiver(
            new IPEndPoint(IPAddress.Loopback, 0),
            new TrapReceiverOptions { Users = [user] },
            (told, _) => { print($"Trap {told.TrapOid}"); return ValueTask.CompletedTask; },
            TimeProvider.System);
        receiver.Start();

        // An inform comes back when it has been taken.
        await using var sender = new SnmpTrapSender(new IPEndPoint(IPAddress.Loopback, 0), TimeProvider.System);
        var told = new SnmpNotification { Sender = sender.Endpoint, Version = SnmpVersion.V3, TrapOid = ObjectId.Parse("1.3.6.1.2.1.33.2.1") };
        await sender.InformAsync(new SnmpTarget(receiver.Endpoint) { Version = SnmpVersion.V3, User = user }, told, stop);
    }

    private static SnmpAgent ServeSample()
    {
        var tree = new MibTree();
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.33.1.2.4.0"), () => SnmpValue.Integer(97));
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.33.1.3.3.1.3.1"), SnmpValue.Integer(231));
        var agent = new SnmpAgent(new IPEndPoint(IPAddress.Loopback, 0), "public", tree);
        agent.Start();
        return agent;
    }

    private static string[] Bare(string code) => [.. code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sample();
}
