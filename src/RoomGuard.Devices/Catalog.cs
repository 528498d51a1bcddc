using RoomGuard.Devices.Sensors;
using RoomGuard.Devices.Sensors.Ads1115;
using RoomGuard.Devices.Sensors.Bme280;
using RoomGuard.Devices.Sensors.Board;
using RoomGuard.Devices.Sensors.Hwmon;
using RoomGuard.Devices.Sensors.Iio;
using RoomGuard.Devices.Sensors.OneWire;
using RoomGuard.Devices.Sensors.Sht3x;
using RoomGuard.Devices.Sensors.Sht4x;

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
        Sht3x.Driver,
        Sht4x.Driver,
        Bme280Sensor.Driver,
        Ads1115Sensor.Driver,
        BoardSensor.Driver,
    }.ToDictionary(driver => driver.Name, StringComparer.Ordinal);
}
