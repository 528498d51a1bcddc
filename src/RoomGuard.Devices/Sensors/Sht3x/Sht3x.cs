using RoomGuard.Devices.I2c;

namespace RoomGuard.Devices.Sensors.Sht3x;

/// <summary>Sensirion SHT30, SHT31 and SHT35 in user space (data sheet SHT3x-DIS, version 7): one measurement of high repeatability without clock stretching.</summary>
internal static class Sht3x
{
    /// <summary>The driver's entry in the catalogue.</summary>
    public static SensorDriver Driver { get; } = SensirionSensor.DriverOf(Kind);

    /// <summary>What it is asked, and how it answers.</summary>
    internal static SensirionKind Kind => new("sht3x", [0x24, 0x00], TimeSpan.FromMilliseconds(16), static raw => 100.0 * raw / ushort.MaxValue);
}
