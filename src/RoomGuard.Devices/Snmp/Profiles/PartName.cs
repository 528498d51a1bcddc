using System.Globalization;

namespace RoomGuard.Devices.Snmp;

/// <summary>Names of a device's parts: always valid in a point, the same after every restart, and no longer than a point has room for. Pure.</summary>
internal static class PartName
{
    /// <summary>The name of a row: the word of its table and the numbers of its index.</summary>
    public static string Join(string word, string index)
    {
        if (index.Length == 0)
        {
            return word;
        }

        var name = word.Length == 0 ? $"part-{index}" : $"{word}-{index}";
        return name.Length <= DeviceSignal.MaxPartLength ? name : Shorten(name);
    }

    /// <summary>The name of a part of a part.</summary>
    public static string Within(string outer, string inner)
    {
        var name = inner.Length == 0 ? outer : $"{outer}.{inner}";
        return name.Length <= DeviceSignal.MaxPartLength ? name : Shorten(name);
    }

    // FNV-1a of the whole name keeps long ones apart; it must not change with the framework, as GetHashCode may.
    private static string Shorten(string name)
    {
        var hash = 2_166_136_261u;
        foreach (var c in name)
        {
            hash = unchecked((hash ^ c) * 16_777_619u);
        }

        var tail = hash.ToString("x8", CultureInfo.InvariantCulture);
        return $"{name[..(DeviceSignal.MaxPartLength - tail.Length - 1)]}-{tail}";
    }
}
