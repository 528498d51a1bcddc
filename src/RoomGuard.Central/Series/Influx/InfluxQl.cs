using System.Globalization;
using System.Text.Json;
using RoomGuard.Contract.Points;

namespace RoomGuard.Central.Series.Influx;

/// <summary>Writes the InfluxQL of a read and reads its answer. Names and values are quoted: later versions document no bound parameters.</summary>
internal static class InfluxQl
{
    /// <summary>A name in quotation marks.</summary>
    public static string Name(string name) => $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>A text as a value.</summary>
    public static string Text(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}'";

    /// <summary>The statement for <paramref name="query"/>.</summary>
    public static string Statement(SeriesQuery query)
    {
        var field = SeriesField.Of(query.Point.Signal);
        var columns = query.Step is null ? "\"v\", \"s\", \"fault\"" : $"{Word(query.Function)}(\"{field}\")";
        var buckets = query.Step is { } step ? FormattableString.Invariant($" GROUP BY time({(long)step.TotalMilliseconds}ms) fill(none)") : "";
        return $"SELECT {columns} FROM {Name(query.Point.Signal)}{Where(query.Point, query.From, query.To)}{buckets}" + FormattableString.Invariant($" ORDER BY time ASC LIMIT {query.Limit}");
    }

    /// <summary>The condition for one point's window.</summary>
    public static string Where(PointId point, DateTimeOffset from, DateTimeOffset to) =>
        $" WHERE \"site\" = {Text(point.Site)} AND \"room\" = {Text(point.Room)} AND \"equipment\" = {Text(point.Equipment)} AND time >= '{Time(from)}' AND time < '{Time(to)}'";

    /// <summary>The points of an answer.</summary>
    public static IReadOnlyList<SeriesPoint> Points(JsonElement result, SeriesQuery query) => query.Step is null ? [.. Rows(result).Select(Sample)] : [.. Rows(result).Select(Bucket)];

    /// <summary>The rows of an answer; none when there is no series.</summary>
    public static IEnumerable<JsonElement> Rows(JsonElement result) =>
        result.TryGetProperty("series", out var series) && series.GetArrayLength() > 0 ? series[0].GetProperty("values").EnumerateArray() : [];

    /// <summary>The time of a row.</summary>
    public static DateTimeOffset At(JsonElement row) => DateTimeOffset.FromUnixTimeMilliseconds(row[0].GetInt64());

    /// <summary>A number of a row; null when there is none.</summary>
    public static double? Number(JsonElement cell) => cell.ValueKind == JsonValueKind.Number ? cell.GetDouble() : null;

    private static SeriesPoint Sample(JsonElement row) => new(At(row), Number(row[1]), row[2].GetString(), row[3].GetString());

    private static SeriesPoint Bucket(JsonElement row) =>
        row[1].ValueKind == JsonValueKind.String ? new SeriesPoint(At(row), null, row[1].GetString()) : new SeriesPoint(At(row), Number(row[1]));

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
