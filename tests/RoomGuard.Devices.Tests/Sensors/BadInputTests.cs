using System.Device.I2c;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.I2c;
using RoomGuard.Devices.Sensors;
using RoomGuard.Devices.Sensors.Ads1115;
using RoomGuard.Devices.Sensors.Bme280;
using RoomGuard.Devices.Sensors.Sht3x;
using RoomGuard.Devices.Sensors.Sht4x;
using RoomGuard.Devices.Tests.I2c;
using RoomGuard.Testing;

namespace RoomGuard.Devices.Tests.Sensors;

/// <summary>Every driver against everything that is wrong with a board: an absence whose detail says what to look at, and never an exception.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Hwmon = "class/hwmon/hwmon0/temp1_input";
    private const string Iio = "bus/iio/devices/iio:device0/in_temp_input";
    private const string Wire = "bus/w1/devices/28-0316a2795fff/temperature";
    private const string Zone = "class/thermal/thermal_zone0/temp";

    // Drivers that read files: the file, and what stands beside it.
    private static readonly Dictionary<string, (SensorChannel Channel, string File, (string File, string Text)[] Beside)> Files = new()
    {
        ["hwmon"] = (Channel("sht3x", "temp1", "env.temp"), Hwmon, [("class/hwmon/hwmon0/name", "sht3x\n")]),
        ["iio"] = (Channel("bme280", "temp", "env.temp"), Iio, [("bus/iio/devices/iio:device0/name", "bme280\n")]),
        ["w1"] = (Channel("28-0316a2795fff", "temp1", "env.temp"), Wire, []),
        ["system"] = (Channel("board", "temperature", "agent.board_temp"), Zone, [("class/thermal/thermal_zone0/type", "cpu-thermal\n")]),
    };

    // Drivers that talk over I2C.
    private static readonly Dictionary<string, Func<I2cChip, ISensor>> Chips = new()
    {
        ["sht3x"] = chip => new SensirionSensor(Sht3x.Kind, chip, "temperature", Signal("env.temp")),
        ["sht4x"] = chip => new SensirionSensor(Sht4x.Kind, chip, "temperature", Signal("env.temp")),
        ["bme280"] = chip => new Bme280Sensor(chip, "temperature", Signal("env.temp")),
        ["ads1115"] = chip => new Ads1115Sensor(chip, "ain0", Ads1115Tuning.Default, Signal("feed.voltage")),
    };

    private readonly Scratch _sysfs = new();

    public static TheoryData<string> FileDrivers => [.. Files.Keys];

    public static TheoryData<string> ChipDrivers => [.. Chips.Keys];

    public void Dispose() => _sysfs.Dispose();

    [Fact]
    public void Every_driver_is_here() => Assert.Equal(Catalog.Drivers.Keys.Order(StringComparer.Ordinal), Files.Keys.Concat(Chips.Keys).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(FileDrivers))]
    public void A_kernel_without_the_device_says_which_driver_is_missing(string driver) =>
        Says(Open(driver).Read(), AbsenceReason.Silent, _sysfs.Folder, "not loaded");

    [Theory]
    [MemberData(nameof(FileDrivers))]
    public void A_node_that_vanishes_is_silent_and_comes_back(string driver)
    {
        var sensor = Open(driver);
        Write(driver, "21500\n");
        Assert.Equal(21.5, sensor.Read().Number);
        File.Delete(_sysfs.Path(Files[driver].File));
        Assert.Equal(AbsenceReason.Silent, sensor.Read().Absence);
        Assert.Contains(_sysfs.Folder, sensor.Read().Detail, StringComparison.Ordinal);
        Write(driver, "21500\n");
        Assert.Equal(21.5, sensor.Read().Number);
    }

    [Theory]
    [MemberData(nameof(FileDrivers))]
    public void A_file_that_may_not_be_read_says_so(string driver)
    {
        // Who opens a folder as a file is denied, whoever he is: also the superuser, whom no mode keeps out.
        Write(driver, "21500\n");
        File.Delete(_sysfs.Path(Files[driver].File));
        Directory.CreateDirectory(_sysfs.Path(Files[driver].File));
        var reading = Open(driver).Read();
        Assert.False(reading.IsPresent);
        Assert.True(driver is "w1" || (reading.Absence == AbsenceReason.Faulted && reading.Detail!.Contains("look at its owner and mode", StringComparison.Ordinal)), reading.ToString());
    }

    [Theory]
    [MemberData(nameof(FileDrivers))]
    public void A_megabyte_in_one_file_is_no_value_even_where_it_begins_with_one(string driver)
    {
        Write(driver, "21500\n" + new string('\n', 1024 * 1024));
        Says(Open(driver).Read(), AbsenceReason.Corrupt, Path.GetFileName(Files[driver].File), "look what is mounted there");
        Write(driver, new string('9', 1024 * 1024));
        Assert.Equal(AbsenceReason.Corrupt, Open(driver).Read().Absence);
    }

    [Theory]
    [MemberData(nameof(FileDrivers))]
    public void What_is_no_number_is_corrupt(string driver)
    {
        foreach (var text in new[] { "\n", "warm\n", "21500 21500\n", "1e400\n", "\0\0\0" })
        {
            Write(driver, text);
            Assert.Equal(AbsenceReason.Corrupt, Open(driver).Read().Absence);
        }
    }

    [Theory]
    [MemberData(nameof(ChipDrivers))]
    public void A_board_without_the_bus_says_what_to_look_at(string driver) =>
        Says(Chips[driver](I2cChip.At(new I2cPlace(63, 0x48))).Read(), AbsenceReason.Silent, "63:0x48", "/dev/i2c-63");

    [Theory]
    [MemberData(nameof(ChipDrivers))]
    public void A_bus_that_may_not_be_opened_names_the_group(string driver) =>
        Says(Read(driver, _ => throw new UnauthorizedAccessException("Access to the path is denied.")), AbsenceReason.Silent, "1:0x48", "the group i2c");

    [Theory]
    [MemberData(nameof(ChipDrivers))]
    public void An_address_that_does_not_answer_says_what_to_look_at(string driver) =>
        Says(Read(driver, _ => new FakeChip(_ => throw new IOException("Error 121 performing I2C data transfer."))), AbsenceReason.Silent, "Error 121", "i2cdetect -y 1");

    [Theory]
    [MemberData(nameof(ChipDrivers))]
    public void A_chip_that_a_driver_of_the_kernel_has_is_left_alone_and_that_is_said(string driver)
    {
        Directory.CreateDirectory(_sysfs.Path("bus/i2c/drivers/lm75"));
        Directory.CreateDirectory(_sysfs.Path("bus/i2c/devices/1-0048"));
        Directory.CreateSymbolicLink(_sysfs.Path("bus/i2c/devices/1-0048/driver"), "../../drivers/lm75");
        var opened = 0;
        var reading = Read(driver, _ =>
        {
            opened++;
            return new FakeChip(_ => []);
        });
        Says(reading, AbsenceReason.Silent, "the kernel's driver lm75 has the chip at 1:0x48", "config.txt");
        Assert.Equal(0, opened);
    }

    private static void Says(Reading reading, AbsenceReason reason, params string[] details)
    {
        Assert.Equal(reason, reading.Absence);
        Assert.All(details, detail => Assert.Contains(detail, reading.Detail, StringComparison.Ordinal));
        Assert.InRange(reading.Detail!.Length, 1, 400);
    }

    private static Signal Signal(string id) => SignalCatalogue.Find(id)!;

    private static SensorChannel Channel(string device, string channel, string signal) => new(device, channel, Signal(signal));

    private Reading Read(string driver, Func<I2cPlace, I2cDevice> open) => Chips[driver](new I2cChip(new I2cPlace(1, 0x48), open, _sysfs.Folder)).Read();

    private ISensor Open(string driver) => Catalog.Drivers[driver].Open(_sysfs.Folder, Files[driver].Channel);

    private void Write(string driver, string text)
    {
        foreach (var (file, beside) in Files[driver].Beside)
        {
            _sysfs.Write(file, beside);
        }

        _sysfs.Write(Files[driver].File, text);
    }
}
