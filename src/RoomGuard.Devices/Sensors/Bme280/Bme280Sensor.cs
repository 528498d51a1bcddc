using System.Device.I2c;
using System.Globalization;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.I2c;

namespace RoomGuard.Devices.Sensors.Bme280;

/// <summary>One quantity of a Bosch BME280 in user space (data sheet BST-BME280-DS001): one forced measurement of everything without oversampling.</summary>
internal sealed class Bme280Sensor(I2cChip chip, string channel, Signal signal) : ISensor
{
    private const byte Id = 0xd0;
    private const byte Mine = 0x60;
    private const byte ControlHumidity = 0xf2;
    private const byte ControlMeasurement = 0xf4;
    private const byte Status = 0xf3;
    private const byte IsMeasuring = 0x08;
    private const byte CalibrationLow = 0x88;
    private const byte CalibrationHigh = 0xe1;
    private const byte Data = 0xf7;

    // What the registers hold while nothing was measured.
    private const int NoMeasurement = 0x80000;

    private const int MostLooks = 20;

    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal) { ["temperature"] = "Cel", ["humidity"] = "%RH", ["pressure"] = "hPa" };

    private Bme280Calibration? _calibration;

    /// <summary>The driver's entry in the catalogue.</summary>
    public static SensorDriver Driver { get; } = new(
        "bme280",
        static wanted => I2cFaults.Of(wanted, Units),
        static (_, wanted) => new Bme280Sensor(I2cChip.At(I2cFaults.PlaceOf(wanted)), wanted.Channel, wanted.Signal));

    /// <inheritdoc/>
    public Reading Read() => chip.Read(Talk);

    private Reading Talk(I2cDevice device)
    {
        Span<byte> bytes = stackalloc byte[26];
        device.WriteRead([Id], bytes[..1]);
        if (bytes[0] != Mine)
        {
            _calibration = null;
            return Reading.Absent(AbsenceReason.Corrupt, string.Create(CultureInfo.InvariantCulture, $"the chip says that it is 0x{bytes[0]:x2}, and a BME280 is 0x{Mine:x2}"));
        }

        _calibration ??= Calibrate(device, bytes);
        device.Write([ControlHumidity, 0x01]);
        device.Write([ControlMeasurement, 0x25]);
        if (!IsDone(device, bytes))
        {
            return Reading.Absent(AbsenceReason.Silent, "the measurement does not end");
        }

        device.WriteRead([Data], bytes[..8]);
        var (pressure, temperature, humidity) = ((bytes[0] << 12) | (bytes[1] << 4) | (bytes[2] >> 4), (bytes[3] << 12) | (bytes[4] << 4) | (bytes[5] >> 4), (bytes[6] << 8) | bytes[7]);
        if (temperature == NoMeasurement)
        {
            _calibration = null;
            return Reading.Absent(AbsenceReason.Faulted, "nothing was measured: the chip has just been started, or lost its supply");
        }

        var fine = _calibration.Fine(temperature);
        return KernelNumber.Judge(
            channel switch
            {
                "temperature" => Bme280Calibration.Celsius(fine),
                "humidity" => _calibration.Percent(humidity, fine),
                _ => _calibration.Pascals(pressure, fine) / 100,
            },
            signal);
    }

    private static Bme280Calibration Calibrate(I2cDevice device, Span<byte> low)
    {
        Span<byte> high = stackalloc byte[7];
        device.WriteRead([CalibrationLow], low);
        device.WriteRead([CalibrationHigh], high);
        return new Bme280Calibration(low, high);
    }

    private static bool IsDone(I2cDevice device, Span<byte> bytes)
    {
        for (var look = 0; look < MostLooks; look++)
        {
            I2cChip.Pause(TimeSpan.FromMilliseconds(5));
            device.WriteRead([Status], bytes[..1]);
            if ((bytes[0] & IsMeasuring) == 0)
            {
                return true;
            }
        }

        return false;
    }
}
