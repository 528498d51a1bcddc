using RoomGuard.Contract.Files;
using RoomGuard.Contract.Signals;
using RoomGuard.Simulator.Kernel;
using RoomGuard.Simulator.World;
using RoomGuard.Simulator.World.Generators;
using RoomGuard.Simulator.World.Rooms;
using RoomGuard.Simulator.World.Upses;

namespace RoomGuard.Simulator.Scenarios;

/// <summary>Reads what a site consists of: rooms, devices, sensors, contacts.</summary>
internal sealed class SiteReader(string site)
{
    private static readonly Dictionary<string, string> RoomTypes = new()
    {
        ["server"] = "server",
        ["cross_connect"] = "cross_connect",
        ["combined"] = "combined",
    };

    private static readonly Dictionary<string, SensorChip> Chips = new()
    {
        ["sht3x"] = SensorChip.Sht3x,
        ["si7020"] = SensorChip.Si7020,
        ["bme280"] = SensorChip.Bme280,
        ["ds18b20"] = SensorChip.Ds18b20,
    };

    private readonly HashSet<string> _rooms = new(StringComparer.Ordinal);
    private readonly HashSet<string> _devices = new(StringComparer.Ordinal);
    private readonly HashSet<string> _points = new(StringComparer.Ordinal);
    private readonly HashSet<int> _lines = [];
    private readonly Dictionary<string, int> _ports = new(StringComparer.Ordinal);
    private readonly List<UpsPlan> _upses = [];
    private GeneratorPlan? _generator;

    /// <summary>The UDP ports that devices fix, by id.</summary>
    public IReadOnlyDictionary<string, int> Ports => _ports;

    /// <summary>Reads the site's parts from the scenario's outermost object.</summary>
    public SitePlan Read(SettingsNode root)
    {
        var rooms = root.GetSections("rooms").Select(ReadRoom).ToList();
        if (rooms.Count == 0)
        {
            root.Refuse("rooms", "must name at least one room.");
        }

        foreach (var device in root.GetSections("devices"))
        {
            ReadDevice(device);
        }

        return new SitePlan(site)
        {
            Rooms = rooms,
            Upses = _upses,
            Generator = _generator,
            Sensors = [.. root.GetSections("sensors").Select(ReadSensor)],
            Contacts = [.. root.GetSections("contacts").Select(ReadContact)],
        };
    }

    private RoomPlan ReadRoom(SettingsNode node)
    {
        var id = ScenarioReader.ReadName(node, "id");
        Claim(node, "id", _rooms, id);
        return new RoomPlan(id, node.GetChoice("type", RoomTypes, "server"), ScenarioReader.ReadText(node.GetSection("name")))
        {
            Celsius = node.GetNumber("celsius", 5, 45, 22.2),
            HumidityPercent = node.GetNumber("humidityPercent", 10, 90, 49.5),
            WarmingCelsiusPerMinute = node.GetNumber("warmingCelsiusPerMinute", 0, 5, 0.22),
        };
    }

    private void ReadDevice(SettingsNode node)
    {
        var id = ScenarioReader.ReadName(node, "id");
        Claim(node, "id", _devices, id);
        var (room, name) = (ReadRoomOf(node), ScenarioReader.ReadText(node.GetSection("name")));
        if (node.Has("port"))
        {
            _ports[id] = node.GetInteger("port", 1, 65_535);
        }

        var profile = node.GetText("profile");
        switch (profile)
        {
            case DeviceProfiles.Rfc1628:
                _upses.Add(ReadUps(node, new UpsPlan(id, room, name, UpsMibKind.Rfc1628)));
                break;
            case DeviceProfiles.PowerNet:
                _upses.Add(ReadUps(node, new UpsPlan(id, room, name, UpsMibKind.PowerNet) { RatedVoltAmperes = 3000, BatteryNominalVolts = 96 }));
                break;
            case DeviceProfiles.ComAp when _generator is not null:
                node.Refuse("profile", "is a second generator; a site has one, which feeds everything.");
                break;
            case DeviceProfiles.ComAp:
                _generator = ReadGenerator(node, new GeneratorPlan(id, room, name));
                break;
            default:
                node.Refuse("profile", $"is \"{profile}\"; it must be one of {string.Join(", ", DeviceProfiles.All)}.");
                break;
        }
    }

    private static UpsPlan ReadUps(SettingsNode node, UpsPlan defaults) => defaults with
    {
        RatedVoltAmperes = node.GetNumber("ratedVa", 300, 1_000_000, defaults.RatedVoltAmperes),
        LoadPercent = node.GetNumber("loadPercent", 0, 100, defaults.LoadPercent),
        FullRuntimeMinutes = node.GetDuration("runtime", TimeSpan.FromMinutes(1), TimeSpan.FromHours(24), TimeSpan.FromMinutes(defaults.FullRuntimeMinutes)).TotalMinutes,
        BatteryNominalVolts = node.GetNumber("batteryVolts", 12, 768, defaults.BatteryNominalVolts),
    };

    private static GeneratorPlan ReadGenerator(SettingsNode node, GeneratorPlan defaults) => defaults with
    {
        RatedKilowatts = node.GetNumber("ratedKw", 1, 5000, defaults.RatedKilowatts),
        BuildingKilowatts = node.GetNumber("buildingKw", 0, 5000, defaults.BuildingKilowatts),
        TankLitres = node.GetNumber("tankLitres", 10, 100_000, defaults.TankLitres),
        FuelPercent = node.GetNumber("fuelPercent", 0, 100, defaults.FuelPercent),
        RunHours = node.GetNumber("runHours", 0, 100_000, defaults.RunHours),
    };

    private SensorPlan ReadSensor(SettingsNode node)
    {
        var sensor = new SensorPlan(node.GetChoice("chip", Chips), ReadRoomOf(node), ScenarioReader.ReadName(node, "equipment"), node.GetNumber("offsetCelsius", -10, 10, 0));
        Claim(node, "equipment", _points, sensor.Path);
        return sensor;
    }

    private ContactPlan ReadContact(SettingsNode node)
    {
        var signal = node.GetText("signal");
        if (signal.Length > 0 && SignalCatalogue.Find(signal) is not { IsFlag: true })
        {
            node.Refuse("signal", $"is \"{signal}\"; it must be a signal of the catalogue that is true or false, such as leak.wet.");
        }

        var line = node.GetInteger("line", 0, 1023);
        if (!_lines.Add(line) && node.Has("line"))
        {
            node.Refuse("line", FormattableString.Invariant($"is {line}, which another contact has."));
        }

        var contact = new ContactPlan(line, ReadRoomOf(node), ScenarioReader.ReadName(node, "equipment"), signal, node.GetFlag("activeLow", false))
        {
            IsInitiallyOn = node.GetFlag("initially", false),
        };
        Claim(node, "signal", _points, contact.Path);
        return contact;
    }

    private string ReadRoomOf(SettingsNode node)
    {
        var room = node.GetText("room");
        if (room.Length > 0 && !_rooms.Contains(room))
        {
            node.Refuse("room", $"is \"{room}\"; the rooms are {string.Join(", ", _rooms)}.");
        }

        return room;
    }

    private static void Claim(SettingsNode node, string key, HashSet<string> taken, string name)
    {
        if (name.Length > 0 && !taken.Add(name))
        {
            node.Refuse(key, $"makes a second {name}; names are given once.");
        }
    }
}
