using RoomGuard.Devices.I2c;

namespace RoomGuard.Devices.Sensors.Sht4x;

/// <summary>Sensirion SHT40, SHT41 and SHT45 in user space (data sheet SHT4x, version 6): one measurement of high precision. Near both ends of its range the chip may say a little less than 0 or more than 100 %; that is cut off as the data sheet says (4.6).</summary>
internal static class Sht4x
{
    /// <summary>The driver's entry in the catalogue.</summary>
    public static SensorDriver Driver { get; } = SensirionSensor.DriverOf(Kind);

    /// <summary>What it is asked, and how it answers.</summary>
    internal static SensirionKind Kind => new("sht4x", [0xfd], TimeSpan.FromMilliseconds(10), static raw => Math.Clamp(-6 + (125.0 * raw / ushort.MaxValue), 0, 100));
}
