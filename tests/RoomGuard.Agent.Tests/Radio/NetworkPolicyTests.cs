using RoomGuard.Agent.Radio;
using RoomGuard.Testing;

namespace RoomGuard.Agent.Tests.Radio;

public sealed class NetworkPolicyTests : IDisposable
{
    private readonly Scratch _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public NetworkPolicyTests()
    {
        Interface("lo", "0x9", 772, "INTERFACE=lo\nIFINDEX=1\n");
        Interface("eth0", "0x1003", 1, "INTERFACE=eth0\nIFINDEX=2\n");
        Interface("wg0", "0x91", 65534, "DEVTYPE=wireguard\nINTERFACE=wg0\n");
    }

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task A_board_of_wires_is_in_order()
    {
        Assert.Equal((0, ""), (await CheckAsync("wired"), _error.ToString()));
        Assert.Equal(NetworkPolicy.Wired, AgentOptions.Read(Settings("wired"), out _)!.Network);
    }

    [Theory]
    [InlineData("wlan0", 1, "DEVTYPE=wlan\nINTERFACE=wlan0\n", "phy80211", "wlan0 is a Wi-Fi interface that is up (\"rfkill block wifi\"")]
    [InlineData("wlp3s0", 1, "DEVTYPE=wlan\n", "", "wlp3s0 is a Wi-Fi interface that is up")]
    [InlineData("mon0", 803, "", "", "mon0 is a Wi-Fi interface that is up")]
    [InlineData("eth1", 1, "DEVTYPE=wwan\n", "", "eth1 is a mobile network's interface that is up")]
    [InlineData("wwan0", 65534, "", "", "wwan0 is a mobile network's interface that is up")]
    [InlineData("rmnet0", 519, "", "", "rmnet0 is a mobile network's interface that is up")]
    [InlineData("ppp0", 512, "DEVTYPE=ppp\n", "", "ppp0 is a PPP interface of a modem that is up")]
    [InlineData("bnep0", 1, "DEVTYPE=bluetooth\n", "", "bnep0 is a Bluetooth interface that is up")]
    [InlineData("lowpan0", 825, "", "", "lowpan0 is an IEEE 802.15.4 interface that is up")]
    public async Task A_radio_that_is_up_is_refused_by_name_and_clause(string name, int type, string uevent, string folder, string expected)
    {
        Interface(name, "0x1003", type, uevent);
        if (folder.Length > 0)
        {
            Directory.CreateDirectory(_folder.Path($"sys/class/net/{name}/{folder}"));
        }

        Assert.Equal(78, await CheckAsync("wired"));
        var fault = Assert.Single(_error.ToString().Trim().Split(Environment.NewLine));
        Assert.StartsWith(_folder.Path("agent.json") + ":2: network.policy is \"wired\", but " + expected, fault, StringComparison.Ordinal);
        Assert.EndsWith("clause 131 of the Unified Requirements (decree 832 of 20 December 2016).", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_refuses_as_check_does()
    {
        Interface("wlan0", "0x1003", 1, "DEVTYPE=wlan\n");
        Assert.Equal(78, await AgentCommand.RunAsync(["run", "--config", Settings("wired")], _output, _error));
        Assert.Contains("clause 131", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_radio_that_is_down_is_forgiven_and_one_that_does_not_say_is_not()
    {
        Interface("wlan0", "0x1002", 1, "DEVTYPE=wlan\n");
        Assert.Equal(0, await CheckAsync("wired"));
        File.Delete(_folder.Path("sys/class/net/wlan0/flags"));
        Assert.Equal(78, await CheckAsync("wired"));
    }

    [Fact]
    public async Task A_modem_is_refused_although_no_interface_of_it_is_up()
    {
        Interface("wwan0", "0x1002", 65534, "DEVTYPE=wwan\n");
        Directory.CreateDirectory(_folder.Path("sys/class/wwan/wwan0"));
        Directory.CreateDirectory(_folder.Path("sys/class/wwan/wwan0at0"));
        foreach (var (port, driver) in new[] { ("ttyUSB0", "ftdi_sio"), ("ttyUSB1", "option1"), ("ttyUSB2", "option1") })
        {
            var target = _folder.Path($"sys/bus/usb-serial/drivers/{driver}");
            Directory.CreateDirectory(target);
            Directory.CreateDirectory(_folder.Path($"sys/class/tty/{port}/device"));
            Directory.CreateSymbolicLink(_folder.Path($"sys/class/tty/{port}/device/driver"), target);
        }

        Assert.Equal(78, await CheckAsync("wired"));
        var faults = _error.ToString().Trim().Split(Environment.NewLine);
        Assert.Equal(2, faults.Length);
        Assert.Contains("wwan0 is a modem", faults[0], StringComparison.Ordinal);
        Assert.Contains("ttyUSB1 is the serial port of a modem", faults[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_radio_is_named_at_once_and_none_without_the_policy()
    {
        Interface("wlan0", "0x1003", 1, "DEVTYPE=wlan\n");
        Interface("ppp0", "0x10d1", 512, "");
        Assert.Equal(0, await CheckAsync("any"));
        Assert.Equal(78, await CheckAsync("wired"));
        Assert.Equal(2, _error.ToString().Trim().Split(Environment.NewLine).Length);
    }

    [Fact]
    public async Task A_board_that_shows_no_interfaces_is_no_good_news()
    {
        Directory.Delete(_folder.Path("sys/class/net"), true);
        Assert.Equal(78, await CheckAsync("wired"));
        Assert.Contains("nobody knows what the board is linked by", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_policy_is_a_fault()
    {
        Assert.Equal(78, await CheckAsync("fibre"));
        Assert.Contains("network.policy is \"fibre\"; it must be one of any, wired.", _error.ToString(), StringComparison.Ordinal);
    }

    private Task<int> CheckAsync(string policy) => AgentCommand.RunAsync(["check", Settings(policy)], _output, _error);

    private string Settings(string policy) => _folder.Write("agent.json", $$"""
        { "site": "hq", "agent": "node-1", "sysfs": "sys",
          "network": { "policy": "{{policy}}" },
          "mqtt": { "host": "127.0.0.1" },
          "snmp": [ { "address": "10.0.0.5", "community": "secret", "room": "srv-1", "equipment": "ups-1" } ] }
        """);

    private void Interface(string name, string flags, int type, string uevent)
    {
        _folder.Write($"sys/class/net/{name}/flags", flags + "\n");
        _folder.Write($"sys/class/net/{name}/type", FormattableString.Invariant($"{type}\n"));
        _folder.Write($"sys/class/net/{name}/uevent", uevent);
    }
}
