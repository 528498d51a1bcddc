using System.Globalization;
using System.Text.Json;

namespace RoomGuard.EndToEnd.Tests.Parts;

/// <summary>What a recording says a device holds, read without any code of ours: the raw lines, or the expectations beside it.</summary>
internal static class RecordedTruth
{
    /// <summary>The raw number of one object of an <c>.snmprec</c> file.</summary>
    public static double Raw(string recording, string oid) =>
        double.Parse(File.ReadLines(recording).Select(line => line.Split('|')).First(parts => parts[0].TrimStart('.') == oid)[2], NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>Value by numeric OID of every sensor that the expectations beside a recording of a real device list.</summary>
    public static IReadOnlyDictionary<string, double> Expected(string json)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(json));
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var sensor in document.RootElement.GetProperty("sensors").GetProperty("discovery").GetProperty("sensors").EnumerateArray())
        {
            values[sensor.GetProperty("sensor_oid").GetString()!.TrimStart('.')] = sensor.GetProperty("sensor_current").GetDouble();
        }

        return values;
    }
}
