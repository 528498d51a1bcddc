using System.Globalization;
using System.Net;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Points;
using RoomGuard.Devices;
using RoomGuard.Devices.Sensors;
using RoomGuard.Devices.Snmp;
using RoomGuard.Devices.Truth;
using RoomGuard.Snmp;

namespace RoomGuard.Agent;

/// <summary>Reads sections <c>sensors</c>, <c>snmp</c> and <c>traps</c>.</summary>
internal sealed class InputReader(PointClaims claims, SettingsFolder files)
{
    private const int DefaultSnmpPort = 161;
    private const int DefaultTrapPort = 162;
    private const int LongestSnmpEquipment = PointName.MaxLength - DeviceSignal.MaxPartLength - 1;

    /// <summary>The shortest time between two looks at one thing.</summary>
    internal static readonly TimeSpan ShortestPeriod = TimeSpan.FromSeconds(1);

    /// <summary>The longest one.</summary>
    internal static readonly TimeSpan LongestPeriod = TimeSpan.FromHours(1);

    private static readonly TimeSpan LongestBurst = TimeSpan.FromMinutes(1);

    private readonly SnmpAccessReader _access = new(files);

    /// <summary>One entry of <c>sensors</c>; null when it names no driver or signal that exists.</summary>
    public SensorOptions? ReadSensor(SettingsNode node)
    {
        var place = claims.ReadPlace(node);
        var driver = node.GetChoice("driver", Catalog.Drivers);
        var device = node.GetText("device");
        var channel = node.GetText("channel", "temp1");
        var period = node.GetDuration("period", ShortestPeriod, LongestPeriod, TimeSpan.FromSeconds(10));
        var tuning = driver.Tune?.Invoke(node);
        if (AgentOptionsReader.Signal(node, "signal") is not { } signal)
        {
            return null;
        }

        claims.Claim(node, place, signal.Id);
        var wanted = new SensorChannel(device, channel, signal) { Tuning = tuning };
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

    /// <summary>One entry of <c>snmp</c>.</summary>
    public SnmpOptions ReadSnmp(SettingsNode node)
    {
        var place = claims.ReadPlace(node);
        var period = node.GetDuration("period", ShortestPeriod, LongestPeriod, TimeSpan.FromSeconds(10));
        var timeout = node.GetDuration("timeout", TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(2));
        var profile = node.GetText("profile", SnmpDevice.Auto);
        if (profile != SnmpDevice.Auto && ProfileCatalog.Find(profile) is null)
        {
            node.Refuse("profile", $"is \"{profile}\"; it must be {SnmpDevice.Auto} or one of {string.Join(", ", ProfileCatalog.All.Select(known => known.Id))}.");
        }

        claims.Claim(node, place, "snmp");
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
