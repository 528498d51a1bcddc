using System.Globalization;
using RoomGuard.Simulator.World;
using RoomGuard.Simulator.World.Rooms;

namespace RoomGuard.Simulator.Kernel;

/// <summary>Which probe is which numbered device below <c>/sys</c>, and which files show a site at one instant. Immutable and pure.</summary>
internal sealed class KernelLayout
{
    private readonly SitePlan _plan;
    private readonly Place[] _places;
    private readonly string[] _levels;

    /// <summary>Numbers the devices in the order of the plan, as a kernel would that finds them in that order.</summary>
    public KernelLayout(SitePlan plan)
    {
        _plan = plan;
        _levels = [.. plan.Contacts.Select(contact => LineFile(contact, "value"))];
        var hwmon = 0;
        var iio = 0;
        _places = [.. plan.Sensors.Select(sensor => sensor.Chip switch
        {
            SensorChip.Sht3x => new Place(FormattableString.Invariant($"class/hwmon/hwmon{hwmon}"), hwmon++),
            SensorChip.Si7020 or SensorChip.Bme280 => new Place(FormattableString.Invariant($"bus/iio/devices/iio:device{iio}"), iio++),
            SensorChip.Ds18b20 => new Place($"bus/w1/devices/{OneWireId(sensor)}", hwmon++),
            _ => throw new ArgumentException($"SensorChip has a case that the tree does not know: {sensor.Chip}.", nameof(plan)),
        })];
        Links = [.. plan.Sensors.Zip(_places).Where(pair => pair.First.Chip == SensorChip.Ds18b20).Select(pair => (
            FormattableString.Invariant($"class/hwmon/hwmon{pair.Second.Number}"),
            FormattableString.Invariant($"../../{pair.Second.Folder}/hwmon/hwmon{pair.Second.Number}")))];
    }

    /// <summary>Symbolic links of the tree and what they point at, relative to themselves.</summary>
    public IReadOnlyList<(string Path, string Target)> Links { get; }

    /// <summary>Gives every file of every probe to <paramref name="show"/>.</summary>
    public void ShowProbes(SiteState state, Action<KernelFile> show)
    {
        for (var i = 0; i < _places.Length; i++)
        {
            var (folder, number) = _places[i];
            switch (_plan.Sensors[i].Chip)
            {
                case SensorChip.Sht3x:
                    Sht3x.Show(folder, state.Probes[i], show);
                    break;
                case SensorChip.Si7020:
                    Si7020.Show(folder, state.Probes[i], show);
                    break;
                case SensorChip.Bme280:
                    Bme280.Show(folder, state.Probes[i], show);
                    break;
                case SensorChip.Ds18b20:
                    Ds18b20.Show(folder, number, state.Probes[i], show);
                    break;
                default:
                    throw new InvalidOperationException($"SensorChip has a case that the tree does not know: {_plan.Sensors[i].Chip}.");
            }
        }
    }

    /// <summary>Gives what never changes about the contacts to <paramref name="show"/>: the classic GPIO ABI (Documentation/ABI/obsolete/sysfs-gpio).</summary>
    public void ShowLines(Action<KernelFile> show)
    {
        foreach (var contact in _plan.Contacts)
        {
            show(new KernelFile(LineFile(contact, "direction"), "in\n"));
            show(new KernelFile(LineFile(contact, "active_low"), "0\n"));
            show(new KernelFile(LineFile(contact, "edge"), "none\n"));
        }
    }

    /// <summary>Gives the level of every contact to <paramref name="show"/>.</summary>
    public void ShowContacts(SiteState state, Action<KernelFile> show)
    {
        for (var i = 0; i < _levels.Length; i++)
        {
            show(new KernelFile(_levels[i], state.Contacts[i].IsOn != _plan.Contacts[i].IsActiveLow ? "1\n" : "0\n"));
        }
    }

    /// <summary>What an agent's settings say to find each channel of each probe.</summary>
    public IReadOnlyList<SimulatedSensor> Sensors()
    {
        var seen = new Dictionary<SensorChip, int>();
        return [.. _plan.Sensors.Zip(_places).SelectMany(pair => Channels(pair.First, Device(pair.First.Chip, pair.Second, seen)))];
    }

    private static string LineFile(ContactPlan contact, string name) => FormattableString.Invariant($"class/gpio/gpio{contact.Line}/{name}");

    private static string Device(SensorChip chip, Place place, Dictionary<SensorChip, int> seen)
    {
        var nth = seen[chip] = seen.GetValueOrDefault(chip) + 1;
        var name = chip == SensorChip.Ds18b20 ? place.Folder[(place.Folder.LastIndexOf('/') + 1)..] : chip.ToString().ToLowerInvariant();
        return chip == SensorChip.Ds18b20 || nth == 1 ? name : FormattableString.Invariant($"{name}#{nth}");
    }

    private static IEnumerable<SimulatedSensor> Channels(SensorPlan plan, string device) => plan.Chip switch
    {
        SensorChip.Sht3x => [new("hwmon", device, "temp1", plan, "env.temp"), new("hwmon", device, "humidity1", plan, "env.rh")],
        SensorChip.Si7020 => [new("iio", device, "temp", plan, "env.temp"), new("iio", device, "humidityrelative", plan, "env.rh")],
        SensorChip.Bme280 => [new("iio", device, "temp", plan, "env.temp"), new("iio", device, "humidityrelative", plan, "env.rh"), new("iio", device, "pressure", plan, "env.pressure")],
        SensorChip.Ds18b20 => [new("w1", device, "temp1", plan, "env.temp")],
        _ => throw new InvalidOperationException($"SensorChip has a case that the tree does not know: {plan.Chip}."),
    };

    // Family 28 and a serial number that only depends on which probe it is, so that settings written for one run fit the next.
    private static string OneWireId(SensorPlan sensor)
    {
        var serial = 0xCBF29CE484222325UL;
        foreach (var c in sensor.Path)
        {
            serial = (serial ^ c) * 0x100000001B3UL;
        }

        return string.Create(CultureInfo.InvariantCulture, $"28-{serial & 0xFFFF_FFFF_FFFF:x12}");
    }

    private readonly record struct Place(string Folder, int Number);
}
