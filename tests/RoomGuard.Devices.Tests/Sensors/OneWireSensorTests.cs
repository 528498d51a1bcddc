using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Sensors.OneWire;

namespace RoomGuard.Devices.Tests.Sensors;

public sealed class OneWireSensorTests : IDisposable
{
    private const string Address = "28-0316a2795fff";
    private const string Folder = "bus/w1/devices/28-0316a2795fff/";

    private readonly FakeSysfs _sysfs = new();

    public void Dispose() => _sysfs.Dispose();

    [Fact]
    public void The_hwmon_twin_is_read_before_the_files_that_fail_silently()
    {
        _sysfs.With(Folder + "temperature", "99000").With(Folder + "hwmon/hwmon2/temp1_input", "21562\n");
        Assert.Equal(Reading.Of(21.562), Read());
    }

    [Fact]
    public void Without_a_twin_the_driver_of_the_bus_is_read()
    {
        _sysfs.With(Folder + "w1_slave", "72 01 4b 46 7f ff 0e 10 57 : crc=57 YES\n72 01 4b 46 7f ff 0e 10 57 t=23125\n");
        Assert.Equal(Reading.Of(23.125), Read());
        _sysfs.With(Folder + "temperature", "23187\n");
        Assert.Equal(Reading.Of(23.187), Read());
    }

    [Theory]
    [InlineData("hwmon/hwmon2/temp1_input")]
    [InlineData("temperature")]
    [InlineData("w1_slave")]
    public void An_empty_file_is_a_fault_and_never_zero(string file)
    {
        _sysfs.With(Folder + file, "");
        Assert.Equal(AbsenceReason.Corrupt, Read().Absence);
    }

    [Fact]
    public void The_value_of_a_chip_that_has_not_converted_is_known_to_whoever_judges_readings()
    {
        _sysfs.With(Folder + "hwmon/hwmon2/temp1_input", "85000\n");
        Assert.Equal(Reading.Of(85), Read());
        Assert.Equal(85, Catalog.Drivers["w1"].PowerOn);
    }

    [Fact]
    public void A_probe_that_is_unplugged_is_silent() => Assert.Equal(AbsenceReason.Silent, Read().Absence);

    [Fact]
    public void A_bus_that_reports_an_error_is_corrupt()
    {
        _sysfs.WithInputError(Folder + "hwmon/hwmon2/temp1_input");
        Assert.Equal(AbsenceReason.Corrupt, Read().Absence);
    }

    [Theory]
    [InlineData("ff ff ff ff ff ff ff ff ff : crc=c9 NO\nff ff ff ff ff ff ff ff ff t=-62", AbsenceReason.Corrupt)]
    [InlineData("00 : crc=00 YES\n", AbsenceReason.Corrupt)]
    [InlineData("00 : crc=00 YES\nt=", AbsenceReason.Corrupt)]
    [InlineData("00 : crc=00 YES\nt=999999", AbsenceReason.OutOfRange)]
    public void Two_lines_of_w1_slave_that_hold_no_value_say_why(string text, AbsenceReason reason) =>
        Assert.Equal(reason, OneWireSensor.ParseSlave(text, SignalCatalogue.Find("env.temp")!).Absence);

    private Reading Read() => _sysfs.Read("w1", Address, "temp1", "env.temp");
}
