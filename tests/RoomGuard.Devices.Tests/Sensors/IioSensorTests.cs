using RoomGuard.Contract.Samples;

namespace RoomGuard.Devices.Tests.Sensors;

public sealed class IioSensorTests : IDisposable
{
    private const string Folder = "bus/iio/devices/iio:device0/";

    private readonly FakeSysfs _sysfs = new();

    public void Dispose() => _sysfs.Dispose();

    [Theory]
    [InlineData("temp", "env.temp", "in_temp_input", "24310\n", 24.31)]
    [InlineData("humidityrelative", "env.rh", "in_humidityrelative_input", "45120\n", 45.12)]
    [InlineData("pressure", "env.pressure", "in_pressure_input", "101.325000\n", 1013.25)]
    public void Processed_values_come_out_in_the_units_of_the_catalogue(string channel, string signal, string file, string text, double value)
    {
        _sysfs.With(Folder + "name", "bme280\n").With(Folder + file, text);
        Assert.Equal(Reading.Of(value), _sysfs.Read("iio", "bme280", channel, signal));
    }

    // The worked example of the Si7020 data sheet's formulae as its kernel driver spells them: (raw + offset) * scale, thousandths.
    [Theory]
    [InlineData("temp", "env.temp", "6600", "-4368", "10.725097656", 23.938418)]
    [InlineData("humidityrelative", "env.rh", "3300", "-786", "19.073486328", 47.950745)]
    [InlineData("temp", "env.temp", "23500", null, null, 23.5)]
    public void Raw_values_are_shifted_and_then_scaled(string channel, string signal, string raw, string? offset, string? scale, double value)
    {
        _sysfs.With(Folder + "name", "si7020").With($"{Folder}in_{channel}_raw", raw);
        if (offset is not null)
        {
            _sysfs.With($"{Folder}in_{channel}_offset", offset).With($"{Folder}in_{channel}_scale", scale!);
        }

        Assert.Equal(value, _sysfs.Read("iio", "si7020", channel, signal).Number, 0.000_001);
    }

    [Theory]
    [InlineData("in_temp_raw", "")]
    [InlineData("in_temp_raw", "nan")]
    [InlineData("in_temp_offset", "?")]
    [InlineData("in_temp_scale", "")]
    public void A_part_that_cannot_be_read_makes_the_whole_reading_absent(string file, string text)
    {
        _sysfs.With(Folder + "name", "si7020").With(Folder + "in_temp_raw", "6600").With(Folder + "in_temp_offset", "-4368").With(Folder + "in_temp_scale", "10.7");
        _sysfs.With(Folder + file, text);
        Assert.Equal(AbsenceReason.Corrupt, _sysfs.Read("iio", "si7020", "temp", "env.temp").Absence);
    }

    [Fact]
    public void An_absent_device_and_an_absent_channel_are_silent()
    {
        Assert.Equal(AbsenceReason.Silent, _sysfs.Read("iio", "bme280", "temp", "env.temp").Absence);
        _sysfs.With(Folder + "name", "bme280");
        Assert.Equal(AbsenceReason.Silent, _sysfs.Read("iio", "bme280", "temp", "env.temp").Absence);
    }
}
