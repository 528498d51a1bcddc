using System.Buffers.Binary;
using System.Device.I2c;
using System.Globalization;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.I2c;

namespace RoomGuard.Devices.Sensors.Ads1115;

/// <summary>One input of a Texas Instruments ADS1115 in user space (data sheet SBAS444): a single conversion for each reading.</summary>
internal sealed class Ads1115Sensor(I2cChip chip, string channel, Ads1115Tuning tuning, Signal signal) : ISensor
{
    private const byte Conversion = 0x00;
    private const byte Config = 0x01;

    // Written: begin. Read: nothing is being converted.
    private const ushort Ready = 0x8000;
    private const ushort SingleShot = 0x0100;
    private const ushort NoComparator = 0x0003;

    private const int MostLooks = 5;

    // Less than nothing by the amplifier's offset only.
    private const double Offset = 0.01;

    private static readonly Dictionary<string, int> Inputs = new(StringComparer.Ordinal)
    {
        ["ain0-ain1"] = 0,
        ["ain0-ain3"] = 1,
        ["ain1-ain3"] = 2,
        ["ain2-ain3"] = 3,
        ["ain0"] = 4,
        ["ain1"] = 5,
        ["ain2"] = 6,
        ["ain3"] = 7,
    };

    /// <summary>The driver's entry in the catalogue.</summary>
    public static SensorDriver Driver { get; } = new(
        "ads1115",
        Fault,
        static (_, wanted) => new Ads1115Sensor(I2cChip.At(I2cFaults.PlaceOf(wanted)), wanted.Channel, TuningOf(wanted), wanted.Signal))
    {
        Tune = Ads1115Tuning.Read,
    };

    private bool IsSingleEnded => Inputs[channel] >= 4;

    /// <inheritdoc/>
    public Reading Read() => chip.Read(Talk);

    /// <summary>The config register that begins a conversion.</summary>
    internal static ushort Configuration(string channel, Ads1115Tuning tuning) => (ushort)(
        Ready | (Inputs[channel] << 12) | (tuning.Gain.Code << 9) | SingleShot | (CodeOf(tuning.Rate) << 5) | NoComparator);

    /// <summary>The reading of what the conversion register holds.</summary>
    internal Reading Judge(short raw)
    {
        if (raw is short.MaxValue or short.MinValue)
        {
            return tuning.Meaning.Beyond(string.Create(CultureInfo.InvariantCulture, $"the input is beyond the full scale of {tuning.Gain.FullScale} V"));
        }

        var volts = tuning.Gain.Volts(raw);
        return tuning.Meaning.Judge(IsSingleEnded && volts < 0 && volts > -Offset * tuning.Gain.FullScale ? 0 : volts, signal);
    }

    private static Ads1115Tuning TuningOf(SensorChannel wanted) => wanted.Tuning as Ads1115Tuning ?? Ads1115Tuning.Default;

    private static string? Fault(SensorChannel wanted)
    {
        if (!I2cPlace.TryParse(wanted.Device, out var place) || place.Address is < 0x48 or > 0x4b)
        {
            return $"has device \"{wanted.Device}\"; it must be the bus and the address on it, such as 1:0x48 (addresses 0x48 to 0x4b).";
        }

        var tuning = TuningOf(wanted);
        return Inputs.ContainsKey(wanted.Channel)
            ? tuning.Meaning.Fault(wanted.Signal, tuning.Gain.FullScale)
            : $"has channel \"{wanted.Channel}\"; it must be one of {string.Join(", ", Inputs.Keys)}.";
    }

    private static int CodeOf(int rate) => Enumerable.Range(0, Ads1115Gain.Rates.Count).First(code => Ads1115Gain.Rates[code] == rate);

    private Reading Talk(I2cDevice device)
    {
        Span<byte> bytes = stackalloc byte[2];
        var wanted = Configuration(channel, tuning);
        device.Write([Config, (byte)(wanted >> 8), (byte)wanted]);
        ushort found = 0;
        for (var look = 0; look < MostLooks && (found & Ready) == 0; look++)
        {
            // The chip's own clock is off by 10 % at most.
            I2cChip.Pause(TimeSpan.FromMilliseconds((1100.0 / tuning.Rate) + 1));
            device.WriteRead([Config], bytes);
            found = BinaryPrimitives.ReadUInt16BigEndian(bytes);
            if (((found ^ wanted) & ~Ready) != 0)
            {
                return Reading.Absent(AbsenceReason.Corrupt, string.Create(CultureInfo.InvariantCulture, $"the chip was told 0x{wanted:x4} and holds 0x{found:x4}: it is no ADS1115, it lost its supply, or another program uses it"));
            }
        }

        if ((found & Ready) == 0)
        {
            return Reading.Absent(AbsenceReason.Silent, "the conversion does not end");
        }

        device.WriteRead([Conversion], bytes);
        return Judge(BinaryPrimitives.ReadInt16BigEndian(bytes));
    }
}
