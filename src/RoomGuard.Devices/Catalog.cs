using RoomGuard.Devices.Sensors;
using RoomGuard.Devices.Sensors.Hwmon;
using RoomGuard.Devices.Sensors.Iio;
using RoomGuard.Devices.Sensors.OneWire;

namespace RoomGuard.Devices;

/// <summary>Every sensor driver there is, by name. A new driver is one folder under <c>Sensors</c> and one line here.</summary>
public static class Catalog
{
    /// <summary>The drivers. Safe for all threads.</summary>
    public static IReadOnlyDictionary<string, SensorDriver> Drivers { get; } = new[]
    {
        HwmonSensor.Driver,
        IioSensor.Driver,
        OneWireSensor.Driver,
    }.ToDictionary(driver => driver.Name, StringComparer.Ordinal);
}
