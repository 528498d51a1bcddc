using RoomGuard.Contract.Samples;

namespace RoomGuard.Devices.Sensors.Iio;

/// <summary>A channel of the kernel's industrial I/O subsystem, <c>bus/iio/devices</c> (Documentation/ABI/testing/sysfs-bus-iio).</summary>
internal sealed class IioSensor(string root, SensorChannel channel) : ISensor
{
    private static readonly KernelQuantity[] Quantities =
    [
        new("temp", "Cel", 0.001),
        new("humidityrelative", "%RH", 0.001),
        new("pressure", "hPa", 10), // the kernel's unit is the kilopascal
        new("voltage", "V", 0.001),
    ];

    private readonly NamedFolder _device = new(Path.Combine(root, "bus", "iio", "devices"), "iio:device", channel.Device);

    /// <summary>The driver's entry in the catalogue.</summary>
    public static SensorDriver Driver { get; } = new(
        "iio",
        wanted => NamedFolder.Fault(wanted.Device) ?? KernelQuantity.Fault(Quantities, wanted),
        (root, wanted) => new IioSensor(root, wanted));

    /// <inheritdoc/>
    public Reading Read()
    {
        if (_device.Find() is not { } folder)
        {
            return Reading.Absent(AbsenceReason.Silent, $"no {channel.Device} below {Path.Combine(root, "bus", "iio", "devices")}: the sensor is gone or its driver is not loaded");
        }

        var quantity = KernelQuantity.Find(Quantities, channel.Channel)!;
        var file = Path.Combine(folder, $"in_{channel.Channel}");
        return !File.Exists(file + "_input") && File.Exists(file + "_raw")
            ? ReadRaw(file, quantity)
            : KernelFile.TryRead(file + "_input", out var text, out var absence) ? KernelNumber.Parse(text, quantity.Factor, channel.Signal) : absence;
    }

    // Value = (raw + offset) * scale. A missing offset is 0; a missing scale is 1.
    private Reading ReadRaw(string file, KernelQuantity quantity)
    {
        if (!KernelFile.TryRead(file + "_raw", out var text, out var absence))
        {
            return absence;
        }

        if (!KernelNumber.TryParse(text, out var raw))
        {
            return Reading.Absent(AbsenceReason.Corrupt, $"{file}_raw is not a number");
        }

        return TryReadConstant(file + "_offset", 0, out var offset, out absence) && TryReadConstant(file + "_scale", 1, out var scale, out absence)
            ? KernelNumber.Judge((raw + offset) * scale * quantity.Factor, channel.Signal)
            : absence;
    }

    private static bool TryReadConstant(string file, double otherwise, out double number, out Reading absence)
    {
        number = otherwise;
        absence = default;
        if (!File.Exists(file))
        {
            return true;
        }

        if (!KernelFile.TryRead(file, out var text, out absence))
        {
            return false;
        }

        if (KernelNumber.TryParse(text, out number))
        {
            return true;
        }

        absence = Reading.Absent(AbsenceReason.Corrupt, $"{file} is not a number");
        return false;
    }
}
