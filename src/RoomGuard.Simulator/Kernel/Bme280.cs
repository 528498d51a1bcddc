using System.Globalization;
using RoomGuard.Simulator.World.Rooms;

namespace RoomGuard.Simulator.Kernel;

/// <summary>The bmp280 IIO driver with a BME280 (Linux 6.1, drivers/iio/pressure/bmp280-core.c): processed values, temperature in steps of 10 milli-degrees.</summary>
internal static class Bme280
{
    /// <summary>What the driver's folder holds while the probe measures <paramref name="state"/>.</summary>
    public static void Show(string folder, ProbeState state, Action<KernelFile> show)
    {
        show(new KernelFile($"{folder}/name", "bme280\n"));
        show(new KernelFile($"{folder}/in_temp_input", Milli.Line(state.Temperature, celsius => (int)Math.Round(celsius * 100) * 10)));
        show(new KernelFile($"{folder}/in_humidityrelative_input", Milli.Line(state.Humidity, percent => (int)Math.Round(percent * 1024) * 1000 / 1024)));
        show(new KernelFile($"{folder}/in_pressure_input", Kilopascals(state)));
    }

    private static string? Kilopascals(ProbeState state) =>
        state.Temperature.IsDead && state.Humidity.IsDead ? null : string.Create(CultureInfo.InvariantCulture, $"{state.Hectopascals / 10:0.000000000}\n");
}
