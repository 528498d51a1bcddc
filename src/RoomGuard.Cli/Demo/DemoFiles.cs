using System.Text.Json;
using System.Text.Json.Nodes;
using RoomGuard.Contract.Signals;
using RoomGuard.Simulator;
using RoomGuard.Simulator.Scenarios;

namespace RoomGuard.Cli.Demo;

/// <summary>Writes the settings of the demo's agent and centre: the same files, read by the same readers, as on a real site.</summary>
/// <param name="simulation">The site, with the places of its sensors, contacts and devices.</param>
/// <param name="folder">Where the files go.</param>
internal sealed class DemoFiles(SiteSimulation simulation, string folder)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly Scenario _scenario = simulation.Scenario;

    /// <summary>Name of the demo's agent.</summary>
    public const string Agent = "node-1";

    // Where the agent itself is, with the points it has of its own.
    private string AgentRoom => _scenario.Site.Rooms[0].Id;

    /// <summary>Writes <c>agent.json</c> and gives its path.</summary>
    public string WriteAgent(int brokerPort) => Write("agent.json", new JsonObject
    {
        ["site"] = _scenario.Site.Id,
        ["agent"] = Agent,
        ["mqtt"] = Broker(brokerPort),
        ["centre"] = new JsonObject { ["room"] = AgentRoom },
        ["publishing"] = new JsonObject { ["batch"] = "5 s", ["heartbeat"] = "60 s" },
        ["sysfs"] = simulation.SysfsRoot,
        ["sensors"] = List(simulation.Sensors.Select(sensor => new JsonObject
        {
            ["driver"] = sensor.Driver,
            ["device"] = sensor.Device,
            ["channel"] = sensor.Channel,
            ["room"] = sensor.Room,
            ["equipment"] = sensor.Equipment,
            ["signal"] = sensor.Signal,
            ["period"] = "10 s",
        })),
        ["contacts"] = new JsonObject
        {
            ["driver"] = "tree",
            ["lines"] = List(simulation.Contacts.Select(contact => new JsonObject
            {
                ["line"] = contact.Line,
                ["room"] = contact.Room,
                ["equipment"] = contact.Equipment,
                ["signal"] = contact.Signal,
                ["activeLow"] = contact.IsActiveLow,
                ["debounce"] = "50 ms",
                ["period"] = "60 s",
            })),
        },
        // The self-test of a small UPS is 12 s on battery, a generator takes its load within 10 s: seen only by asking often.
        ["snmp"] = List(simulation.Devices.Select(device => new JsonObject
        {
            ["address"] = device.Endpoint.ToString(),
            ["community"] = device.Community,
            ["profile"] = "auto",
            ["room"] = device.Room,
            ["equipment"] = device.Equipment,
            ["period"] = device.Kind == "generator" ? "2 s" : "4 s",
            ["timeout"] = "2 s",
        })),
    });

    /// <summary>Writes <c>central.json</c> and gives its path.</summary>
    public string WriteCentral(int brokerPort, int pagePort) => Write("central.json", new JsonObject
    {
        ["data"] = Path.Combine(folder, "data"),
        ["listen"] = new JsonObject { ["address"] = "127.0.0.1", ["port"] = pagePort },
        ["mqtt"] = Broker(brokerPort),
        ["organisation"] = new JsonObject
        {
            ["name"] = Names(new LocalText("«Мысал» демонстрациялық ұйымы", "Демонстрационная организация «Пример»", "The demonstration organisation \"Example\"")),
            ["applicability"] = "mandatory",
            ["objectClass"] = 3,
        },
        ["sites"] = new JsonArray(new JsonObject
        {
            ["id"] = _scenario.Site.Id,
            ["name"] = Names(new LocalText("Демонстрациялық нысан", "Демонстрационный объект", "Demonstration site")),
            ["rooms"] = List(_scenario.Site.Rooms.Select(room => new JsonObject
            {
                ["id"] = room.Id,
                ["type"] = room.Type,
                ["name"] = Names(room.Name),
                // A real room waits six hours before it calls a reading stuck; the demo's plot has less patience. And on a
                // compressed clock a slow machine sees the generator some seconds late: it may take 20 s instead of 10.
                ["rules"] = new JsonObject
                {
                    ["stuckAfter"] = "20 min",
                    ["generatorTest"] = new JsonObject { ["readyWithin"] = "20 s" },
                },
                ["equipment"] = List(Equipment(room.Id)),
            })),
        }),
    });

    // All that publishes is named, as on a site that somebody described. Named as equipment and not as expected points: on a compressed
    // clock a slow machine would call those late before their agent has read them once.
    private IEnumerable<JsonObject> Equipment(string room)
    {
        foreach (var device in simulation.Devices.Where(device => device.Room == room))
        {
            var entry = new JsonObject { ["id"] = device.Equipment, ["name"] = Names(device.Name) };
            if (device.Kind is "ups" or "generator")
            {
                entry["kind"] = device.Kind;
            }

            if (device.RatedKilowatts is { } rated)
            {
                entry["ratedKw"] = rated;
            }

            yield return entry;
        }

        var others = simulation.Sensors.Select(sensor => (sensor.Room, sensor.Equipment))
            .Concat(simulation.Contacts.Select(contact => (contact.Room, contact.Equipment)))
            .Append((Room: AgentRoom, Equipment: Agent));
        foreach (var (_, equipment) in others.Where(other => other.Room == room).Distinct())
        {
            yield return new JsonObject { ["id"] = equipment };
        }
    }

    private static JsonObject Broker(int port) => new() { ["host"] = "127.0.0.1", ["port"] = port };

    private static JsonObject Names(LocalText text) => new() { ["kk"] = text.Kk, ["ru"] = text.Ru, ["en"] = text.En };

    private static JsonArray List(IEnumerable<JsonObject> items) => new([.. items]);

    private string Write(string name, JsonObject settings)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, settings.ToJsonString(Indented));
        return path;
    }
}
