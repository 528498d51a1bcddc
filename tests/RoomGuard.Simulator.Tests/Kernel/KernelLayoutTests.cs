using RoomGuard.Simulator.Kernel;

namespace RoomGuard.Simulator.Tests.Kernel;

public sealed class KernelLayoutTests
{
    private readonly Played _day = new("quiet-day-with-tests");

    [Fact]
    public void The_tree_has_the_files_of_the_kernel_s_ABI_and_no_others()
    {
        var files = new List<string>();
        var layout = new KernelLayout(_day.Scenario.Site);
        layout.ShowProbes(_day.State, file => files.Add(file.Path));
        var slave = files.First(path => path.StartsWith("bus/w1/devices/28-", StringComparison.Ordinal)).Split('/')[3];
        Assert.Matches("^28-[0-9a-f]{12}$", slave);
        Assert.Equal(
            new[]
            {
                "class/hwmon/hwmon0/name", "class/hwmon/hwmon0/temp1_input", "class/hwmon/hwmon0/humidity1_input",
                "bus/iio/devices/iio:device0/name", "bus/iio/devices/iio:device0/in_temp_offset", "bus/iio/devices/iio:device0/in_temp_scale",
                "bus/iio/devices/iio:device0/in_temp_raw", "bus/iio/devices/iio:device0/in_humidityrelative_offset",
                "bus/iio/devices/iio:device0/in_humidityrelative_scale", "bus/iio/devices/iio:device0/in_humidityrelative_raw",
                $"bus/w1/devices/{slave}/name", $"bus/w1/devices/{slave}/temperature", $"bus/w1/devices/{slave}/w1_slave",
                $"bus/w1/devices/{slave}/hwmon/hwmon1/name", $"bus/w1/devices/{slave}/hwmon/hwmon1/temp1_input",
                "class/hwmon/hwmon2/name", "class/hwmon/hwmon2/temp1_input", "class/hwmon/hwmon2/humidity1_input",
                "bus/iio/devices/iio:device1/name", "bus/iio/devices/iio:device1/in_temp_input",
                "bus/iio/devices/iio:device1/in_humidityrelative_input", "bus/iio/devices/iio:device1/in_pressure_input",
            }.Order(StringComparer.Ordinal),
            files.Order(StringComparer.Ordinal));
        Assert.Equal([("class/hwmon/hwmon1", $"../../bus/w1/devices/{slave}/hwmon/hwmon1")], layout.Links);
    }

    [Fact]
    public void Contacts_are_lines_of_the_GPIO_ABI_and_active_low_ones_are_turned_round()
    {
        var files = new Dictionary<string, string?>();
        new KernelLayout(_day.Scenario.Site).ShowLines(file => files[file.Path] = file.Text);
        new KernelLayout(_day.Scenario.Site).ShowContacts(_day.State, file => files[file.Path] = file.Text);
        Assert.Equal(4 * 15, files.Count);
        Assert.Equal(("in\n", "0\n", "none\n"), (files["class/gpio/gpio17/direction"], files["class/gpio/gpio17/active_low"], files["class/gpio/gpio17/edge"]));
        Assert.Equal("0\n", files["class/gpio/gpio17/value"]);
        Assert.Equal("1\n", files["class/gpio/gpio22/value"]);
        Assert.Equal("1\n", files["class/gpio/gpio12/value"]);
        _day.For(TimeSpan.FromMinutes(21));
        new KernelLayout(_day.Scenario.Site).ShowContacts(_day.State, file => files[file.Path] = file.Text);
        Assert.Equal(("1\n", "0\n"), (files["class/gpio/gpio17/value"], files["class/gpio/gpio22/value"]));
    }

    [Fact]
    public void Channels_are_told_in_the_words_of_an_agent_s_settings()
    {
        var sensors = new KernelLayout(_day.Scenario.Site).Sensors();
        var slave = sensors.Single(sensor => sensor.Driver == "w1").Device;
        Assert.Equal(
            [
                new SimulatedSensor("hwmon", "sht3x", "temp1", "srv-1", "probe-1", "env.temp"),
                new SimulatedSensor("hwmon", "sht3x", "humidity1", "srv-1", "probe-1", "env.rh"),
                new SimulatedSensor("iio", "si7020", "temp", "srv-1", "probe-2", "env.temp"),
                new SimulatedSensor("iio", "si7020", "humidityrelative", "srv-1", "probe-2", "env.rh"),
                new SimulatedSensor("w1", slave, "temp1", "srv-1", "probe-3", "env.temp"),
                new SimulatedSensor("hwmon", "sht3x#2", "temp1", "xc-1", "probe-1", "env.temp"),
                new SimulatedSensor("hwmon", "sht3x#2", "humidity1", "xc-1", "probe-1", "env.rh"),
                new SimulatedSensor("iio", "bme280", "temp", "xc-1", "probe-2", "env.temp"),
                new SimulatedSensor("iio", "bme280", "humidityrelative", "xc-1", "probe-2", "env.rh"),
                new SimulatedSensor("iio", "bme280", "pressure", "xc-1", "probe-2", "env.pressure"),
            ],
            sensors);
    }
}
