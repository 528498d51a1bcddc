using RoomGuard.Contract.Files;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Testing;

namespace RoomGuard.Agent.Tests.Settings;

public sealed class LocalOptionsTests : IDisposable
{
    private const string Sensors = """
        "sensors": [
          { "driver": "hwmon", "device": "sht3x", "room": "srv-1", "equipment": "probe-1", "signal": "env.temp" },
          { "driver": "hwmon", "device": "sht3x", "channel": "humidity1", "room": "srv-1", "equipment": "probe-1", "signal": "env.rh", "period": "30 s" },
          { "driver": "w1", "device": "28-0316a2795fff", "room": "srv-1", "equipment": "pipe-1", "signal": "env.temp", "period": "1 min",
            "truth": { "step": 15, "min": -20, "max": 90, "stuckAfter": "0 s" } } ],
        "contacts": { "driver": "tree", "lines": [ { "line": 17, "room": "srv-2", "equipment": "button-1", "signal": "contact.alarm" } ] },
        """;

    private readonly Scratch _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_believed_of_a_sensor_is_its_signals_unless_its_settings_say_otherwise()
    {
        var sensors = Good("\"witness\": true").Sensors;
        Assert.Equal((-40, 125, 5, TimeSpan.FromHours(6)), (sensors[0].Truth.Min, sensors[0].Truth.Max, sensors[0].Truth.Step, sensors[0].Truth.StuckAfter));
        Assert.Equal((-20, 90, 15, TimeSpan.Zero, 85), (sensors[2].Truth.Min, sensors[2].Truth.Max, sensors[2].Truth.Step, sensors[2].Truth.StuckAfter, sensors[2].Truth.PowerOn));
    }

    [Fact]
    public void A_dew_point_is_reckoned_where_both_its_parts_are_and_a_margin_where_it_is_asked_for()
    {
        var derived = Assert.Single(Good("\"witness\": true").Derived);
        Assert.Equal(("probe-1", TimeSpan.FromSeconds(30), true, 0), (derived.Place.Equipment, derived.Period, derived.IsDewPointTold, derived.Surfaces.Count));
        Assert.Empty(Good("\"derived\": { \"dewPoint\": false }").Derived);
        derived = Assert.Single(Good("""
            "derived": { "dewPoint": false, "margins": [ { "room": "srv-1", "equipment": "probe-1", "surfaces": ["pipe-1/env.temp"] } ] }
            """).Derived);
        Assert.Equal((TimeSpan.FromMinutes(1), false, "pipe-1"), (derived.Period, derived.IsDewPointTold, derived.Surfaces[0].Equipment));
    }

    [Fact]
    public void The_section_is_read_whole()
    {
        _folder.Write("mail.password", "secret\n");
        var local = Good("""
            "local": { "after": "2 min", "priority": "critical", "languages": ["ru", "kk"],
              "rooms": [ { "id": "srv-1", "type": "cross_connect" } ],
              "outputs": [
                { "line": 23, "room": "srv-1", "equipment": "siren-1", "activeLow": true, "silencedBy": "srv-2/button-1/contact.alarm" },
                { "line": 24, "room": "srv-1", "equipment": "beacon-1", "priority": "warning", "when": "alone", "longest": "0 s", "safe": "on" } ],
              "mail": { "host": "mail.example.org", "security": "tls", "user": "u", "passwordFile": "mail.password", "from": "a@example.org", "to": ["b@example.org"] },
              "informs": { "address": "10.0.0.9", "community": "c" } }
            """).Local!;
        Assert.Equal((TimeSpan.FromMinutes(2), AlarmPriority.Critical), (local.After, local.Least));
        Assert.Equal([Language.Ru, Language.Kk], local.Languages);
        Assert.Equal([("srv-1", RoomType.CrossConnect), ("srv-2", RoomType.Server)], local.Rooms.Select(room => (room.Id, room.Type)));
        Assert.Equal((23, true, "hq/srv-2/button-1/contact.alarm", false), (local.Outputs[0].Line, local.Outputs[0].IsActiveLow, local.Outputs[0].SilencedBy.ToString(), local.Outputs[0].IsSafeOn));
        Assert.Equal((true, TimeSpan.Zero, true, AlarmPriority.Warning), (local.Outputs[1].Rule.OnlyAlone, local.Outputs[1].Rule.Longest, local.Outputs[1].IsSafeOn, local.Outputs[1].Rule.Least));
        Assert.Equal((465, "secret"), (local.Mail!.Port, local.Mail.Password!.Reveal()));
        Assert.Equal("10.0.0.9:162", local.Informs!.Address.ToString());
    }

    [Fact]
    public void Every_fault_is_named()
    {
        string[] expected =
        [
            "derived.margins[0].surfaces names \"rack-9/env.temp\"; it must be a sensor of this file in room srv-1 that gives a temperature",
            "derived.margins[1] is for srv-1/pipe-1, which has no sensors of env.temp and env.rh both.",
            "local.after is \"1 s\"; it must be a span of time from 10 s to 1 d",
            "local.languages must list some of kk, ru and en.",
            "local.outputs use line 17, which is used already",
            "local.outputs name srv-1/siren-1 2 times; once is allowed.",
            "local.outputs[0].silencedBy is \"srv-1/door-1/door.open\"; it must be a contact of this file",
            "local.mail.to must list at least one address.",
            "local.mail has the address \"nobody\", which is not one",
            "local.mail.user and passwordFile go together.",
            "local.informs.version is 1, which has no informs",
        ];
        var faults = Faults("""
            "derived": { "margins": [ { "room": "srv-1", "equipment": "probe-1", "surfaces": ["rack-9/env.temp"] }, { "room": "srv-1", "equipment": "pipe-1", "surfaces": ["pipe-1/env.temp"] } ] },
            "local": { "after": "1 s", "languages": ["de"],
              "outputs": [ { "line": 17, "room": "srv-1", "equipment": "siren-1", "silencedBy": "srv-1/door-1/door.open" }, { "line": 24, "room": "srv-1", "equipment": "siren-1" } ],
              "mail": { "host": "h", "user": "u", "from": "nobody", "to": [] },
              "informs": { "address": "10.0.0.9", "version": "1" } }
            """);
        foreach (var text in expected)
        {
            Assert.Contains(faults, fault => fault.ToString().Contains(text, StringComparison.Ordinal));
        }

        Assert.True(expected.Length == faults.Count, string.Join('\n', faults));
        Assert.Contains("does nothing", Assert.Single(Faults("\"local\": {}")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_of_belief_that_cross_are_a_fault() =>
        Assert.Contains(Faults("\"witness\": true", Sensors.Replace("\"min\": -20", "\"min\": 95", StringComparison.Ordinal)), fault => fault.Message.Contains("must be less than max", StringComparison.Ordinal));

    private AgentOptions Good(string more)
    {
        var options = AgentOptions.Read(Write(more, Sensors), out var faults);
        Assert.True(options is not null, string.Join('\n', faults));
        return options;
    }

    private IReadOnlyList<SettingsFault> Faults(string more, string sensors = Sensors)
    {
        Assert.Null(AgentOptions.Read(Write(more, sensors), out var faults));
        return faults;
    }

    private string Write(string more, string sensors) => _folder.Write("agent.json", $$"""
        { "site": "hq", "agent": "node-1", "mqtt": { "host": "127.0.0.1" }, {{sensors}} {{more}} }
        """);
}
