using System.Device.I2c;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Sensors;

namespace RoomGuard.Devices.I2c;

/// <summary>What makes one family of Sensirion's humidity sensors different from another.</summary>
/// <param name="Driver">The driver's name.</param>
/// <param name="Measure">The command of one measurement of the best repeatability.</param>
/// <param name="Takes">How long it takes at most.</param>
/// <param name="Humidity">Percent of a raw word.</param>
internal sealed record SensirionKind(string Driver, byte[] Measure, TimeSpan Takes, Func<ushort, double> Humidity);

/// <summary>One quantity of an SHT3x or SHT4x, read in user space: the kernel's driver for SHT3x does not look at checksums, this one does.</summary>
internal sealed class SensirionSensor(SensirionKind kind, I2cChip chip, string channel, Signal signal) : ISensor
{
    private const string Temperature = "temperature";
    private const string Humidity = "humidity";

    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal) { [Temperature] = "Cel", [Humidity] = "%RH" };

    /// <summary>A driver of a family, for the catalogue.</summary>
    internal static SensorDriver DriverOf(SensirionKind kind) => new(
        kind.Driver,
        wanted => I2cFaults.Of(wanted, Units),
        (_, wanted) => new SensirionSensor(kind, I2cChip.At(I2cFaults.PlaceOf(wanted)), wanted.Channel, wanted.Signal));

    /// <inheritdoc/>
    public Reading Read() => chip.Read(Talk);

    private Reading Talk(I2cDevice device)
    {
        device.Write(kind.Measure);
        I2cChip.Pause(kind.Takes);
        Span<byte> bytes = stackalloc byte[2 * SensirionWord.Size];
        device.Read(bytes);
        if (!SensirionWord.TryRead(bytes, out var temperature) || !SensirionWord.TryRead(bytes[SensirionWord.Size..], out var humidity))
        {
            return Reading.Absent(AbsenceReason.Corrupt, "the checksum does not hold: look at the cable, its length and its shield");
        }

        return KernelNumber.Judge(channel == Temperature ? -45 + (175.0 * temperature / ushort.MaxValue) : kind.Humidity(humidity), signal);
    }
}
