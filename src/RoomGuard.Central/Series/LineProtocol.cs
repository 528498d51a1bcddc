using System.Globalization;
using System.Text;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Central.Series;

/// <summary>Samples as InfluxDB's line protocol, one line each, time in milliseconds.</summary>
/// <remarks>
/// Names of points hold none of the characters that need escaping, but other people's tools write here too, so every part is escaped after the
/// rules of its place: measurement (comma, space), tag (comma, equals sign, space), string field (quotation mark, backslash).
/// </remarks>
internal static class LineProtocol
{
    /// <summary>The line of one sample, without a line end.</summary>
    public static string Line(SeriesSample sample)
    {
        var line = new StringBuilder(160);
        var (point, reading) = (sample.Sample.Point, sample.Sample.Reading);
        Append(line, point.Signal, ", ");
        AppendTag(line, "site", point.Site);
        AppendTag(line, "room", point.Room);
        AppendTag(line, "equipment", point.Equipment);
        AppendTag(line, "agent", sample.Agent);
        line.Append(' ');
        AppendField(line, reading);
        return line.Append(' ').Append(sample.Sample.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)).ToString();
    }

    private static void AppendField(StringBuilder line, Reading reading)
    {
        if (SeriesField.NumberOf(reading) is { } number)
        {
            line.Append(SeriesField.Number + "=").Append(number.ToString("R", CultureInfo.InvariantCulture));
            return;
        }

        var (field, text) = SeriesField.TextOf(reading) is { } present ? (SeriesField.Text, present) : (SeriesField.Fault, SeriesField.FaultOf(reading)!);
        line.Append(field).Append('=').Append('"');
        Append(line, text, "\"\\");
        line.Append('"');
    }

    private static void AppendTag(StringBuilder line, string key, string value)
    {
        line.Append(',').Append(key).Append('=');
        Append(line, value, ",= ");
    }

    private static void Append(StringBuilder line, string text, string escaped)
    {
        foreach (var c in text)
        {
            if (escaped.Contains(c, StringComparison.Ordinal))
            {
                line.Append('\\');
            }

            line.Append(c);
        }
    }
}
