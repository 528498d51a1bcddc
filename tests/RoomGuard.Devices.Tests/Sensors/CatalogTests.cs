using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Sensors;
using RoomGuard.Testing;

namespace RoomGuard.Devices.Tests.Sensors;

public sealed class CatalogTests
{
    [Fact]
    public void Every_folder_of_a_driver_is_whole_and_in_the_catalogue()
    {
        var folders = Directory.GetDirectories(Repository.Path("src", "RoomGuard.Devices", "Sensors"));
        Assert.Equal(Catalog.Drivers.Count, folders.Length);
        Assert.Empty(
            from folder in folders
            from file in new[] { "README.md", "sample.json" }
            where !File.Exists(Path.Combine(folder, file))
            select $"{folder} has no {file}");
    }

    [Theory]
    [InlineData("hwmon", "sht3x", "temp1", "env.temp", null)]
    [InlineData("hwmon", "sht3x#2", "humidity1", "env.rh", null)]
    [InlineData("hwmon", "sht3x", "temp1", "env.rh", "reads Cel from temp1, but env.rh is in %RH.")]
    [InlineData("hwmon", "sht3x", "temp1", "leak.wet", "reads Cel from temp1, but leak.wet is in no unit.")]
    [InlineData("hwmon", "sht3x", "temperature", "env.temp", "has channel \"temperature\"; it must be one of temp, humidity, in, curr, power, with a number where the kernel has one.")]
    [InlineData("hwmon", "../sht3x", "temp1", "env.temp", "has device \"../sht3x\"")]
    [InlineData("hwmon", "sht3x#0", "temp1", "env.temp", "has device \"sht3x#0\"")]
    [InlineData("iio", "bme280", "humidityrelative", "env.rh", null)]
    [InlineData("iio", "bme280", "humidity", "env.rh", "has channel \"humidity\"")]
    [InlineData("w1", "28-0316a2795fff", "temp1", "env.temp", null)]
    [InlineData("w1", "28-0316a2795fff", "temp2", "env.temp", "has channel \"temp2\"; a 1-Wire thermometer has only temp1.")]
    [InlineData("w1", "99-0316a2795fff", "temp1", "env.temp", "it must be a thermometer's 1-Wire address such as 28-0316a2795fff, of family 10, 22, 28, 3b, 42.")]
    [InlineData("w1", "28-../../etc/pa", "temp1", "env.temp", "it must be a thermometer's 1-Wire address")]
    [InlineData("sht3x", "1:0x44", "temperature", "env.temp", null)]
    [InlineData("sht3x", "1:0x44", "temp1", "env.temp", "has channel \"temp1\"; it must be one of temperature, humidity.")]
    [InlineData("sht4x", "1:0x44", "humidity", "env.temp", "reads %RH from humidity, but env.temp is in Cel.")]
    [InlineData("sht3x", "1:68", "temperature", "env.temp", "has device \"1:68\"; it must be the bus and the address on it")]
    [InlineData("sht3x", "1:0x03", "temperature", "env.temp", "has device \"1:0x03\"")]
    [InlineData("sht3x", "-1:0x44", "temperature", "env.temp", "has device \"-1:0x44\"")]
    [InlineData("bme280", "0:0x76", "pressure", "env.pressure", null)]
    public void What_a_driver_cannot_read_is_said_before_it_is_tried(string driver, string device, string channel, string signal, string? fault)
    {
        var found = Catalog.Drivers[driver].Fault(new SensorChannel(device, channel, SignalCatalogue.Find(signal)!));
        if (fault is null)
        {
            Assert.Null(found);
        }
        else
        {
            Assert.Contains(fault, found, StringComparison.Ordinal);
        }
    }
}
