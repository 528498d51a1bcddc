using System.Text.Json;

namespace RoomGuard.Central.Series.Victoria;

/// <summary>One series of an export: the field it holds, and its values by their time.</summary>
/// <param name="Field">What stands behind the last underscore of its name.</param>
/// <param name="Values">Milliseconds since 1970 and value, in their order. What was written twice is there once.</param>
internal sealed record VictoriaSeries(string Field, IReadOnlyList<(long At, double Value)> Values)
{
    /// <summary>Reads one line of an export.</summary>
    public static VictoriaSeries Read(JsonElement line)
    {
        var name = line.GetProperty("metric").GetProperty("__name__").GetString()!;
        var times = line.GetProperty("timestamps");
        var values = line.GetProperty("values");
        var read = new SortedDictionary<long, double>();
        for (var i = 0; i < times.GetArrayLength(); i++)
        {
            // A value that is no number is how the server marks the end of a series.
            if (values[i].ValueKind == JsonValueKind.Number)
            {
                read[times[i].GetInt64()] = values[i].GetDouble();
            }
        }

        return new VictoriaSeries(name[(name.LastIndexOf('_') + 1)..], [.. read.Select(pair => (pair.Key, pair.Value))]);
    }
}
