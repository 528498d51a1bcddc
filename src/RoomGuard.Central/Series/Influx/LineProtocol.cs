using System.Buffers;
using System.Globalization;
using System.Text;
using RoomGuard.Central.Series.Rollups;
using RoomGuard.Contract.Points;

namespace RoomGuard.Central.Series.Influx;

/// <summary>Samples as InfluxDB's line protocol in UTF-8, one line each, time in milliseconds.</summary>
/// <remarks>
/// Names of points hold none of the characters that need escaping, but other people's tools write here too, so every part is escaped after the
/// rules of its place: measurement (comma, space), tag (comma, equals sign, space), string field (quotation mark, backslash).
/// </remarks>
internal static class LineProtocol
{
    private static readonly SearchValues<char> InMeasurement = SearchValues.Create(", ");
    private static readonly SearchValues<char> InTag = SearchValues.Create(",= ");
    private static readonly SearchValues<char> InText = SearchValues.Create("\"\\");

    /// <summary>Writes the line of one sample.</summary>
    public static void Write(LineBatch batch, SeriesSample sample, LineHeads heads)
    {
        var (of, agent) = sample;
        batch.Next.Write(heads.Of(of.Point, agent));
        if (SeriesField.NumberOf(of.Reading) is { } number)
        {
            WriteNumber(batch.Next, "v="u8, number);
        }
        else if (SeriesField.TextOf(of.Reading) is { } text)
        {
            WriteText(batch.Next, "s="u8, text);
        }
        else
        {
            WriteText(batch.Next, "fault="u8, SeriesField.FaultOf(of.Reading)!);
        }

        WriteTime(batch.Next, of.At);
        batch.EndLine();
    }

    /// <summary>Writes the line of one roll-up.</summary>
    public static void Write(LineBatch batch, Tier tier, Rollup rollup)
    {
        WriteNumbers(batch, tier, rollup);
        if (rollup.Text is { } text)
        {
            WriteText(batch.Next, ",s="u8, text);
        }

        WriteTime(batch.Next, rollup.At);
        batch.EndLine();
    }

    /// <summary>Writes the line of one roll-up up to its text, which the caller writes, and its time.</summary>
    public static void WriteNumbers(LineBatch batch, Tier tier, Rollup rollup)
    {
        WriteHead(batch.Next, tier.Measurement(rollup.Point.Signal), rollup.Point, null);
        WriteNumber(batch.Next, "n="u8, rollup.Count);
        WriteNumber(batch.Next, ",absent="u8, rollup.Absent);
        if (rollup is { Min: { } min, Max: { } max, Sum: { } sum, Last: { } last })
        {
            WriteNumber(batch.Next, ",min="u8, min);
            WriteNumber(batch.Next, ",max="u8, max);
            WriteNumber(batch.Next, ",sum="u8, sum);
            WriteNumber(batch.Next, ",last="u8, last);
        }
    }

    /// <summary>Writes measurement, tags and the space behind them.</summary>
    /// <param name="agent">The agent; null writes no such tag.</param>
    public static void WriteHead(IBufferWriter<byte> output, string measurement, PointId point, string? agent)
    {
        WriteEscaped(output, measurement, InMeasurement);
        WriteTag(output, ",site="u8, point.Site);
        WriteTag(output, ",room="u8, point.Room);
        WriteTag(output, ",equipment="u8, point.Equipment);
        if (agent is not null)
        {
            WriteTag(output, ",agent="u8, agent);
        }

        output.Write(" "u8);
    }

    /// <summary>Writes a field that is a number.</summary>
    /// <param name="key">Name and equals sign, with a comma before it when another field stands there.</param>
    public static void WriteNumber(IBufferWriter<byte> output, ReadOnlySpan<byte> key, double number)
    {
        output.Write(key);
        number.TryFormat(output.GetSpan(32), out var written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    /// <summary>Writes a field that is a text.</summary>
    /// <param name="key">Name and equals sign, with a comma before it when another field stands there.</param>
    public static void WriteText(IBufferWriter<byte> output, ReadOnlySpan<byte> key, string text)
    {
        output.Write(key);
        output.Write("\""u8);
        WriteEscaped(output, text, InText);
        output.Write("\""u8);
    }

    /// <summary>Writes the time that ends a line.</summary>
    public static void WriteTime(IBufferWriter<byte> output, DateTimeOffset at)
    {
        output.Write(" "u8);
        at.ToUnixTimeMilliseconds().TryFormat(output.GetSpan(20), out var written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    private static void WriteTag(IBufferWriter<byte> output, ReadOnlySpan<byte> key, string value)
    {
        output.Write(key);
        WriteEscaped(output, value, InTag);
    }

    private static void WriteEscaped(IBufferWriter<byte> output, ReadOnlySpan<char> text, SearchValues<char> escaped)
    {
        while (text.IndexOfAny(escaped) is >= 0 and var place)
        {
            Encoding.UTF8.GetBytes(text[..place], output);
            output.Write("\\"u8);
            Encoding.UTF8.GetBytes(text.Slice(place, 1), output);
            text = text[(place + 1)..];
        }

        Encoding.UTF8.GetBytes(text, output);
    }
}
