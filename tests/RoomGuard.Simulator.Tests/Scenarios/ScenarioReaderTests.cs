using CsCheck;
using RoomGuard.Simulator.Kernel;
using RoomGuard.Simulator.Scenarios;
using RoomGuard.Simulator.World;
using RoomGuard.Testing;

namespace RoomGuard.Simulator.Tests.Scenarios;

public sealed class ScenarioReaderTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Every_scenario_that_comes_with_RoomGuard_reads_without_a_fault()
    {
        Assert.Equal(["calm", "quiet-day-with-tests"], ScenarioLibrary.Names);
        Assert.All(ScenarioLibrary.Names, name =>
        {
            var scenario = ScenarioLibrary.Read(name, out var faults);
            Assert.Empty(faults);
            Assert.Equal(name, scenario!.Id);
        });
    }

    [Fact]
    public void A_scenario_holds_what_its_file_says()
    {
        var scenario = ScenarioLibrary.Read("quiet-day-with-tests", out _)!;
        Assert.Equal(("hq", 832), (scenario.Site.Id, scenario.Seed));
        Assert.Equal([("srv-1", "server"), ("xc-1", "cross_connect")], scenario.Site.Rooms.Select(room => (room.Id, room.Type)));
        Assert.Equal(["ups-1", "ups-2"], scenario.Site.Upses.Select(ups => ups.Id));
        Assert.Equal((100, 46), (scenario.Site.Generator!.RatedKilowatts, scenario.Site.Generator.BuildingKilowatts));
        Assert.Equal([SensorChip.Sht3x, SensorChip.Si7020, SensorChip.Ds18b20, SensorChip.Sht3x, SensorChip.Bme280], scenario.Site.Sensors.Select(sensor => sensor.Chip));
        Assert.True(scenario.Site.Contacts.Single(contact => contact.Line == 22).IsActiveLow);
        Assert.Equal("Серверлік үй-жай 1", scenario.Site.Rooms[0].Name.Kk);
        Assert.Equal(scenario.Events.OrderBy(happening => happening.At), scenario.Events);
    }

    [Fact]
    public void What_goes_on_for_a_while_also_ends()
    {
        var scenario = Read(With("""{ "at": "1 min", "do": "mains.fail", "for": "2 min" }, { "at": "0 s", "do": "contact.set", "target": "leak-1", "for": "90 s" }"""));
        Assert.Equal(
            [
                new ScenarioEvent(TimeSpan.Zero, new SiteOrder.SetContact("srv-1/leak-1/leak.wet", true)),
                new ScenarioEvent(TimeSpan.FromMinutes(1), new SiteOrder.SetMains(false)),
                new ScenarioEvent(TimeSpan.FromSeconds(90), new SiteOrder.SetContact("srv-1/leak-1/leak.wet", null)),
                new ScenarioEvent(TimeSpan.FromMinutes(3), new SiteOrder.SetMains(true)),
            ],
            scenario.Events);
    }

    [Fact]
    public void Every_action_becomes_its_order()
    {
        var scenario = Read(With(
            """
            { "at": "1 s", "do": "mains.fail" }, { "at": "2 s", "do": "mains.return" },
            { "at": "3 s", "do": "ups.self-test", "target": "ups-1" }, { "at": "4 s", "do": "ups.test-fail", "target": "ups-2" },
            { "at": "5 s", "do": "generator.exercise", "target": "gen-1", "for": "30 min", "onLoad": false },
            { "at": "6 s", "do": "generator.fail-to-start", "target": "gen-1" }, { "at": "7 s", "do": "generator.reset", "target": "gen-1" },
            { "at": "8 s", "do": "contact.set", "target": "door.open", "value": false },
            { "at": "9 s", "do": "sensor.die", "target": "probe-3" }, { "at": "10 s", "do": "sensor.return", "target": "srv-1/probe-3", "signal": "env.temp" },
            { "at": "11 s", "do": "sensor.stick", "target": "probe-1", "signal": "env.rh" }, { "at": "12 s", "do": "sensor.unstick", "target": "probe-1" },
            { "at": "13 s", "do": "temperature.drift", "target": "srv-1", "celsius": 9.5, "over": "20 min" },
            { "at": "14 s", "do": "hvac.fail", "target": "srv-1" }, { "at": "15 s", "do": "hvac.return", "target": "srv-1" },
            { "at": "16 s", "do": "device.silence", "target": "gen-1" }, { "at": "17 s", "do": "device.answer", "target": "gen-1" },
            """));
        Assert.Equal(
            [
                new SiteOrder.SetMains(false), new SiteOrder.SetMains(true),
                new SiteOrder.TestUps("ups-1", WillFail: false), new SiteOrder.TestUps("ups-2", WillFail: true),
                new SiteOrder.ExerciseGenerator(TimeSpan.FromMinutes(30), IsOnLoad: false),
                new SiteOrder.BreakGenerator(), new SiteOrder.ResetGenerator(),
                new SiteOrder.SetContact("srv-1/door-1/door.open", false),
                new SiteOrder.SetProbeDead("srv-1/probe-3", ProbeElements.All, IsDead: true), new SiteOrder.SetProbeDead("srv-1/probe-3", ProbeElements.Temperature, IsDead: false),
                new SiteOrder.SetProbeStuck("srv-1/probe-1", ProbeElements.Humidity, IsStuck: true), new SiteOrder.SetProbeStuck("srv-1/probe-1", ProbeElements.All, IsStuck: false),
                new SiteOrder.DriftRoom("srv-1", 9.5, TimeSpan.FromMinutes(20)),
                new SiteOrder.SetConditionerFailed("srv-1", IsFailed: true), new SiteOrder.SetConditionerFailed("srv-1", IsFailed: false),
                new SiteOrder.SetSilent("gen-1", IsSilent: true), new SiteOrder.SetSilent("gen-1", IsSilent: false),
            ],
            scenario.Events.Select(happening => happening.Order));
    }

    [Fact]
    public void A_bad_file_gives_every_fault_with_its_line()
    {
        var path = _scratch.Write("bad.json", """
            {
              "id": "Bad Name",
              "name": { "kk": "а", "ru": "б" },
              "site": "hq",
              "seed": -1,
              "rooms": [ { "id": "srv-1", "type": "cellar", "name": { "kk": "а", "ru": "б", "en": "c" } } ],
              "devices": [
                { "id": "ups-1", "profile": "toaster", "room": "srv-1", "name": { "kk": "а", "ru": "б", "en": "c" } },
                { "id": "ups-1", "profile": "ups-mib", "room": "attic", "name": { "kk": "а", "ru": "б", "en": "c" } }
              ],
              "sensors": [ { "chip": "dht11", "room": "srv-1", "equipment": "probe-1" } ],
              "contacts": [
                { "line": 17, "room": "srv-1", "equipment": "leak-1", "signal": "env.temp" },
                { "line": 17, "room": "srv-1", "equipment": "leak-1", "signal": "leak.wet", "colour": "red" }
              ],
              "events": [
                { "at": "soon", "do": "mains.fail" },
                { "at": "1 min", "do": "mains.explode" },
                { "at": "1 min", "do": "ups.self-test", "target": "ups-9" },
                { "at": "1 min", "do": "generator.exercise", "target": "gen-1", "for": "30 min" },
                { "at": "1 min", "do": "contact.set", "target": "srv-1" }
              ]
            }
            """);
        Assert.Null(ScenarioLibrary.Read(path, out var faults));
        Assert.Equal(
            [
                (2, "id"), (3, "name.en"), (5, "seed"), (6, "rooms[0].type"), (8, "devices[0].profile"), (9, "devices[1].id"), (9, "devices[1].room"),
                (11, "sensors[0].chip"), (13, "contacts[0].signal"), (14, "contacts[1].line"), (14, "contacts[1].colour"),
                (17, "events[0].at"), (18, "events[1].do"), (19, "events[2].target"), (20, "events[3].target"), (21, "events[4].target"),
            ],
            faults.Select(fault => (fault.Line, fault.Key)));
        Assert.Contains(faults, fault => fault.Message == "is \"ups-9\"; it must name one UPS of ups-1.");
        Assert.Contains(faults, fault => fault.Message == "is \"gen-1\"; this site has no generator.");
        Assert.Contains(faults, fault => fault.Message == "is \"srv-1\"; it must name one contact of srv-1/leak-1/env.temp, srv-1/leak-1/leak.wet.");
    }

    [Fact]
    public void A_file_that_is_not_there_or_is_no_JSON_is_a_fault()
    {
        Assert.Null(ScenarioLibrary.Read(_scratch.Path("none.json"), out var faults));
        Assert.Contains("cannot be read", faults[0].Message, StringComparison.Ordinal);
        Assert.Null(ScenarioLibrary.Read(_scratch.Write("x.json", "{"), out faults));
        Assert.Contains(faults, fault => fault.Message.StartsWith("is not JSON", StringComparison.Ordinal));
    }

    [Fact]
    public void A_second_generator_is_refused()
    {
        var text = ScenarioText.Calm.Replace("\"id\": \"ups-2\", \"profile\": \"apc-ups\"", "\"id\": \"gen-2\", \"profile\": \"comap\"", StringComparison.Ordinal);
        Assert.Null(ScenarioLibrary.Read(_scratch.Write("two.json", text), out var faults));
        Assert.Equal("is a second generator; a site has one, which feeds everything.", Assert.Single(faults).Message);
    }

    [Fact]
    public void A_damaged_file_gives_faults_or_a_site_that_plays_and_never_an_exception()
    {
        var whole = File.ReadAllText(Repository.Path("src", "RoomGuard.Simulator", "Scenarios", "quiet-day-with-tests.json"));
        string[] damages = ["", "\"", "{", "]", "null", "-1", "1e9", "\"srv-1\"", "true", "17", "[]", ","];
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[0, 12], Gen.Int[0, damages.Length - 1]).Sample(
            (at, length, which) =>
            {
                var path = _scratch.Write(FormattableString.Invariant($"{at}-{length}.json"), whole[..at] + damages[which] + whole[Math.Min(whole.Length, at + length)..]);
                var scenario = ScenarioLibrary.Read(path, out var faults);
                Assert.NotEqual(scenario is null, faults.Count == 0);
                if (scenario is not null)
                {
                    new ScenarioPlay(scenario, scenario.Seed).Step([]);
                }
            },
            iter: 300,
            threads: 1);
    }

    private static string With(string events) => ScenarioText.Calm.Replace("\"events\": []", $"\"events\": [ {events} ]", StringComparison.Ordinal);

    private Scenario Read(string text)
    {
        var scenario = ScenarioLibrary.Read(_scratch.Write("scenario.json", text), out var faults);
        Assert.Empty(faults);
        return scenario!;
    }
}
