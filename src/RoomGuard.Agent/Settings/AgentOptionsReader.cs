using RoomGuard.Agent.Cameras;
using RoomGuard.Agent.Guarding;
using RoomGuard.Agent.Radio;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Snmp;

namespace RoomGuard.Agent;

/// <summary>Reads <c>agent.json</c>; every fault is noted in the file, with its line.</summary>
internal static class AgentOptionsReader
{
    /// <summary>Reads the whole file. What it gives is of use only when the file then has no fault.</summary>
    /// <param name="folder">What relative paths in the file are relative to.</param>
    public static AgentOptions Read(SettingsFile file, string folder)
    {
        var root = file.Root;
        var site = Name(root, "site");
        var files = new SettingsFolder(folder);
        ReadProfiles(root, files);
        var claims = new PointClaims(site);
        var inputs = new InputReader(claims, files);
        var contacts = new ContactReader(claims);
        var options = new AgentOptions(site, Name(root, "agent"), MqttOptionsReader.Read(root.GetSection("mqtt"), files))
        {
            Centre = new CentreOptions(new InputPlace(site, "", "")),
            Publishing = ReadPublishing(root.GetOptionalSection("publishing")),
            Witness = root.GetFlag("witness", true),
            DataFolder = StateFolder() ?? folder,
            Sysfs = files.Resolve(root.GetText("sysfs", "/sys")),
            Sensors = [.. root.GetSections("sensors").Select(inputs.ReadSensor).OfType<SensorOptions>()],
            Contacts = contacts.Read(root.GetOptionalSection("contacts")),
            Snmp = [.. root.GetSections("snmp").Select(inputs.ReadSnmp)],
            Cameras = [.. root.GetSections("cameras").Select(new CameraOptionsReader(claims, files).Read)],
        };
        options = options with { Meters = new MeterReader(claims, contacts).Read(root.GetOptionalSection("meters"), options.Contacts.Chip) };
        options = options with { Derived = DerivedReader.Read(root.GetOptionalSection("derived"), site, options.Sensors) };
        options = options with { Network = NetworkPolicyReader.Read(root.GetOptionalSection("network"), options.Sysfs) };
        options = options with { Traps = root.GetOptionalSection("traps") is { } traps ? inputs.ReadTraps(traps, options.Snmp) : null };
        options = options with { Centre = ReadCentre(root.GetOptionalSection("centre"), options) };
        var own = options.Centre.Place with { Equipment = options.Agent };
        options = options with { Sensors = [.. options.Sensors, .. SystemReader.Read(root.GetOptionalSection("system"), claims, own, options.DataFolder)] };
        options = options with { Local = root.GetOptionalSection("local") is { } local ? new LocalOptionsReader(files, options).Read(local) : null };
        if (options.Sensors.Count + options.Contacts.All.Count() + options.Meters.Meters.Count + options.Snmp.Count + options.Cameras.Count == 0 && file.Faults.Count == 0)
        {
            root.Refuse("names no input: one of sensors, contacts.lines, meters.lines, snmp and cameras must have an entry.");
        }

        return options;
    }

    /// <summary>A part of a point.</summary>
    public static string Name(SettingsNode node, string key)
    {
        var name = node.GetText(key);
        if (name.Length > 0 && !PointName.IsValid(name))
        {
            node.Refuse(key, $"is \"{name}\"; it must be {PointName.Rule}.");
        }

        return name;
    }

    /// <summary>A signal of the catalogue, or null with a fault.</summary>
    public static Signal? Signal(SettingsNode node, string key)
    {
        var id = node.GetText(key);
        var signal = SignalCatalogue.Find(id);
        if (signal is null && id.Length > 0)
        {
            node.Refuse(key, $"is \"{id}\", which is not in the signal catalogue.{Nearest(id)}");
        }

        return signal;
    }

    private static string Nearest(string id)
    {
        var family = id.Split('.')[0] + ".";
        var like = SignalCatalogue.All.Select(signal => signal.Id).Where(known => known.StartsWith(family, StringComparison.Ordinal)).Take(6).ToList();
        return like.Count == 0 ? "" : $" There are {string.Join(", ", like)}.";
    }

    // Before the devices, which may name them. The catalogue is one for the whole program: a profile of a site's own takes the place of ours of the same name.
    private static void ReadProfiles(SettingsNode root, SettingsFolder files)
    {
        if (root.GetOptionalText("profiles") is not { } folder)
        {
            return;
        }

        foreach (var fault in ProfileCatalog.AddFolder(files.Resolve(folder)))
        {
            root.Refuse("profiles", $"names {files.Resolve(folder)}, in which {fault}");
        }
    }

    // An agent's own points stand in a room like any other; it is mostly the room that the agent is in.
    private static CentreOptions ReadCentre(SettingsNode? node, AgentOptions options)
    {
        var first = options.Sensors.Select(sensor => sensor.Place)
            .Concat(options.Contacts.All.Select(line => line.Place))
            .Concat(options.Meters.Meters.Select(meter => meter.Place))
            .Concat(options.Snmp.Select(device => device.Place))
            .Concat(options.Cameras.Select(camera => camera.Place))
            .FirstOrDefault();
        var place = new InputPlace(options.Site, first?.Room ?? "", options.Agent);
        return node is null ? new CentreOptions(place) : new CentreOptions(place with { Room = node.Has("room") ? Name(node, "room") : place.Room, Equipment = node.Has("equipment") ? Name(node, "equipment") : place.Equipment })
        {
            Silence = node.GetDuration("silence", TimeSpan.FromSeconds(10), TimeSpan.FromDays(1), TimeSpan.FromMinutes(5)),
        };
    }

    // systemd separates several folders by colons; the unit of ours names one.
    private static string? StateFolder() => Environment.GetEnvironmentVariable("STATE_DIRECTORY")?.Split(':') is [{ Length: > 0 } first, ..] && Path.IsPathRooted(first) ? first : null;

    private static PublishingOptions ReadPublishing(SettingsNode? node) => node is null ? new PublishingOptions() : new PublishingOptions
    {
        Batch = node.GetDuration("batch", TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1)),
        KeepPacks = node.GetInteger("keepPacks", 100, 1_000_000, 20_000),
        Heartbeat = node.GetDuration("heartbeat", TimeSpan.FromSeconds(5), TimeSpan.FromHours(1), TimeSpan.FromSeconds(60)),
    };
}
