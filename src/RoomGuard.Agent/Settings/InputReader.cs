using System.Globalization;
using System.Net;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Points;
using RoomGuard.Devices;
using RoomGuard.Devices.Contacts;
using RoomGuard.Devices.Sensors;
using RoomGuard.Devices.Snmp;
using RoomGuard.Devices.Truth;
using RoomGuard.Snmp;

namespace RoomGuard.Agent;

/// <summary>Reads sections <c>sensors</c>, <c>contacts</c> and <c>snmp</c>, and sees that no point is claimed twice.</summary>
internal sealed class InputReader(string site, SettingsFolder files)
{
    private const int DefaultSnmpPort = 161;
    private const int DefaultTrapPort = 162;
    private const int LongestSnmpEquipment = PointName.MaxLength - DeviceSignal.MaxPartLength - 1;

    private static readonly TimeSpan ShortestPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromHours(1);

    private static readonly TimeSpan LongestBurst = TimeSpan.FromMinutes(1);

    private static readonly Dictionary<string, bool> ContactDrivers = new(StringComparer.Ordinal) { ["auto"] = false, ["tree"] = true };

    private static readonly Dictionary<string, ContactPull> Pulls = new(StringComparer.Ordinal) { ["up"] = ContactPull.Up, ["down"] = ContactPull.Down, ["none"] = ContactPull.None };

    private readonly SnmpAccessReader _access = new(files);
    private readonly Dictionary<string, string> _claims = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _lines = [];

    /// <summary>One entry of <c>sensors</c>; null when it names no driver or signal that exists.</summary>
    public SensorOptions? ReadSensor(SettingsNode node)
    {
        var place = ReadPlace(node);
        var driver = node.GetChoice("driver", Catalog.Drivers);
        var device = node.GetText("device");
        var channel = node.GetText("channel", "temp1");
        var period = node.GetDuration("period", ShortestPeriod, LongestPeriod, TimeSpan.FromSeconds(10));
        if (AgentOptionsReader.Signal(node, "signal") is not { } signal)
        {
            return null;
        }

        Claim(node, place, signal.Id);
        var wanted = new SensorChannel(device, channel, signal);
        if (device.Length > 0 && driver.Name == node.GetText("driver") && driver.Fault(wanted) is { } fault)
        {
            node.Refuse(fault);
        }

        var options = new SensorOptions(driver, wanted, place, period);
        return node.GetOptionalSection("truth") is { } truth ? options with { Truth = ReadTruth(truth, options.Truth) } : options;
    }

    private static TruthRules ReadTruth(SettingsNode node, TruthRules usual)
    {
        const double Any = 1e9;
        var truth = usual with
        {
            Min = node.Has("min") ? node.GetNumber("min", usual.Min ?? -Any, usual.Max ?? Any) : usual.Min,
            Max = node.Has("max") ? node.GetNumber("max", usual.Min ?? -Any, usual.Max ?? Any) : usual.Max,
            Step = node.Has("step") ? node.GetNumber("step", 0, Any) : usual.Step,
            StuckAfter = node.GetDuration("stuckAfter", TimeSpan.Zero, TimeSpan.FromDays(30), usual.StuckAfter),
        };
        if (truth.Min >= truth.Max)
        {
            node.Refuse("min", string.Create(CultureInfo.InvariantCulture, $"is {truth.Min}; it must be less than max, {truth.Max}."));
        }

        return truth;
    }

    /// <summary>The section <c>contacts</c>.</summary>
    public ContactsOptions ReadContacts(SettingsNode? node)
    {
        if (node is null)
        {
            return new ContactsOptions(false, []);
        }

        var usesTree = node.GetChoice("driver", ContactDrivers, "auto");
        return new ContactsOptions(usesTree, [.. node.GetSections("lines").Select(line => ReadContact(line, isDebounced: !usesTree)).OfType<ContactOptions>()])
        {
            Chip = node.Has("chip") ? node.GetText("chip") : null,
        };
    }

    /// <summary>One entry of <c>snmp</c>.</summary>
    public SnmpOptions ReadSnmp(SettingsNode node)
    {
        var place = ReadPlace(node);
        var period = node.GetDuration("period", ShortestPeriod, LongestPeriod, TimeSpan.FromSeconds(10));
        var timeout = node.GetDuration("timeout", TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(2));
        var profile = node.GetText("profile", SnmpDevice.Auto);
        if (profile != SnmpDevice.Auto && ProfileCatalog.Find(profile) is null)
        {
            node.Refuse("profile", $"is \"{profile}\"; it must be {SnmpDevice.Auto} or one of {string.Join(", ", ProfileCatalog.All.Select(known => known.Id))}.");
        }

        Claim(node, place, "snmp");
        if (place.Equipment.Length > LongestSnmpEquipment)
        {
            node.Refuse("equipment", $"is {place.Equipment.Length} characters long; of an SNMP device it may be {LongestSnmpEquipment}, because its probes' names come behind it.");
        }

        var access = _access.Read(node);
        var device = new SnmpDevice(ReadAddress(node, "address", DefaultSnmpPort), access.Community, profile, timeout) { Version = access.Version, User = access.User, Context = access.Context };
        var write = _access.ReadWrite(node, access.Version, node.GetFlag("allowTest", false));
        return new SnmpOptions(device, place, period)
        {
            Tester = write is null ? null : device with { Community = write },
            Burst = node.GetDuration("burst", TimeSpan.Zero, LongestBurst, TimeSpan.FromSeconds(1)),
        };
    }

    /// <summary>The section <c>traps</c>.</summary>
    /// <param name="devices">The devices whose communities and users are listened to.</param>
    public TrapOptions ReadTraps(SettingsNode node, IReadOnlyList<SnmpOptions> devices)
    {
        var listen = ReadAddress(node, "listen", DefaultTrapPort, "0.0.0.0:162");
        var own = node.Has("community") || node.Has("communityFile") ? [_access.ReadCommunity(node)] : Array.Empty<string>();
        var polled = devices.Select(static device => device.Device).ToList();
        var users = polled.Select(static device => device.User).OfType<SnmpUser>().Distinct().ToList();
        foreach (var name in users.GroupBy(static user => user.Name).Where(static group => group.Count() > 1).Select(static group => group.Key))
        {
            node.Refuse($"cannot hear user \"{name}\", who has different passwords or protocols on different devices: traps tell only the name.");
        }

        return new TrapOptions(listen, new TrapReceiverOptions
        {
            Communities = [.. polled.Where(static device => device.Version != SnmpVersion.V3).Select(static device => device.Community).Concat(own).Distinct()],
            Users = [.. users.DistinctBy(static user => user.Name)],
        });
    }

    private ContactOptions? ReadContact(SettingsNode node, bool isDebounced)
    {
        var place = ReadPlace(node);
        var number = node.GetInteger("line", 0, 4095);
        var line = new ContactLine(number, node.GetFlag("activeLow", false), node.GetDuration("debounce", TimeSpan.Zero, TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(50)))
        {
            IsDebounced = isDebounced,
            Pull = node.GetChoice("pull", Pulls, "up"),
        };
        var period = node.GetDuration("period", ShortestPeriod, LongestPeriod, TimeSpan.FromSeconds(60));
        if (!_lines.TryAdd(number, node.Path))
        {
            node.Refuse("line", $"is {number}, as in {_lines[number]}; a line has one contact.");
        }

        if (AgentOptionsReader.Signal(node, "signal") is not { } signal)
        {
            return null;
        }

        Claim(node, place, signal.Id);
        if (!signal.IsFlag)
        {
            node.Refuse("signal", $"is {signal.Id}, a {signal.Kind}; a contact is only true or false.");
        }

        return new ContactOptions(line, place, signal, period);
    }

    /// <summary>Whose readings they are: <c>room</c> and <c>equipment</c>.</summary>
    public InputPlace ReadPlace(SettingsNode node) =>
        new(site, AgentOptionsReader.Name(node, "room"), AgentOptionsReader.Name(node, "equipment"));

    /// <summary>Refuses an entry that makes a point which another one makes already.</summary>
    public void Claim(SettingsNode node, InputPlace place, string signal)
    {
        if (place.Room.Length > 0 && place.Equipment.Length > 0 && !_claims.TryAdd(place.Point(signal).ToString(), node.Path))
        {
            node.Refuse(signal == "snmp"
                ? $"is {place.Room}/{place.Equipment}, as is {_claims[place.Point(signal).ToString()]}; two devices cannot be one piece of equipment."
                : $"is {place.Point(signal)}, as is {_claims[place.Point(signal).ToString()]}; a point has one input.");
        }
    }

    internal static IPEndPoint ReadAddress(SettingsNode node, string key, int port, string? fallback = null)
    {
        var text = node.GetText(key, fallback);
        if (IPEndPoint.TryParse(text, out var address))
        {
            return address.Port == 0 ? new IPEndPoint(address.Address, port) : address;
        }

        if (text.Length > 0)
        {
            node.Refuse(key, $"is \"{text}\"; it must be an IP address, with a port after it unless that is {port}: 10.0.0.5, 10.0.0.5:1{port}, [fd00::5]:{port}.");
        }

        return new IPEndPoint(IPAddress.None, port);
    }
}
