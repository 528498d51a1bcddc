using RoomGuard.Contract.Samples;

namespace RoomGuard.Devices.Tests.Sensors;

public sealed class HwmonSensorTests : IDisposable
{
    private readonly FakeSysfs _sysfs = new();

    public void Dispose() => _sysfs.Dispose();

    [Theory]
    [InlineData("temp1", "env.temp", "23456\n", 23.456)]
    [InlineData("temp1", "env.temp", "-5250\n", -5.25)]
    [InlineData("temp1", "env.temp", "0\n", 0)]
    [InlineData("humidity1", "env.rh", "48712\n", 48.712)]
    [InlineData("in0", "feed.voltage", "229500\n", 229.5)]
    public void Thousandths_come_out_in_the_units_of_the_catalogue(string channel, string signal, string text, double value)
    {
        _sysfs.With("class/hwmon/hwmon3/name", "sht3x\n").With($"class/hwmon/hwmon3/{channel}_input", text);
        Assert.Equal(Reading.Of(value), _sysfs.Read("hwmon", "sht3x", channel, signal));
    }

    [Fact]
    public void Chips_of_one_name_are_counted_in_the_kernels_order_not_the_alphabets()
    {
        _sysfs.With("class/hwmon/hwmon10/name", "sht3x").With("class/hwmon/hwmon10/temp1_input", "30000")
            .With("class/hwmon/hwmon9/name", "sht3x").With("class/hwmon/hwmon9/temp1_input", "20000")
            .With("class/hwmon/hwmon1/name", "cpu_thermal").With("class/hwmon/hwmon1/temp1_input", "50000");
        Assert.Equal(Reading.Of(20), _sysfs.Read("hwmon", "sht3x", "temp1", "env.temp"));
        Assert.Equal(Reading.Of(20), _sysfs.Read("hwmon", "sht3x#1", "temp1", "env.temp"));
        Assert.Equal(Reading.Of(30), _sysfs.Read("hwmon", "sht3x#2", "temp1", "env.temp"));
        Assert.Equal(AbsenceReason.Silent, _sysfs.Read("hwmon", "sht3x#3", "temp1", "env.temp").Absence);
    }

    [Theory]
    [InlineData("", AbsenceReason.Corrupt, "is empty")]
    [InlineData("\n", AbsenceReason.Corrupt, "is empty")]
    [InlineData("N/A", AbsenceReason.Corrupt, "\"N/A\" is not a number")]
    [InlineData("1e9", AbsenceReason.Corrupt, "\"1e9\" is not a number")]
    [InlineData("200000", AbsenceReason.OutOfRange, "200 Cel cannot be: env.temp lies from -40 to 125")]
    public void A_file_that_gives_no_number_gives_a_reason(string text, AbsenceReason reason, string detail)
    {
        _sysfs.With("class/hwmon/hwmon0/name", "sht3x").With("class/hwmon/hwmon0/temp1_input", text);
        var reading = _sysfs.Read("hwmon", "sht3x", "temp1", "env.temp");
        Assert.Equal(reason, reading.Absence);
        Assert.Contains(detail, reading.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_that_the_chip_reports_comes_before_its_number()
    {
        _sysfs.With("class/hwmon/hwmon0/name", "lm75").With("class/hwmon/hwmon0/temp1_input", "21000").With("class/hwmon/hwmon0/temp1_fault", "1\n");
        Assert.Equal(AbsenceReason.Faulted, _sysfs.Read("hwmon", "lm75", "temp1", "env.temp").Absence);
        _sysfs.With("class/hwmon/hwmon0/temp1_fault", "0\n");
        Assert.Equal(Reading.Of(21), _sysfs.Read("hwmon", "lm75", "temp1", "env.temp"));
    }

    [Fact]
    public void A_sensor_that_dies_is_silent_and_one_that_returns_reads_again()
    {
        const string Input = "class/hwmon/hwmon0/temp1_input";
        _sysfs.With("class/hwmon/hwmon0/name", "sht3x").With(Input, "21000");
        File.Delete(Path.Combine(_sysfs.Root, Input));
        var dead = _sysfs.Read("hwmon", "sht3x", "temp1", "env.temp");
        Assert.Equal(AbsenceReason.Silent, dead.Absence);
        Assert.Contains("temp1_input is not there", dead.Detail, StringComparison.Ordinal);
        _sysfs.With(Input, "22000");
        Assert.Equal(Reading.Of(22), _sysfs.Read("hwmon", "sht3x", "temp1", "env.temp"));
    }

    [Fact]
    public void An_error_of_the_bus_is_corrupt()
    {
        _sysfs.With("class/hwmon/hwmon0/name", "sht3x").WithInputError("class/hwmon/hwmon0/temp1_input");
        var reading = _sysfs.Read("hwmon", "sht3x", "temp1", "env.temp");
        Assert.Equal(AbsenceReason.Corrupt, reading.Absence);
        Assert.Contains("EIO", reading.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tree_without_the_class_is_silent() =>
        Assert.Equal(AbsenceReason.Silent, _sysfs.Read("hwmon", "sht3x", "temp1", "env.temp").Absence);
}
