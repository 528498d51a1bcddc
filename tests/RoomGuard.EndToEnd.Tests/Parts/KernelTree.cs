using RoomGuard.Testing;

namespace RoomGuard.EndToEnd.Tests.Parts;

/// <summary>A small <c>/sys</c> of a test's own, laid out as the kernel does; files change by rename, as a whole.</summary>
internal sealed class KernelTree
{
    private readonly Scratch _scratch;

    public KernelTree(Scratch scratch)
    {
        _scratch = scratch;
        Set("class/hwmon/hwmon0/name", "sht3x");
        Set("class/hwmon/hwmon0/temp1_input", "22500");
        Set("class/hwmon/hwmon0/humidity1_input", "48250");
        Set("bus/iio/devices/iio:device0/name", "bme280");
        Set("bus/iio/devices/iio:device0/in_temp_input", "23125");
        Set("bus/w1/devices/28-00000a1b2c3d/hwmon/hwmon1/temp1_input", "21812");
        foreach (var line in new[] { 17, 18, 19 })
        {
            Set($"class/gpio/gpio{line}/direction", "in");
            Set($"class/gpio/gpio{line}/value", "0");
        }
    }

    public string Root => _scratch.Path("sys");

    public void Set(string file, string text)
    {
        var path = Path.Combine(Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var whole = path + ".new";
        File.WriteAllText(whole, text + "\n");
        File.Move(whole, path, overwrite: true);
    }

    public void Remove(string file) => File.Delete(Path.Combine(Root, file));
}
