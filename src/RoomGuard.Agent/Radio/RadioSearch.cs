using System.Globalization;

namespace RoomGuard.Agent.Radio;

/// <summary>Finds what a board could speak by without a wire, in the kernel's own tree; opens no device.</summary>
/// <remarks>
/// Interfaces count while they are up; a modem counts while it is plugged in, for it can be spoken to without any interface. What lies beyond the next switch nobody sees
/// from here. A dongle that shows the board nothing but an Ethernet card looks like one.
/// </remarks>
internal static class RadioSearch
{
    private const int IsUpFlag = 0x1;

    private const string WifiRemedy = "\"rfkill block wifi\" turns it off, and on a Raspberry Pi \"dtoverlay=disable-wifi\" in config.txt takes it away";
    private const string BluetoothRemedy = "\"rfkill block bluetooth\" turns it off, and on a Raspberry Pi \"dtoverlay=disable-bt\" in config.txt takes it away";
    private const string ModemRemedy = "unplug the modem, or take its driver away";
    private const string OtherRemedy = "\"ip link set … down\" turns it off; take the radio away for good";

    // Drivers of serial ports that only modems of mobile networks have.
    private static readonly HashSet<string> ModemDrivers = new(StringComparer.Ordinal) { "option1", "option", "sierra", "qcserial", "hso" };

    /// <summary>Everything that is found, as a sentence without its end: what it is and how to be rid of it.</summary>
    /// <param name="sysfs">Where the kernel shows its devices.</param>
    public static IReadOnlyList<string> Find(string sysfs)
    {
        var interfaces = Path.Combine(sysfs, "class", "net");
        if (!Directory.Exists(interfaces))
        {
            return [$"{interfaces} is not there, so that nobody knows what the board is linked by"];
        }

        var found = new List<string>();
        foreach (var folder in Entries(interfaces, "*"))
        {
            if (KindOf(folder) is { } kind && IsUp(folder))
            {
                found.Add($"{Path.GetFileName(folder)} is {kind.Name} that is up ({kind.Remedy})");
            }
        }

        foreach (var modem in Entries(Path.Combine(sysfs, "class", "wwan"), "wwan*").Take(1))
        {
            found.Add($"{Path.GetFileName(modem)} is a modem of a mobile network ({ModemRemedy})");
        }

        foreach (var port in Entries(Path.Combine(sysfs, "class", "tty"), "ttyUSB*").Where(port => ModemDrivers.Contains(DriverOf(port))).Take(1))
        {
            found.Add($"{Path.GetFileName(port)} is the serial port of a modem of a mobile network ({ModemRemedy})");
        }

        return found;
    }

    // By what the kernel says of it first; by its name only where it says nothing. PPP may go over a wire, but what is below it is not seen, and it is a modem's in any case.
    private static (string Name, string Remedy)? KindOf(string folder)
    {
        var name = Path.GetFileName(folder);
        if (Directory.Exists(Path.Combine(folder, "wireless")) || Directory.Exists(Path.Combine(folder, "phy80211")) || name.StartsWith("wlan", StringComparison.Ordinal))
        {
            return ("a Wi-Fi interface", WifiRemedy);
        }

        return (DeviceType(folder), HardwareType(folder)) switch
        {
            ("wlan", _) or (_, >= 801 and <= 803) => ("a Wi-Fi interface", WifiRemedy),
            ("wwan", _) or (_, 519) => ("a mobile network's interface", ModemRemedy),
            ("bluetooth", _) => ("a Bluetooth interface", BluetoothRemedy),
            ("wpan", _) or (_, 804 or 805 or 825) => ("an IEEE 802.15.4 interface", OtherRemedy),
            (_, 512) => ("a PPP interface of a modem", ModemRemedy),
            _ when name.StartsWith("wwan", StringComparison.Ordinal) => ("a mobile network's interface", ModemRemedy),
            _ when name.StartsWith("ppp", StringComparison.Ordinal) => ("a PPP interface of a modem", ModemRemedy),
            _ => null,
        };
    }

    // Up is what the operator set, whether it is connected now or not. One that says nothing is taken for one that is up.
    private static bool IsUp(string folder)
    {
        var text = ReadLine(folder, "flags");
        return !text.StartsWith("0x", StringComparison.Ordinal)
            || !int.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var flags)
            || (flags & IsUpFlag) != 0;
    }

    // The numbers of ARPHRD_ in the kernel's if_arp.h.
    private static int HardwareType(string folder) => int.TryParse(ReadLine(folder, "type"), NumberStyles.None, CultureInfo.InvariantCulture, out var type) ? type : 0;

    private static string DeviceType(string folder)
    {
        const string Key = "DEVTYPE=";
        var line = ReadText(folder, "uevent").Split('\n').FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
        return line is null ? "" : line[Key.Length..].Trim();
    }

    private static string DriverOf(string port)
    {
        try
        {
            return Path.GetFileName(Directory.ResolveLinkTarget(Path.Combine(port, "device", "driver"), false)?.FullName ?? "");
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static IEnumerable<string> Entries(string folder, string pattern) =>
        Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder, pattern).Where(Directory.Exists).Order(StringComparer.Ordinal) : [];

    private static string ReadLine(string folder, string file) => ReadText(folder, file).Split('\n')[0].Trim();

    private static string ReadText(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Some interfaces have not every file, and one may be gone since it was listed.
            return "";
        }
    }
}
