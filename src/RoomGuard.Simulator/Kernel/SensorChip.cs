namespace RoomGuard.Simulator.Kernel;

/// <summary>A sensor chip that Linux has a driver for.</summary>
public enum SensorChip
{
    /// <summary>Sensirion SHT3x through hwmon: temperature and humidity.</summary>
    Sht3x,

    /// <summary>Silicon Labs Si7020 through IIO as raw, scale and offset: temperature and humidity.</summary>
    Si7020,

    /// <summary>Bosch BME280 through IIO as processed values: temperature, humidity and air pressure.</summary>
    Bme280,

    /// <summary>Maxim DS18B20 on a 1-Wire bus: temperature.</summary>
    Ds18b20,
}
