using System.Globalization;
using RoomGuard.Simulator.World.Rooms;

namespace RoomGuard.Simulator.Kernel;

/// <summary>The si7020 IIO driver (Linux 6.1, drivers/iio/humidity/si7020.c): raw words with the scale and offset that make them milli-degrees and milli-percent.</summary>
internal static class Si7020
{
    private const double CelsiusScale = 175_720.0 / 16_384;
    private const double PercentScale = 125_000.0 / 16_384;
    private const int CelsiusOffset = -4368;
    private const int PercentOffset = -786;

    /// <summary>What the driver's folder holds while the probe measures <paramref name="state"/>.</summary>
    public static void Show(string folder, ProbeState state, Action<KernelFile> show)
    {
        show(new KernelFile($"{folder}/name", "si7020\n"));
        show(new KernelFile($"{folder}/in_temp_offset", Whole(CelsiusOffset)));
        show(new KernelFile($"{folder}/in_temp_scale", Fraction(CelsiusScale)));
        show(new KernelFile($"{folder}/in_temp_raw", Milli.Line(state.Temperature, celsius => Raw(celsius, CelsiusScale, CelsiusOffset))));
        show(new KernelFile($"{folder}/in_humidityrelative_offset", Whole(PercentOffset)));
        show(new KernelFile($"{folder}/in_humidityrelative_scale", Fraction(PercentScale)));
        show(new KernelFile($"{folder}/in_humidityrelative_raw", Milli.Line(state.Humidity, percent => Raw(percent, PercentScale, PercentOffset))));
    }

    private static int Raw(double value, double scale, int offset) => Math.Clamp((int)Math.Round((value * 1000 / scale) - offset), 0, 16_383);

    private static string Whole(int value) => string.Create(CultureInfo.InvariantCulture, $"{value}\n");

    // IIO_VAL_FRACTIONAL is printed with nine decimals, cut off rather than rounded.
    private static string Fraction(double value) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(value * 1e9) / 1e9:0.000000000}\n");
}
