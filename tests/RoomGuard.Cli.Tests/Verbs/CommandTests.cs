using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using RoomGuard.Snmp;
using RoomGuard.Testing;

namespace RoomGuard.Cli.Tests.Verbs;

/// <summary>The command as a person calls it: what it prints, and its exit code.</summary>
public sealed class CommandTests
{
    private const string Password = "kitten-likes-milk";

    private static readonly ObjectId SysDescr = ObjectId.Parse("1.3.6.1.2.1.1.1.0");

    [Fact]
    public async Task Get_prints_what_a_device_says()
    {
        await using var device = Device();
        var (exitCode, output) = await RunAsync("snmp", "get", device.Endpoint.ToString(), SysDescr.ToString(), "1.3.6.1.2.1.1.99.0");
        Assert.Equal(0, exitCode);
        Assert.Matches(@"^1\.3\.6\.1\.2\.1\.1\.1\.0 = OctetString: a card\n1\.3\.6\.1\.2\.1\.1\.99\.0 = NoSuch(Object|Instance)", output);
    }

    [Fact]
    public async Task Walk_prints_what_is_below_and_no_more_than_was_asked_for()
    {
        await using var device = Device();
        Assert.Equal(3, (await RunAsync("snmp", "walk", device.Endpoint.ToString())).Output.Split('\n').Length);
        Assert.Equal(2, (await RunAsync("snmp", "walk", device.Endpoint.ToString(), "--most", "2")).Output.Split('\n').Length);
    }

    [Fact]
    public async Task Identify_names_the_profile_and_reads_with_it()
    {
        await using var device = Device();
        var (exitCode, output) = await RunAsync("snmp", "identify", device.Endpoint.ToString());
        Assert.Equal(0, exitCode);
        Assert.Contains("profile ups-mib", output, StringComparison.Ordinal);
        Assert.Matches(@"ups\.battery\.charge +87 %  \(Charge level\)  1\.3\.6\.1\.2\.1\.33\.1\.2\.4\.0", output);
    }

    [Fact]
    public async Task Profile_test_tells_signal_equipment_value_unit_and_object_of_every_point()
    {
        var (exitCode, output) = await RunAsync("profile", "test", "auto", Case("apc-probes"), "--json");
        Assert.Equal(0, exitCode);
        using var json = JsonDocument.Parse(output);
        Assert.Equal("apc-probes", json.RootElement.GetProperty("profile").GetString());
        Assert.Equal("1.3.6.1.4.1.318.1.3.999", json.RootElement.GetProperty("identity").GetProperty("sysObjectID").GetString());
        var point = json.RootElement.GetProperty("points").EnumerateArray().Single(point => point.GetProperty("oid").GetString() == "1.3.6.1.4.1.318.1.1.10.2.3.2.1.4.1");
        Assert.Equal(["env.temp", "probe.iem-1", "25", "Cel", "Intake"], new[] { "signal", "equipment", "value", "unit", "label" }.Select(name => point.GetProperty(name).ToString()));
        var lost = json.RootElement.GetProperty("points").EnumerateArray().Single(point => point.GetProperty("oid").GetString() == "1.3.6.1.4.1.318.1.1.25.1.2.1.6.2.1");
        Assert.Equal(JsonValueKind.Null, lost.GetProperty("value").ValueKind);
        Assert.StartsWith("faulted: ", lost.GetProperty("fault").GetString(), StringComparison.Ordinal);
        Assert.Contains(json.RootElement.GetProperty("skipped").EnumerateArray(), skipped => skipped.GetProperty("oid").GetString() == "1.3.6.1.4.1.318.1.1.25.1.2.1.6.2.2");
    }

    [Fact]
    public async Task Profile_test_prints_a_table_and_takes_a_profile_by_name()
    {
        var (exitCode, output) = await RunAsync("profile", "test", "hwg", Case("hwg"));
        Assert.Equal(0, exitCode);
        Assert.Matches(@"sensor-1/env\.temp +23\.8 Cel  \(Air temperature: Rack\)", output);
    }

    [Fact]
    public async Task Profile_test_says_what_is_wrong_with_its_arguments()
    {
        using var scratch = new Scratch();
        Assert.Equal(64, (await RunAsync("profile", "test", "no-such-profile", Case("hwg"))).ExitCode);
        Assert.Equal(66, (await RunAsync("profile", "test", "auto", scratch.Path("no-such-file"))).ExitCode);
        File.WriteAllText(scratch.Path("kettle.snmprec"), "1.3.6.1.2.1.1.1.0|4|a kettle\nnonsense\n");
        var (exitCode, output) = await RunAsync("profile", "test", "auto", scratch.Path("kettle.snmprec"));
        Assert.Equal(1, exitCode);
        Assert.Contains("line 2 is neither", output, StringComparison.Ordinal);
        Assert.Contains("No profile matches", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Profile_list_names_every_profile()
    {
        var (exitCode, output) = await RunAsync("profile", "list");
        Assert.Equal(0, exitCode);
        Assert.Contains("eaton-emp", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Profiles_of_ones_own_need_no_build()
    {
        const string Own = """
            {"id": "kettle", "version": 1, "kind": "env", "name": "A kettle", "priority": 70, "match": {"sysObjectId": ["1.3.6.1.4.1.99999.7"]}, "access": {}, "identity": {},
             "points": [{"signal": "env.temp", "oid": "1.3.6.1.4.1.99999.7.1.0", "unit": "degF"}]}
            """;
        using var scratch = new Scratch();
        File.WriteAllText(scratch.Path("kettle.json"), Own);
        var recording = scratch.Path("kettle.snmprec");
        File.WriteAllText(recording, "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.7\n1.3.6.1.4.1.99999.7.1.0|2|212\n");
        Assert.Matches(@"env\.temp +100 Cel", (await RunAsync("profile", "test", "auto", recording, "--profiles", scratch.Folder)).Output);
        Assert.Matches(@"env\.temp +100 Cel", (await RunAsync("profile", "test", scratch.Path("kettle.json"), recording)).Output);

        File.WriteAllText(scratch.Path("kettle.json"), Own.Replace("env.temp", "env.tmep", StringComparison.Ordinal));
        var (exitCode, output) = await RunAsync("profile", "list", "--profiles", scratch.Folder);
        Assert.Equal(78, exitCode);
        Assert.Contains("kettle.json:2: points[0].signal is \"env.tmep\"", output, StringComparison.Ordinal);
    }

    private static string Case(string profile) => Repository.Path("tests", "RoomGuard.Devices.Tests", "Profiles", profile, "recording.snmprec");

    [Fact]
    public async Task A_silent_device_ends_with_69_and_says_what_to_check()
    {
        var (exitCode, output) = await RunAsync("snmp", "get", $"127.0.0.1:{Ports.FreeUdp()}", SysDescr.ToString(), "--timeout", "1");
        Assert.Equal(69, exitCode);
        Assert.Contains("did not answer", output, StringComparison.Ordinal);
        Assert.Contains("community", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("snmp", "get", "not-an-address", "1.3.6")]
    [InlineData("snmp", "get", "127.0.0.1", "one.three")]
    [InlineData("snmp", "get", "127.0.0.1", "1.3.6", "--timeout", "0")]
    [InlineData("demo", "--speed", "0")]
    [InlineData("demo", "--port", "70000")]
    [InlineData("fly")]
    public async Task A_command_line_that_makes_no_sense_ends_with_64(params string[] line) => Assert.Equal(64, (await RunAsync(line)).ExitCode);

    [Theory]
    [InlineData("--duration", "demo", "--duration", "soon")]
    [InlineData("--speed", "demo", "--speed", "fast")]
    [InlineData("--port", "demo", "--port", "web")]
    [InlineData("--timeout", "snmp", "get", "127.0.0.1", "1.3.6", "--timeout", "soon")]
    public async Task A_word_where_an_option_wants_a_number_is_refused_and_not_a_crash(string option, params string[] line)
    {
        var (exitCode, output) = await RunAsync(line);
        Assert.Equal(64, exitCode);
        Assert.Contains(option, output, StringComparison.Ordinal);
        Assert.Contains(line[^1], output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--duration must be from 1 to 86400.", "demo", "--duration", "0")]
    [InlineData("--timeout must be from 1 to 60.", "snmp", "get", "127.0.0.1", "1.3.6", "--timeout", "61")]
    public async Task A_number_out_of_its_range_is_refused_with_the_range(string said, params string[] line)
    {
        var (exitCode, output) = await RunAsync(line);
        Assert.Equal(64, exitCode);
        Assert.Contains(said, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scenario_that_does_not_exist_ends_with_78() => Assert.Equal(78, (await RunAsync("demo", "--scenario", "no-such-day")).ExitCode);

    [Fact]
    public async Task A_port_that_is_taken_is_said_so_at_once()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var (exitCode, output) = await RunAsync("demo", "--port", $"{port}");
        Assert.Equal(1, exitCode);
        Assert.Contains($"Port {port} of 127.0.0.1 is taken", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_tells_agents_from_centres_and_says_when_nothing_is_wrong()
    {
        using var scratch = new Scratch();
        var settings = scratch.Write("agent.json", """
            { "site": "hq", "agent": "node-1", "mqtt": { "host": "127.0.0.1", "port": 1883 },
              "sensors": [ { "driver": "hwmon", "device": "sht3x", "channel": "temp1", "room": "srv-1", "equipment": "probe-1", "signal": "env.temp", "period": "10 s" } ] }
            """);
        var (exitCode, output) = await RunAsync("check", settings);
        Assert.True(exitCode == 0, output);
        Assert.Contains("holds no fault", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_names_every_fault_of_a_site_file_with_its_line_also_through_the_settings_that_name_it()
    {
        using var scratch = new Scratch();
        var site = scratch.Write("site.yaml", "sites:\n  - id: hq\n    rooms:\n      - id: srv-1\n        type: garage\n        colour: red\n");
        var settings = scratch.Write("central.json", """{ "mqtt": { "host": "127.0.0.1" }, "site": "site.yaml" }""");
        foreach (var path in new[] { site, settings })
        {
            var (exitCode, output) = await RunAsync("check", path);
            Assert.Equal(78, exitCode);
            Assert.Contains($"{site}:5: sites[0].rooms[0].type is \"garage\"", output, StringComparison.Ordinal);
            Assert.Contains($"{site}:6: sites[0].rooms[0].colour is not known here", output, StringComparison.Ordinal);
            Assert.Contains("2 faults.", output, StringComparison.Ordinal);
        }

        var (sample, said) = await RunAsync("check", Repository.Path("firmware-config", "central", "site.yaml"));
        Assert.True(sample == 0, said);
        var json = scratch.Write("site.json", """{ "sites": [ { "id": "hq", "rooms": [ { "id": "srv-1", "type": "server" } ] } ] }""");
        Assert.Equal(0, (await RunAsync("check", json)).ExitCode);
    }

    [Fact]
    public async Task A_device_is_asked_in_the_version_and_as_the_user_of_the_command_line()
    {
        await using var device = Device();
        string[] secure = ["--snmp-version", "3", "-u", "roomguard", "--auth", "sha256", "--priv", "aes256"];
        var asked = await RunAsync(["snmp", "get", device.Endpoint.ToString(), SysDescr.ToString(), .. secure]);
        var identified = await RunAsync(["snmp", "identify", device.Endpoint.ToString(), .. secure]);
        var old = await RunAsync("snmp", "walk", device.Endpoint.ToString(), "--snmp-version", "1");
        var nobody = await RunAsync("snmp", "get", device.Endpoint.ToString(), SysDescr.ToString(), "--snmp-version", "3");
        var stranger = await RunAsync("snmp", "get", device.Endpoint.ToString(), SysDescr.ToString(), "--snmp-version", "3", "-u", "stranger");

        Assert.Contains("OctetString: a card", asked.Output, StringComparison.Ordinal);
        Assert.Contains("profile ups-mib", identified.Output, StringComparison.Ordinal);
        Assert.Equal(3, old.Output.Split('\n').Length);
        Assert.Equal((64, "SNMPv3 needs --user."), nobody);
        Assert.Equal(69, stranger.ExitCode);
        Assert.Contains("stranger", stranger.Output, StringComparison.Ordinal);
    }

    private static SnmpAgent Device()
    {
        var tree = new MibTree();
        tree.Add(SysDescr, SnmpValue.Text("a card"));
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.1.2.0"), SnmpValue.Oid(ObjectId.Parse("1.3.6.1.2.1.33")));
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.33.1.2.4.0"), SnmpValue.Integer(87));
        var agent = new SnmpAgent(new IPEndPoint(IPAddress.Loopback, 0), "public", tree)
        {
            Users = [new SnmpUser("roomguard") { Authentication = SnmpAuthentication.Sha256, AuthenticationPassword = Password, Privacy = SnmpPrivacy.Aes256, PrivacyPassword = Password }],
        };
        agent.Start();
        return agent;
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] line)
    {
        var (exitCode, output) = await RealProcess.RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "roomguard.dll"), .. line], TimeSpan.FromSeconds(60), new Dictionary<string, string> { ["ROOMGUARD_AUTH_PASSWORD"] = Password, ["ROOMGUARD_PRIV_PASSWORD"] = Password });
        return (exitCode, output);
    }
}
