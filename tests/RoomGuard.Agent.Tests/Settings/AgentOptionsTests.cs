using RoomGuard.Contract.Files;
using RoomGuard.Devices.Contacts;
using RoomGuard.Testing;

namespace RoomGuard.Agent.Tests.Settings;

public sealed class AgentOptionsTests : IDisposable
{
    private const string Good = """
        {
          "site": "hq",
          "agent": "node-1",
          "mqtt": { "host": "127.0.0.1", "user": "node-1", "passwordFile": "mqtt.password" },
          "sensors": [
            { "driver": "hwmon", "device": "sht3x", "room": "srv-1", "equipment": "probe-1", "signal": "env.temp" },
            { "driver": "iio", "device": "bme280", "channel": "humidityrelative", "room": "srv-1", "equipment": "probe-1", "signal": "env.rh", "period": "30 s" }
          ],
          "contacts": { "driver": "tree", "lines": [ { "line": 17, "room": "srv-1", "equipment": "leak-1", "signal": "leak.wet", "activeLow": true } ] },
          "snmp": [
            { "address": "10.0.0.5", "community": "s3cret", "room": "srv-1", "equipment": "ups-1" },
            { "address": "[fd00::5]:1161", "communityFile": "gen.community", "profile": "comap", "room": "srv-1", "equipment": "gen-1", "timeout": "5 s" }
          ]
        }
        """;

    private readonly Scratch _folder = new();

    public AgentOptionsTests()
    {
        _folder.Write("mqtt.password", "hunter2\n");
        _folder.Write("gen.community", "gensecret\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_good_file_gives_its_values_and_the_defaults()
    {
        var options = AgentOptions.Read(_folder.Write("agent.json", Good), out var faults);
        Assert.Empty(faults);
        Assert.NotNull(options);
        Assert.Equal(("hq", "node-1", "127.0.0.1", 1883), (options.Site, options.Agent, options.Mqtt.Host, options.Mqtt.Port));
        Assert.Equal("hunter2", options.Mqtt.Password!.Reveal());
        Assert.Equal(new PublishingOptions(), options.Publishing);
        Assert.Equal(new CentreOptions(new InputPlace("hq", "srv-1", "node-1")), options.Centre);
        Assert.Equal("/sys", options.Sysfs);
        Assert.Equal([TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)], options.Sensors.Select(sensor => sensor.Period));
        Assert.Equal("temp1", options.Sensors[0].Channel.Channel);
        var contact = Assert.Single(options.Contacts.Lines);
        Assert.True(options.Contacts.UsesTree && contact.Line.IsActiveLow);
        Assert.Equal(TimeSpan.FromMilliseconds(50), contact.Line.Debounce);
        Assert.Equal(["10.0.0.5:161", "[fd00::5]:1161"], options.Snmp.Select(device => device.Device.Address.ToString()));
        Assert.Equal(["s3cret", "gensecret"], options.Snmp.Select(device => device.Device.Community));
        Assert.Equal(["auto", "comap"], options.Snmp.Select(device => device.Device.Profile));
    }

    [Fact]
    public void An_agent_is_a_witness_unless_told_otherwise_and_keeps_its_data_beside_its_settings()
    {
        var options = AgentOptions.Read(_folder.Write("agent.json", Good), out _)!;
        Assert.Equal((true, _folder.Folder), (options.Witness, options.DataFolder));
        options = AgentOptions.Read(_folder.Write("agent.json", Good.Replace("\"agent\":", "\"witness\": false, \"agent\":", StringComparison.Ordinal)), out _)!;
        Assert.False(options.Witness);
        Assert.Contains(Faults(Good.Replace("\"agent\":", "\"witness\": \"yes\", \"agent\":", StringComparison.Ordinal)), fault => fault.ToString().Contains("witness is \"yes\"; it must be true or false", StringComparison.Ordinal));
    }

    [Fact]
    public void Secrets_are_in_no_text_of_the_options()
    {
        var options = AgentOptions.Read(_folder.Write("agent.json", Good), out _)!;
        var text = options.ToString() + options.Mqtt + string.Join(' ', options.Snmp);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text.Replace("(secret)", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_is_named_at_once_with_its_line()
    {
        var faults = Faults("""
            {
              "site": "Head Quarters",
              "mqtt": { "host": "", "port": 99999, "passwordFile": "none.txt", "user": "u", "tls": { "certificate": "none.pem" } },
              "publishing": { "batch": "1 d", "keepPacks": 1.5 },
              "sensors": [
                { "driver": "gpio", "device": "sht3x", "room": "srv-1", "equipment": "probe-1", "signal": "env.temp" },
                { "driver": "hwmon", "device": "sht3x", "room": "srv-1", "equipment": "probe-1", "signal": "env.heat" },
                { "driver": "hwmon", "device": "sht3x", "room": "srv-1", "equipment": "probe-2", "signal": "env.rh", "period": "10 ms" },
                { "driver": "hwmon", "device": "sht3x", "room": "srv-1", "equipment": "probe-3", "signal": "env.temp" },
                { "driver": "w1", "device": "28-0316a2795fff", "room": "srv-1", "equipment": "probe-3", "signal": "env.temp" }
              ],
              "contacts": { "lines": [
                { "line": 17, "room": "srv-1", "equipment": "leak-1", "signal": "env.temp" },
                { "line": 17, "room": "srv-1", "equipment": "leak-2", "signal": "leak.wet", "debounce": "1 min" }
              ] },
              "snmp": [ { "address": "ups.example", "profile": "acme", "room": "srv 1", "equipment": "ups-1", "community": "a", "communityFile": "gen.community" } ],
              "colour": "blue"
            }
            """);
        string[] expected =
        [
            "agent.json:1: agent is missing.",
            "agent.json:2: site is \"Head Quarters\"; it must be lower-case letters, digits,",
            "agent.json:3: mqtt.host must be a text that is not empty.",
            "agent.json:3: mqtt.port is 99999; it must be a whole number from 1 to 65535.",
            "agent.json:3: mqtt.passwordFile names ",
            "agent.json:3: mqtt.tls.certificate needs the other: certificate and key go together.",
            "agent.json:3: mqtt.tls.certificate names ",
            "agent.json:4: publishing.batch is \"1 d\"; it must be a span of time from 10 ms to 10 s, such as \"10 s\".",
            "agent.json:4: publishing.keepPacks is 1.5; it must be a whole number from 100 to 1000000.",
            "agent.json:6: sensors[0].driver is \"gpio\"; it must be one of hwmon, iio, w1, sht3x, sht4x, bme280, ads1115, system.",
            "agent.json:7: sensors[1].signal is \"env.heat\", which is not in the signal catalogue. There are env.dew_margin, env.dewpoint, env.pressure, env.rh, ",
            "agent.json:8: sensors[2].period is \"10 ms\"; it must be a span of time from 1 s to 1 h",
            "agent.json:8: sensors[2] reads Cel from temp1, but env.rh is in %RH.",
            "agent.json:10: sensors[4] is /srv-1/probe-3/env.temp, as is sensors[3]; a point has one input.",
            "agent.json:13: contacts.lines[0].signal is env.temp, a Gauge; a contact is only true or false.",
            "agent.json:14: contacts.lines[1].debounce is \"1 min\"",
            "agent.json:14: contacts.lines[1].line is 17, as in contacts.lines[0]; a line has one contact.",
            "agent.json:16: snmp[0].room is \"srv 1\"",
            "agent.json:16: snmp[0].profile is \"acme\"; it must be auto or one of a",
            "agent.json:16: snmp[0].address is \"ups.example\"; it must be an IP address",
            "agent.json:16: snmp[0].community is there together with communityFile; only one may be.",
            "agent.json:17: colour is not known here; known are agent, cameras, centre, contacts, derived, local, meters, mqtt, network, profiles, publishing, sensors, site, snmp, sysfs, system, traps, witness.",
        ];
        var texts = faults.Select(fault => fault.ToString()[(_folder.Folder.Length + 1)..]).ToList();
        foreach (var text in expected.Select(text => text.Replace("/srv-1", "Head Quarters/srv-1", StringComparison.Ordinal)))
        {
            Assert.Contains(texts, fault => fault.StartsWith(text, StringComparison.Ordinal));
        }

        Assert.True(expected.Length == texts.Count, string.Join('\n', texts));
    }

    [Fact]
    public void A_file_that_is_not_there_and_one_that_is_no_JSON_are_faults()
    {
        Assert.Null(AgentOptions.Read(_folder.Path("none.json"), out var faults));
        Assert.Contains("cannot be read", faults[0].Message, StringComparison.Ordinal);
        Assert.Contains(Faults("{ \"site\": "), fault => fault.Message.Contains("is not JSON", StringComparison.Ordinal));
    }

    [Fact]
    public void An_agent_without_inputs_is_a_fault() =>
        Assert.Equal("names no input: one of sensors, contacts.lines, meters.lines, snmp and cameras must have an entry.",
            Assert.Single(Faults("""{ "site": "hq", "agent": "a", "mqtt": { "host": "b" } }""")).Message);

    [Theory]
    [InlineData("Hwmon")]
    [InlineData("Iio")]
    [InlineData("OneWire")]
    [InlineData("Sht3x")]
    [InlineData("Sht4x")]
    [InlineData("Bme280")]
    [InlineData("Ads1115")]
    [InlineData("Board")]
    public void Every_drivers_sample_is_a_sensor_that_can_be_configured(string folder)
    {
        var sample = File.ReadAllText(Repository.Path("src", "RoomGuard.Devices", "Sensors", folder, "sample.json"));
        Assert.Empty(Faults($$"""{ "site": "hq", "agent": "a", "mqtt": { "host": "b" }, "sensors": [ {{sample}} ] }"""));
    }

    [Fact]
    public void The_sample_of_contacts_can_be_configured_and_has_a_pull_up_and_the_kernels_debouncing()
    {
        var sample = File.ReadAllText(Repository.Path("src", "RoomGuard.Devices", "Contacts", "sample.json"));
        var options = AgentOptions.Read(_folder.Write("agent.json", $$"""{ "site": "hq", "agent": "a", "mqtt": { "host": "b" }, "contacts": { "chip": "pinctrl-bcm2711", "lines": [ {{sample}} ] } }"""), out _);
        var line = Assert.Single(options!.Contacts.Lines).Line;
        Assert.Equal((ContactPull.Up, true, "pinctrl-bcm2711"), (line.Pull, line.IsDebounced, options.Contacts.Chip));
    }

    [Fact]
    public void The_sample_of_an_expander_can_be_configured_and_is_debounced_by_us()
    {
        var sample = File.ReadAllText(Repository.Path("src", "RoomGuard.Devices", "Contacts", "Expander", "sample.json"));
        var options = AgentOptions.Read(_folder.Write("agent.json", $$"""{ "site": "hq", "agent": "a", "mqtt": { "host": "b" }, "contacts": { "expanders": [ {{sample}} ] } }"""), out _);
        var expander = Assert.Single(options!.Contacts.Expanders);
        Assert.Equal(("1:0x20", TimeSpan.FromMilliseconds(50), null), (expander.Chip.Device, expander.Chip.Poll, expander.Chip.InterruptLine));
        Assert.Equal([(0, ContactPull.Up, false), (8, ContactPull.Up, false)], expander.Lines.Select(contact => (contact.Line.Line, contact.Line.Pull, contact.Line.IsDebounced)));
        Assert.Equal("srv-1", options.Centre.Place.Room);
    }

    [Fact]
    public void The_sample_of_a_meter_can_be_configured()
    {
        var sample = File.ReadAllText(Repository.Path("src", "RoomGuard.Devices", "Pulses", "sample.json"));
        var options = AgentOptions.Read(_folder.Write("agent.json", $$"""{ "site": "hq", "agent": "a", "mqtt": { "host": "b" }, "meters": { "lines": [ {{sample}} ] } }"""), out _);
        var meter = Assert.Single(options!.Meters.Meters);
        Assert.Equal((22, true, 0.001, "feed.power", 3600), (meter.Line.Line, meter.Line.IsFalling, meter.UnitsPerPulse, meter.Rate!.Signal.Id, meter.Rate.Factor));
    }

    [Fact]
    public void The_agents_own_machine_is_so_many_sensors()
    {
        var options = AgentOptions.Read(_folder.Write("agent.json", Good.Replace("\"agent\":", "\"system\": { \"period\": \"30 s\" }, \"agent\":", StringComparison.Ordinal)), out _)!;
        var own = options.Sensors.Skip(2).ToList();
        Assert.Equal(["agent.board_temp", "agent.disk_free", "agent.memory_free", "agent.clock_synced", "agent.clock_error"], own.Select(sensor => sensor.Channel.Signal.Id));
        Assert.All(own, sensor => Assert.Equal((new InputPlace("hq", "srv-1", "node-1"), TimeSpan.FromSeconds(30), null), (sensor.Place, sensor.Period, sensor.Driver.Fault(sensor.Channel))));
        Assert.Equal(_folder.Folder, own[1].Channel.Device);
        var faults = Faults("""{ "site": "hq", "agent": "a", "mqtt": { "host": "b" }, "system": { "channels": ["undervoltage", "voltage"] } }""");
        Assert.Equal(2, faults.Count);
        Assert.Contains(faults, fault => fault.ToString().Contains("system.room is missing: there is no other input", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.ToString().Contains("system.channels has \"voltage\"; it must be of temperature, undervoltage, throttled", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_wrong_with_a_meter_is_named()
    {
        var faults = Faults("""
            { "site": "hq", "agent": "a", "mqtt": { "host": "b" },
              "contacts": { "lines": [ { "line": 4, "room": "r", "equipment": "a", "signal": "door.open" } ] },
              "meters": { "save": "1 s", "lines": [
                { "line": 4, "room": "r", "equipment": "m", "signal": "feed.energy", "unitsPerPulse": 0 },
                { "line": 5, "room": "r", "equipment": "n", "signal": "env.temp", "unitsPerPulse": 1 },
                { "line": 6, "room": "r", "equipment": "m", "signal": "feed.energy", "unitsPerPulse": 1, "rate": "gen.fuel.flow", "edge": "both" } ] } }
            """).Select(fault => fault.ToString()).ToList();
        string[] expected =
        [
            "meters.save is \"1 s\"",
            "meters.lines[0].line is 4, as in contacts.lines[0]",
            "meters.lines[0].unitsPerPulse is 0; it must be a number from",
            "meters.lines[1].signal is env.temp, a Gauge; a meter is a Counter: feed.energy, gen.energy, gen.fuel.used, pdu.energy.",
            "meters.lines[2].edge is \"both\"; it must be one of falling, rising.",
            "meters.lines[2] is hq/r/m/feed.energy, as is meters.lines[0]; a point has one input.",
            "meters.lines[2].rate is gen.fuel.flow in l/s; of kWh it must be a gauge",
        ];
        Assert.Empty(expected.Where(text => !faults.Exists(fault => fault.Contains(text, StringComparison.Ordinal))));
        Assert.True(expected.Length == faults.Count, string.Join('\n', faults));
    }

    [Fact]
    public void What_is_wrong_with_an_expander_is_named()
    {
        var faults = Faults("""
            { "site": "hq", "agent": "a", "mqtt": { "host": "b" }, "contacts": {
              "lines": [ { "line": 4, "room": "r", "equipment": "a", "signal": "door.open" } ],
              "expanders": [
                { "device": "1:0x48", "interrupt": { "line": 4 }, "lines": [ { "line": 16, "room": "r", "equipment": "b", "signal": "door.open" } ] },
                { "device": "1:0x21", "poll": "1 ms", "lines": [
                  { "line": 4, "room": "r", "equipment": "a", "signal": "door.open", "pull": "down" },
                  { "line": 4, "room": "r", "equipment": "c", "signal": "door.open" } ] },
                { "device": "1:0x22" } ] } }
            """).Select(fault => fault.ToString()).ToList();
        string[] expected =
        [
            "contacts.expanders[0].device is \"1:0x48\"; it must be the bus and the address on it, such as 1:0x20 (addresses 0x20 to 0x27).",
            "contacts.expanders[0].interrupt.line is 4, as in contacts.lines[0]; a line has one contact.",
            "contacts.expanders[0].lines[0].line is 16; it must be a whole number from 0 to 15.",
            "contacts.expanders[1].poll is \"1 ms\"",
            "contacts.expanders[1].lines[0].pull is \"down\"; an expander only pulls up.",
            "contacts.expanders[1].lines[0] is hq/r/a/door.open, as is contacts.lines[0]; a point has one input.",
            "contacts.expanders[1].lines[1].line is 4, as in contacts.expanders[1].lines[0]; a line has one contact.",
            "contacts.expanders[2].lines is missing.",
        ];
        Assert.Empty(expected.Where(text => !faults.Exists(fault => fault.Contains(text, StringComparison.Ordinal))));
        Assert.Equal(expected.Length, faults.Count);
    }

    private IReadOnlyList<SettingsFault> Faults(string json)
    {
        var options = AgentOptions.Read(_folder.Write("agent.json", json), out var faults);
        Assert.Equal(options is null, faults.Count > 0);
        return faults;
    }
}
