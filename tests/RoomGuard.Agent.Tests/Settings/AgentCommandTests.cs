using RoomGuard.Testing;

namespace RoomGuard.Agent.Tests.Settings;

public sealed class AgentCommandTests : IDisposable
{
    private readonly Scratch _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Help_names_the_commands_and_the_exit_codes()
    {
        Assert.Equal(0, await RunAsync("--help"));
        Assert.Contains("roomguard-agent run --config <agent.json>", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Exit codes: 0 in order, 1 nothing found, 64 wrong command line, 74 outputs that cannot be used, 78 wrong settings", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("start")]
    [InlineData("run")]
    [InlineData("run", "--config")]
    [InlineData("check")]
    [InlineData("check", "--fast")]
    public async Task A_wrong_command_line_is_64(params string[] words)
    {
        Assert.Equal(64, await RunAsync(words));
        Assert.Contains("roomguard-agent", _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_output.ToString());
    }

    [Theory]
    [InlineData("check")]
    [InlineData("run", "--config")]
    public async Task Wrong_settings_are_78_and_every_fault_a_line(params string[] words)
    {
        var path = _folder.Write("agent.json", """{ "site": "HQ", "mqtt": { "host": "b", "port": 0 } }""");
        Assert.Equal(78, await RunAsync([.. words, path]));
        var lines = _error.ToString().Trim().Split(Environment.NewLine);
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.StartsWith(path + ":1: ", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("rpi-4", "15 sensors, 3 contacts, 1 meters, 2 SNMP devices")]
    [InlineData("rpi-5", "15 sensors, 3 contacts, 1 meters, 2 SNMP devices")]
    [InlineData("rpi-zero-2w", "15 sensors, 3 contacts, 1 meters, 2 SNMP devices")]
    [InlineData("odroid-c4", "7 sensors, 3 contacts, 1 meters, 2 SNMP devices")]
    [InlineData("rooms/server-room", "6 sensors, 3 contacts, 0 meters, 1 SNMP devices")]
    [InlineData("rooms/cross-connect-room", "3 sensors, 3 contacts, 0 meters, 0 SNMP devices")]
    [InlineData("rooms/power-room", "4 sensors, 3 contacts, 0 meters, 3 SNMP devices")]
    [InlineData("generic", "0 sensors, 0 contacts, 0 meters, 2 SNMP devices")]
    public async Task The_settings_of_each_board_are_in_order(string board, string summary)
    {
        var path = _folder.Write("agent.json", await File.ReadAllTextAsync(Repository.Path("firmware-config", board, "agent.json")));
        foreach (var secret in new[] { "ups-1.auth", "ups-1.priv", "ups-1.community", "ups-2.community", "gen-1.community", "ats-1.community" })
        {
            _folder.Write(secret, "a secret of ours\n");
        }

        using var authority = new TestAuthority(_folder);
        foreach (var name in new[] { "node-1", "node-2", "srv-1-node", "xc-1-node", "pwr-1-node" })
        {
            authority.Issue(name);
        }

        Assert.Equal((0, ""), (await RunAsync("check", path), _error.ToString()));
        Assert.Contains(summary, _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_another_certificate_is_a_fault()
    {
        using var authority = new TestAuthority(_folder);
        authority.Issue("node-1");
        authority.Issue("node-2");
        var path = _folder.Write("agent.json", """{ "site": "hq", "agent": "a", "mqtt": { "host": "b", "tls": { "certificate": "node-1.pem", "key": "node-2.key" } }, "snmp": [ { "address": "10.0.0.1", "room": "r", "equipment": "u" } ] }""");
        Assert.Equal(78, await RunAsync("check", path));
        Assert.Contains("mqtt.tls.key names", _error.ToString(), StringComparison.Ordinal);
    }

    private Task<int> RunAsync(params string[] words) => AgentCommand.RunAsync(words, _output, _error);
}
