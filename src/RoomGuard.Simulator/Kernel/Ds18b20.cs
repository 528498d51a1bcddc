using System.Globalization;
using System.Text;
using RoomGuard.Simulator.World.Rooms;

namespace RoomGuard.Simulator.Kernel;

/// <summary>The w1_therm driver with a DS18B20 (Linux 6.1, drivers/w1/slaves/w1_therm.c): sixteenths of a degree, in the hwmon file, in <c>temperature</c> and in <c>w1_slave</c>.</summary>
internal static class Ds18b20
{
    /// <summary>What the slave's folder holds while the probe measures <paramref name="state"/>; <paramref name="hwmon"/> is the number of its hwmon device.</summary>
    public static void Show(string folder, int hwmon, ProbeState state, Action<KernelFile> show)
    {
        var celsius = state.Temperature;
        show(new KernelFile($"{folder}/name", $"{folder[(folder.LastIndexOf('/') + 1)..]}\n"));
        show(new KernelFile($"{folder}/temperature", Milli.Line(celsius, MilliCelsius)));
        show(new KernelFile($"{folder}/w1_slave", celsius.IsDead ? null : Scratchpad(Sixteenths(celsius.Value))));
        show(new KernelFile($"{folder}/hwmon/hwmon{hwmon}/name", "w1_slave_temp\n"));
        show(new KernelFile($"{folder}/hwmon/hwmon{hwmon}/temp1_input", Milli.Line(celsius, MilliCelsius)));
    }

    /// <summary>The nine bytes of the scratchpad with their check, as the driver prints them.</summary>
    internal static string Scratchpad(short sixteenths)
    {
        // Alarm limits 75 and 70 °C, 12 bits; the reserved bytes hold what real chips are seen to answer.
        Span<byte> bytes = [(byte)sixteenths, (byte)(sixteenths >> 8), 0x4B, 0x46, 0x7F, 0xFF, (byte)(0x10 - (sixteenths & 0xF)), 0x10, 0];
        bytes[8] = Crc8(bytes[..8]);
        var hex = new StringBuilder();
        foreach (var value in bytes)
        {
            hex.Append(CultureInfo.InvariantCulture, $"{value:x2} ");
        }

        return string.Create(CultureInfo.InvariantCulture, $"{hex}: crc={bytes[8]:x2} YES\n{hex}t={sixteenths * 1000 / 16}\n");
    }

    private static int MilliCelsius(double celsius) => Sixteenths(celsius) * 1000 / 16;

    private static short Sixteenths(double celsius) => (short)Math.Round(Math.Clamp(celsius, -55, 125) * 16);

    // Dallas/Maxim CRC-8, x^8 + x^5 + x^4 + 1, bits from the lowest.
    private static byte Crc8(ReadOnlySpan<byte> bytes)
    {
        var crc = 0;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0x8C;
            }
        }

        return (byte)crc;
    }
}
