using System.Globalization;
using System.Text.Json;

namespace RoomGuard.Central.Series.Influx;

/// <summary>Writes the InfluxQL of a read and reads its answer. Values are bound, names quoted.</summary>
internal static class InfluxQl
{
    /// <summary>A name in quotation marks.</summary>
    public static string Name(string name) => $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>The statement for <paramref name="query"/>.</summary>
    public static string Statement(SeriesQuery query)
    {
        var field = SeriesField.Of(query.Point.Signal);
        var columns = query.Step is null ? "\"v\", \"s\", \"fault\"" : $"{Word(query.Function)}(\"{field}\")";
        var buckets = query.Step is { } step ? FormattableString.Invariant($" GROUP BY time({(long)step.TotalMilliseconds}ms) fill(none)") : "";
        return $"SELECT {columns} FROM {Name(query.Point.Signal)}"
            + " WHERE \"site\" = $site AND \"room\" = $room AND \"equipment\" = $equipment AND time >= $from AND time < $to"
            + buckets
            + FormattableString.Invariant($" ORDER BY time ASC LIMIT {query.Limit}");
    }

    /// <summary>The values bound to the statement. A bound time is text: a bound number is not taken as a time.</summary>
    public static Dictionary<string, object> Parameters(SeriesQuery query) => new()
    {
        ["site"] = query.Point.Site,
        ["room"] = query.Point.Room,
        ["equipment"] = query.Point.Equipment,
        ["from"] = Time(query.From),
        ["to"] = Time(query.To),
    };

    /// <summary>The points of an answer.</summary>
    public static IReadOnlyList<SeriesPoint> Points(JsonElement result, SeriesQuery query)
    {
        if (!result.TryGetProperty("series", out var series) || series.GetArrayLength() == 0)
        {
            return [];
        }

        var rows = series[0].GetProperty("values").EnumerateArray();
        return query.Step is null ? [.. rows.Select(Sample)] : [.. rows.Select(Bucket)];
    }

    private static SeriesPoint Sample(JsonElement row) => new(At(row), Number(row[1]), row[2].GetString(), row[3].GetString());

    private static SeriesPoint Bucket(JsonElement row) =>
        row[1].ValueKind == JsonValueKind.String ? new SeriesPoint(At(row), null, row[1].GetString()) : new SeriesPoint(At(row), Number(row[1]));

    private static DateTimeOffset At(JsonElement row) => DateTimeOffset.FromUnixTimeMilliseconds(row[0].GetInt64());

    private static double? Number(JsonElement cell) => cell.ValueKind == JsonValueKind.Number ? cell.GetDouble() : null;

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static string Word(SeriesFunction function) => function switch
    {
        SeriesFunction.Mean => "mean",
        SeriesFunction.Min => "min",
        SeriesFunction.Max => "max",
        SeriesFunction.Last => "last",
        SeriesFunction.Count => "count",
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "Not a function."),
    };
}
