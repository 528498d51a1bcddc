using System.Globalization;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Devices.Sensors.OneWire;

/// <summary>A thermometer on the 1-Wire bus through the kernel's w1_therm, <c>bus/w1/devices</c> (Documentation/w1/slaves/w1_therm).</summary>
internal sealed class OneWireSensor(string root, SensorChannel channel) : ISensor
{
    // What the chip holds until its first conversion ends: seen after a brown-out. Whether it can be true for once, the readings before it tell: TruthGate.
    private const double PowerOnCelsius = 85;

    // DS18S20, DS1822, DS18B20, DS1825 and DS28EA00, in this order.
    private static readonly string[] Families = ["10", "22", "28", "3b", "42"];

    /// <summary>The driver's entry in the catalogue.</summary>
    public static SensorDriver Driver { get; } = new("w1", Fault, (root, wanted) => new OneWireSensor(root, wanted)) { PowerOn = PowerOnCelsius, IsSlow = true };

    /// <inheritdoc/>
    public Reading Read()
    {
        var folder = Path.Combine(root, "bus", "w1", "devices", channel.Device);
        if (!Directory.Exists(folder))
        {
            return Reading.Absent(AbsenceReason.Silent, $"{folder} is not there: the probe is unplugged or the bus driver is not loaded");
        }

        // The hwmon twin comes first: it answers EIO or ENODEV where w1_therm's own files are silently empty.
        if (FindMonitor(folder) is { } monitor)
        {
            return KernelFile.TryRead(Path.Combine(monitor, "temp1_input"), out var text, out var absence) ? ParseMilliCelsius(text, channel.Signal) : absence;
        }

        var temperature = Path.Combine(folder, "temperature");
        if (File.Exists(temperature))
        {
            return KernelFile.TryRead(temperature, out var text, out var absence) ? ParseMilliCelsius(text, channel.Signal) : absence;
        }

        return KernelFile.TryRead(Path.Combine(folder, "w1_slave"), out var slave, out var silence) ? ParseSlave(slave, channel.Signal) : silence;
    }

    /// <summary>Turns thousandths of a degree into a reading.</summary>
    internal static Reading ParseMilliCelsius(string text, Signal signal) => KernelNumber.Parse(text, 0.001, signal);

    /// <summary>Turns the two lines of <c>w1_slave</c> into a reading.</summary>
    internal static Reading ParseSlave(string text, Signal signal)
    {
        if (!text.Contains(" YES", StringComparison.Ordinal))
        {
            return Reading.Absent(AbsenceReason.Corrupt, "w1_slave: the checksum does not hold");
        }

        var start = text.LastIndexOf("t=", StringComparison.Ordinal);
        return start < 0
            ? Reading.Absent(AbsenceReason.Corrupt, "w1_slave: no t= in it")
            : ParseMilliCelsius(text[(start + 2)..], signal);
    }

    private static string? FindMonitor(string folder)
    {
        var monitors = Path.Combine(folder, "hwmon");
        return Directory.Exists(monitors) ? Directory.EnumerateFileSystemEntries(monitors, "hwmon*").Order(StringComparer.Ordinal).FirstOrDefault() : null;
    }

    private static string? Fault(SensorChannel wanted)
    {
        if (wanted.Device.Split('-') is not [var family, { Length: 12 } serial] || !Families.Contains(family, StringComparer.Ordinal)
            || !ulong.TryParse(serial, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _))
        {
            return $"has device \"{wanted.Device}\"; it must be a thermometer's 1-Wire address such as 28-0316a2795fff, of family {string.Join(", ", Families)}.";
        }

        if (wanted.Channel != "temp1")
        {
            return $"has channel \"{wanted.Channel}\"; a 1-Wire thermometer has only temp1.";
        }

        return wanted.Signal.Unit == "Cel" ? null : $"reads Cel, but {wanted.Signal.Id} is in {(wanted.Signal.Unit.Length == 0 ? "no unit" : wanted.Signal.Unit)}.";
    }
}
