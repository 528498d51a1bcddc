using System.Globalization;

namespace RoomGuard.Devices.Sensors;

/// <summary>Finds a device among numbered folders (<c>hwmon0</c>, <c>iio:device1</c>) by the text of its file <c>name</c>.</summary>
/// <remarks>The numbers depend on the order in which drivers were loaded, so nobody may write them down; the names stay.</remarks>
internal sealed class NamedFolder(string folder, string prefix, string device)
{
    private string? _known;

    /// <summary>The device's folder as it is now: the one it had last time if that still bears its name, or else what <see cref="Find(string, string, string)"/> gives. Null when there is none. For one thread.</summary>
    public string? Find()
    {
        // The second one of a name is known only among the others.
        var (name, nth) = Split(device);
        if (nth == 1 && _known is { } known && KernelFile.TryRead(Path.Combine(known, "name"), out var text, out _) && text == name)
        {
            return known;
        }

        return _known = Find(folder, prefix, device);
    }

    /// <summary>The folder of <paramref name="device"/>: a name, or <c>name#2</c> for the second one of that name in the kernel's order. Null when there is none.</summary>
    public static string? Find(string folder, string prefix, string device)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        var (name, nth) = Split(device);
        return Directory.EnumerateFileSystemEntries(folder, prefix + "*")
            .Select(path => (Path: path, Number: NumberOf(path, prefix)))
            .Where(entry => entry.Number >= 0)
            .OrderBy(entry => entry.Number)
            .Select(entry => entry.Path)
            .Where(path => KernelFile.TryRead(Path.Combine(path, "name"), out var text, out _) && text == name)
            .Skip(nth - 1)
            .FirstOrDefault();
    }

    /// <summary>What is wrong with a device's name; null when nothing is.</summary>
    public static string? Fault(string device) => device.Length is 0 or > 64 || device.Contains('/', StringComparison.Ordinal) || Split(device).Nth < 1
        ? $"has device \"{device}\"; it must be the content of the kernel's file \"name\", with #2 after it for the second one of that name."
        : null;

    private static (string Name, int Nth) Split(string device)
    {
        var mark = device.LastIndexOf('#');
        return mark > 0 && int.TryParse(device.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var nth)
            ? (device[..mark], nth)
            : (device, 1);
    }

    private static int NumberOf(string path, string prefix) =>
        int.TryParse(Path.GetFileName(path.AsSpan())[prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
