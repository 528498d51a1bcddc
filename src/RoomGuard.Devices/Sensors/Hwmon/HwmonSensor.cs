using RoomGuard.Contract.Samples;

namespace RoomGuard.Devices.Sensors.Hwmon;

/// <summary>A channel of the kernel's hardware monitoring class, <c>class/hwmon</c> (Documentation/hwmon/sysfs-interface).</summary>
internal sealed class HwmonSensor(string root, SensorChannel channel) : ISensor
{
    private static readonly KernelQuantity[] Quantities =
    [
        new("temp", "Cel", 0.001),
        new("humidity", "%RH", 0.001),
        new("in", "V", 0.001),
        new("curr", "A", 0.001),
        new("power", "W", 0.000_001),
    ];

    private readonly NamedFolder _monitor = new(Path.Combine(root, "class", "hwmon"), "hwmon", channel.Device);

    /// <summary>The driver's entry in the catalogue.</summary>
    public static SensorDriver Driver { get; } = new(
        "hwmon",
        wanted => NamedFolder.Fault(wanted.Device) ?? KernelQuantity.Fault(Quantities, wanted),
        (root, wanted) => new HwmonSensor(root, wanted));

    /// <inheritdoc/>
    public Reading Read() => _monitor.Find() is { } folder
        ? ReadChannel(folder, channel)
        : Reading.Absent(AbsenceReason.Silent, $"no {channel.Device} below {Path.Combine(root, "class", "hwmon")}: the sensor is gone or its driver is not loaded");

    /// <summary>Reads <c>tempN_input</c> and its like; <c>tempN_fault</c> speaks first.</summary>
    internal static Reading ReadChannel(string folder, SensorChannel channel)
    {
        var file = Path.Combine(folder, channel.Channel);
        if (File.Exists(file + "_fault") && KernelFile.TryRead(file + "_fault", out var fault, out _) && fault == "1")
        {
            return Reading.Absent(AbsenceReason.Faulted, $"{file}_fault is 1: the chip reports an open or shorted sensor");
        }

        var quantity = KernelQuantity.Find(Quantities, channel.Channel)!;
        return KernelFile.TryRead(file + "_input", out var text, out var absence)
            ? KernelNumber.Parse(text, quantity.Factor, channel.Signal)
            : absence;
    }
}
