using System.Collections.Concurrent;
using System.Device.I2c;
using System.Globalization;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Devices.I2c;

/// <summary>One chip on a bus; whoever reads it has it alone for that long. What goes wrong on the bus is an absence. Safe for several threads.</summary>
internal sealed class I2cChip(I2cPlace place, Func<I2cPlace, I2cDevice> open, string sysfs = "/sys")
{
    private static readonly ConcurrentDictionary<I2cPlace, I2cChip> Known = new();

    private readonly Lock _lock = new();
    private I2cDevice? _device;

    /// <summary>The chip of this board at a place; the same object for each of its quantities.</summary>
    internal static I2cChip At(I2cPlace place) => Known.GetOrAdd(place, static place => new I2cChip(place, static place => I2cDevice.Create(new I2cConnectionSettings(place.Bus, place.Address))));

    /// <summary>Waits while a chip measures: in real time, whatever the clock of the samples.</summary>
    internal static void Pause(TimeSpan time)
    {
        using var never = new ManualResetEventSlim();
        never.Wait(time);
    }

    /// <summary>Talks with the chip and gives what was read; after a fault the bus is opened anew the next time.</summary>
    internal Reading Read(Func<I2cDevice, Reading> talk)
    {
        lock (_lock)
        {
            try
            {
                return _device is null && KernelDriver() is { } driver
                    ? Reading.Absent(AbsenceReason.Silent, $"the kernel's driver {driver} has the chip at {place}: read it by hwmon or iio, or take its overlay out of config.txt")
                    : talk(_device ??= open(place));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException or NotSupportedException or PlatformNotSupportedException or System.ComponentModel.Win32Exception)
            {
                _device?.Dispose();
                _device = null;
                return Reading.Absent(AbsenceReason.Silent, string.Create(CultureInfo.InvariantCulture, $"nothing answers at {place}: {error.Message} Look whether the bus is on (/dev/i2c-{place.Bus}), the agent's user is in the group i2c, and the chip is wired and has that address (i2cdetect -y {place.Bus})."));
            }
        }
    }

    // System.Device.I2c talks past a driver of the kernel, which then finds its chip in a state that it did not ask for.
    private string? KernelDriver() =>
        new DirectoryInfo(Path.Combine(sysfs, "bus", "i2c", "devices", string.Create(CultureInfo.InvariantCulture, $"{place.Bus}-{place.Address:x4}"), "driver")) is { Exists: true } driver
            ? Path.GetFileName(driver.LinkTarget ?? driver.Name)
            : null;
}
