using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Trends;

namespace RoomGuard.Rooms.State;

/// <summary>A point of a state, read and written by hand: a centre that starts reads a hundred thousand of them before it is ready, and properties looked up one by one cost it seconds.</summary>
internal sealed class PointStateConverter : JsonConverter<PointState>
{
    private static readonly TraceConverter Traces = new();

    public override PointState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("Not a point.");
        }

        var parts = new Parts();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadPart(ref reader, ref parts, options);
        }

        return parts switch
        {
            { Point: { } point, Last: { } last, At: { } at, Quality: { } quality, IsStale: { } isStale } => new PointState(point, last, at, quality, isStale)
            {
                Period = parts.Period,
                Agent = parts.Agent,
                Expected = parts.Expected,
                IsHeard = parts.IsHeard,
                Known = parts.Known,
                KnownAt = parts.KnownAt,
                KnownSince = parts.KnownSince,
                Trace = parts.Trace,
            },
            _ => throw new JsonException("A point lacks one of point, last, at, quality, isStale."),
        };
    }

    public override void Write(Utf8JsonWriter writer, PointState value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("point"u8, value.Point.ToString());
        WriteReading(writer, "last"u8, value.Last, options);
        writer.WriteString("at"u8, value.At);
        writer.WriteString("quality"u8, Enum.GetName(value.Quality));
        writer.WriteBoolean("isStale"u8, value.IsStale);
        writer.WriteString("period"u8, value.Period.ToString("c", CultureInfo.InvariantCulture));
        if (value.Agent is { } agent)
        {
            writer.WriteString("agent"u8, agent);
        }

        if (value.Expected is { } expected)
        {
            writer.WritePropertyName("expected"u8);
            JsonSerializer.Serialize(writer, expected, Expectations(options));
        }

        writer.WriteBoolean("isHeard"u8, value.IsHeard);
        WriteReading(writer, "known"u8, value.Known, options);
        writer.WriteString("knownAt"u8, value.KnownAt);
        writer.WriteString("knownSince"u8, value.KnownSince);
        if (value.Trace is { } trace)
        {
            writer.WritePropertyName("trace"u8);
            Traces.Write(writer, trace, options);
        }

        writer.WriteEndObject();
    }

    private static void ReadPart(ref Utf8JsonReader reader, ref Parts parts, JsonSerializerOptions options)
    {
        if (Is(ref reader, "point"u8))
        {
            parts.Point = PointId.TryParse(reader.GetString(), out var point) ? point : throw new JsonException("Not a point.");
        }
        else if (Is(ref reader, "last"u8))
        {
            parts.Last = ReadReading(ref reader, options);
        }
        else if (Is(ref reader, "at"u8))
        {
            parts.At = reader.GetDateTimeOffset();
        }
        else if (Is(ref reader, "quality"u8))
        {
            parts.Quality = Enum.TryParse<TimeQuality>(reader.GetString(), out var quality) && Enum.IsDefined(quality) ? quality : throw new JsonException("Not a quality.");
        }
        else if (Is(ref reader, "isStale"u8))
        {
            parts.IsStale = reader.GetBoolean();
        }
        else if (Is(ref reader, "period"u8))
        {
            parts.Period = TimeSpan.TryParseExact(reader.GetString(), "c", CultureInfo.InvariantCulture, out var period) ? period : throw new JsonException("Not a period.");
        }
        else if (Is(ref reader, "known"u8))
        {
            parts.Known = ReadReading(ref reader, options);
        }
        else if (Is(ref reader, "knownAt"u8))
        {
            parts.KnownAt = reader.GetDateTimeOffset();
        }
        else if (Is(ref reader, "knownSince"u8))
        {
            parts.KnownSince = reader.GetDateTimeOffset();
        }
        else if (Is(ref reader, "isHeard"u8))
        {
            parts.IsHeard = reader.GetBoolean();
        }
        else if (Is(ref reader, "agent"u8))
        {
            parts.Agent = reader.GetString();
        }
        else if (Is(ref reader, "trace"u8))
        {
            parts.Trace = Traces.Read(ref reader, typeof(Trace), options);
        }
        else if (Is(ref reader, "expected"u8))
        {
            parts.Expected = JsonSerializer.Deserialize(ref reader, Expectations(options));
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    // On a hit the reader stands on the value.
    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

    private static Reading ReadReading(ref Utf8JsonReader reader, JsonSerializerOptions options) => ReadingConverter.Instance.Read(ref reader, typeof(Reading), options);

    private static void WriteReading(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Reading reading, JsonSerializerOptions options)
    {
        writer.WritePropertyName(name);
        ReadingConverter.Instance.Write(writer, reading, options);
    }

    private static JsonTypeInfo<Expectation> Expectations(JsonSerializerOptions options) => (JsonTypeInfo<Expectation>)options.GetTypeInfo(typeof(Expectation));

    // What was read so far; the first five must be there.
    private struct Parts
    {
        public PointId? Point;
        public Reading? Last;
        public DateTimeOffset? At;
        public TimeQuality? Quality;
        public bool? IsStale;
        public TimeSpan Period;
        public string? Agent;
        public Expectation? Expected;
        public bool IsHeard;
        public Reading Known;
        public DateTimeOffset KnownAt;
        public DateTimeOffset KnownSince;
        public Trace? Trace;
    }
}
