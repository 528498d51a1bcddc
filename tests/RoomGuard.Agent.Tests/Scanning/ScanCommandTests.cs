using System.Net;
using RoomGuard.Snmp;
using RoomGuard.Testing;

namespace RoomGuard.Agent.Tests.Scanning;

/// <summary>The command <c>scan</c> over loopback: what it finds, what it never tries, and that its proposal is read as settings.</summary>
public sealed class ScanCommandTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _scratch.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Devices_are_found_identified_and_proposed_as_settings_that_the_agent_reads()
    {
        var port = Ports.FreeUdp();
        await using var ups = Ups(IPAddress.Parse("127.0.0.2"), port, "one");
        await using var second = Ups(IPAddress.Parse("127.0.0.5"), port, "two");
        await using var stranger = Ups(IPAddress.Parse("127.0.0.6"), port, "unknown");
        _scratch.Write("two.secret", "two\n");
        var credentials = _scratch.Write("credentials.json", """{"credentials": [{"version": "2c", "community": "one"}, {"communityFile": "two.secret"}]}""");

        var exit = await RunAsync("--network", "127.0.0.0/29", "--credentials", credentials, "--port", $"{port}", "--rate", "200", "--timeout", "1", "--room", "srv-1");

        Assert.True(exit == 0, _error.ToString());
        var settings = _scratch.Write("agent.json", _output.ToString().Replace("\"snmp\"", """ "site": "hq", "agent": "a", "mqtt": {"host": "127.0.0.1"}, "snmp" """, StringComparison.Ordinal));
        var options = AgentOptions.Read(settings, out var faults);
        Assert.Empty(faults);
        Assert.Equal([$"ups-1 127.0.0.2:{port} one ups-mib", $"ups-2 127.0.0.5:{port} two ups-mib"], options!.Snmp.Select(device => $"{device.Place.Equipment} {device.Device.Address} {device.Device.Community} {device.Device.Profile}"));
        Assert.Contains("6 addresses", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, stranger.Counts.WrongCommunity);
    }

    [Theory]
    [InlineData("10.0.0.0/8", "--network is \"10.0.0.0/8\", which is more than 4096 addresses: scan a smaller one.")]
    [InlineData("everywhere", "--network is \"everywhere\"; it must be a network and its prefix, such as 10.1.2.0/24.")]
    public async Task A_network_that_cannot_be_scanned_is_refused(string network, string message)
    {
        Assert.Equal(64, await RunAsync("--network", network, "--credentials", "none.json"));
        Assert.Contains(message, _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_credentials_are_named_with_their_lines_and_nothing_is_asked()
    {
        var credentials = _scratch.Write("credentials.json", """
            {"credentials": [
              {"version": "4"},
              {"version": "3", "user": {"name": "", "privacy": "aes128"}}
            ]}
            """);

        Assert.Equal(78, await RunAsync("--network", "127.0.0.0/30", "--credentials", credentials));
        Assert.Contains("credentials.json:2:", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("credentials.json:3:", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("SNMPv3 encrypts nothing for somebody it cannot recognise", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_answers_it_says_what_to_check()
    {
        var credentials = _scratch.Write("credentials.json", """{"credentials": [{"community": "public"}]}""");

        Assert.Equal(1, await RunAsync("--network", "127.0.0.0/30", "--credentials", credentials, "--port", $"{Ports.FreeUdp()}", "--rate", "100", "--timeout", "1"));
        Assert.Contains("Nothing answered in 127.0.0.0/30.", _error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--network", "127.0.0.0/30")]
    [InlineData("--network", "127.0.0.0/30", "--credentials")]
    [InlineData("--network", "127.0.0.0/30", "--credentials", "x", "--guess", "yes")]
    public async Task Words_it_does_not_know_are_refused(params string[] words) => Assert.Equal(64, await RunAsync(words));

    private static SnmpAgent Ups(IPAddress address, int port, string community)
    {
        var tree = new MibTree();
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.1.1.0"), SnmpValue.Text("A card"));
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.1.2.0"), SnmpValue.Oid(ObjectId.Parse("1.3.6.1.2.1.33")));
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.33.1.4.1.0"), SnmpValue.Integer(3));
        var agent = new SnmpAgent(new IPEndPoint(address, port), community, tree);
        agent.Start();
        return agent;
    }

    private Task<int> RunAsync(params string[] words) => AgentCommand.RunAsync(["scan", .. words], _output, _error);
}
