using RoomGuard.Simulator.World.Rooms;

namespace RoomGuard.Simulator.Kernel;

/// <summary>The sht3x hwmon driver (Linux 6.1, drivers/hwmon/sht3x.c): whole milli-degrees and milli-percent from 16-bit words.</summary>
internal static class Sht3x
{
    /// <summary>What the driver's folder holds while the probe measures <paramref name="state"/>.</summary>
    public static void Show(string folder, ProbeState state, Action<KernelFile> show)
    {
        show(new KernelFile($"{folder}/name", "sht3x\n"));
        show(new KernelFile($"{folder}/temp1_input", Milli.Line(state.Temperature, MilliCelsius)));
        show(new KernelFile($"{folder}/humidity1_input", Milli.Line(state.Humidity, MilliPercent)));
    }

    /// <summary>As <c>extract_temperature</c> does it: the word the chip would send, times 175 / 2^16, less 45.</summary>
    internal static int MilliCelsius(double celsius) => (21_875 * Word((celsius + 45) / 175) >> 13) - 45_000;

    /// <summary>As <c>extract_humidity</c> does it.</summary>
    internal static int MilliPercent(double percent) => 12_500 * Word(percent / 100) >> 13;

    private static int Word(double share) => (int)Math.Round(Math.Clamp(share, 0, 1) * 65_535);
}
