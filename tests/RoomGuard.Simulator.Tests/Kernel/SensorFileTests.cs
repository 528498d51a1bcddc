using System.Globalization;
using RoomGuard.Simulator.Kernel;
using RoomGuard.Simulator.World.Rooms;

namespace RoomGuard.Simulator.Tests.Kernel;

public sealed class SensorFileTests
{
    private static readonly ProbeState Air = new() { Temperature = new Element(22.6, false, false), Humidity = new Element(48.25, false, false), Hectopascals = 934.125 };

    // By the driver's formulas: word 0x62E3 for 22.6 °C, word 0x7B85 for 48.25 %.
    [Fact]
    public void The_sht3x_shows_whole_milli_units() =>
        Assert.Equal(
            [("hwmon0/name", "sht3x\n"), ("hwmon0/temp1_input", "22598\n"), ("hwmon0/humidity1_input", "48249\n")],
            Show(show => Sht3x.Show("hwmon0", Air, show)));

    [Theory]
    [InlineData(-45, -45_000)]
    [InlineData(130, 129_997)]
    [InlineData(25, 24_999)]
    [InlineData(200, 129_997)]
    public void The_sht3x_converts_as_the_driver_does(double celsius, int milli) => Assert.InRange(Sht3x.MilliCelsius(celsius), milli - 2, milli + 2);

    [Fact]
    public void The_si7020_shows_raw_words_with_the_scale_and_offset_that_give_the_value_back()
    {
        var files = Show(show => Si7020.Show("iio:device0", Air, show)).ToDictionary(file => file.Path, file => file.Text);
        Assert.Equal("10.725097656\n", files["iio:device0/in_temp_scale"]);
        Assert.Equal("-4368\n", files["iio:device0/in_temp_offset"]);
        Assert.Equal("7.629394531\n", files["iio:device0/in_humidityrelative_scale"]);
        Assert.Equal("-786\n", files["iio:device0/in_humidityrelative_offset"]);
        Assert.Equal(22_600, (Number(files["iio:device0/in_temp_raw"]) - 4368) * 10.725097656, 6.0);
        Assert.Equal(48_250, (Number(files["iio:device0/in_humidityrelative_raw"]) - 786) * 7.629394531, 4.0);
    }

    [Fact]
    public void The_bme280_shows_processed_values_and_kilopascals() =>
        Assert.Equal(
            [
                ("d/name", "bme280\n"), ("d/in_temp_input", "22600\n"), ("d/in_humidityrelative_input", "48250\n"), ("d/in_pressure_input", "93.412500000\n"),
            ],
            Show(show => Bme280.Show("d", Air, show)));

    [Fact]
    public void The_ds18b20_shows_sixteenths_of_a_degree_three_times() =>
        Assert.Equal(
            [
                ("w1/28-0316a2795fff/name", "28-0316a2795fff\n"),
                ("w1/28-0316a2795fff/temperature", "22625\n"),
                ("w1/28-0316a2795fff/w1_slave", "6a 01 4b 46 7f ff 06 10 5f : crc=5f YES\n6a 01 4b 46 7f ff 06 10 5f t=22625\n"),
                ("w1/28-0316a2795fff/hwmon/hwmon3/name", "w1_slave_temp\n"),
                ("w1/28-0316a2795fff/hwmon/hwmon3/temp1_input", "22625\n"),
            ],
            Show(show => Ds18b20.Show("w1/28-0316a2795fff", 3, Air, show)));

    // Lines of w1_slave as they stand in many people's logs of real chips.
    [Theory]
    [InlineData(0x0172, "72 01 4b 46 7f ff 0e 10 57", 23125)]
    [InlineData(0x01A3, "a3 01 4b 46 7f ff 0d 10 ce", 26187)]
    public void The_scratchpad_carries_the_chip_s_own_check(short sixteenths, string bytes, int milli) =>
        Assert.Equal(FormattableString.Invariant($"{bytes} : crc={bytes[^2..]} YES\n{bytes} t={milli}\n"), Ds18b20.Scratchpad(sixteenths));

    [Fact]
    public void A_dead_element_has_no_file_and_the_rest_of_the_chip_stays()
    {
        var half = Air with { Temperature = Air.Temperature with { IsDead = true } };
        Assert.Equal(
            [("h/name", "sht3x\n"), ("h/temp1_input", null), ("h/humidity1_input", "48249\n")],
            Show(show => Sht3x.Show("h", half, show)));
        Assert.Equal(
            ["w/temperature", "w/w1_slave", "w/hwmon/hwmon0/temp1_input"],
            Show(show => Ds18b20.Show("w", 0, half, show)).Where(file => file.Text is null).Select(file => file.Path));
    }

    private static double Number(string? text) => double.Parse(text!, CultureInfo.InvariantCulture);

    private static List<(string Path, string? Text)> Show(Action<Action<KernelFile>> show)
    {
        var files = new List<(string, string?)>();
        show(file => files.Add((file.Path, file.Text)));
        return files;
    }
}
