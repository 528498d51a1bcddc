using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Trends;

namespace RoomGuard.Rooms.State;

/// <summary>
/// The points of a room as a list, each with what is not as usual: <c>{"n": "probe-1/env.temp", "v": 21.5, "t": ticks}</c>. Usual is a synchronised clock, a
/// point that is heard and not stale, and a value that is known since it came. By hand: a centre that starts reads a hundred thousand before it is ready.
/// </summary>
internal static class PointJson
{
    private static readonly TraceConverter Traces = new();

    public static void WriteAll(Utf8JsonWriter writer, RoomState state, JsonSerializerOptions options)
    {
        writer.WriteStartArray("points"u8);
        foreach (var (key, point) in state.Points)
        {
            writer.WriteStartObject();
            writer.WriteString("n"u8, key);
            Write(writer, point, options);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <param name="room">The room as <c>{site}/{room}</c>.</param>
    public static ImmutableDictionary<string, PointState> ReadAll(ref Utf8JsonReader reader, string room, JsonSerializerOptions options)
    {
        var slash = room.IndexOf('/', StringComparison.Ordinal);
        var (site, name) = slash > 0 ? (TextPool.Get(room.AsSpan(0, slash)), room[(slash + 1)..]) : throw new JsonException("Points before their room.");
        var points = ImmutableDictionary.CreateBuilder<string, PointState>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var (key, point) = Read(ref reader, site, name, options);
            points[key] = point;
        }

        return reader.TokenType == JsonTokenType.EndArray ? points.ToImmutable() : throw new JsonException("Not a list of points.");
    }

    private static void Write(Utf8JsonWriter writer, PointState point, JsonSerializerOptions options)
    {
        WriteReading(writer, "v"u8, point.Last, options);
        writer.WriteNumber("t"u8, point.At.UtcTicks);
        if (point.Quality != TimeQuality.Synced)
        {
            writer.WriteString("quality"u8, Enum.GetName(point.Quality));
        }

        if (point.IsStale)
        {
            writer.WriteBoolean("stale"u8, true);
        }

        if (!point.IsHeard)
        {
            writer.WriteBoolean("heard"u8, false);
        }

        if (point.Period != TimeSpan.Zero)
        {
            writer.WriteNumber("period"u8, point.Period.Ticks);
        }

        if (point.Agent is { } agent)
        {
            writer.WriteString("agent"u8, agent);
        }

        if (point.Expected is { } expected)
        {
            writer.WritePropertyName("expected"u8);
            JsonSerializer.Serialize(writer, expected, Expectations(options));
        }

        if (point.Known != point.Last)
        {
            WriteReading(writer, "known"u8, point.Known, options);
        }

        if (point.KnownAt != point.At)
        {
            writer.WriteNumber("knownAt"u8, point.KnownAt.UtcTicks);
        }

        if (point.KnownSince != point.KnownAt)
        {
            writer.WriteNumber("since"u8, point.KnownSince.UtcTicks);
        }

        if (point.Trace is { } trace)
        {
            writer.WritePropertyName("trace"u8);
            Traces.Write(writer, trace, options);
        }
    }

    private static (string Key, PointState Point) Read(ref Utf8JsonReader reader, string site, string room, JsonSerializerOptions options)
    {
        var parts = new Parts { Quality = TimeQuality.Synced, IsHeard = true };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadPart(ref reader, ref parts, options);
        }

        var key = parts.Key ?? throw new JsonException("A point without a name.");
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || parts.Last is not { } last || parts.At is not { } at)
        {
            throw new JsonException($"The point {key} lacks its value or its time.");
        }

        var knownAt = parts.KnownAt ?? at;
        return (key, new PointState(new PointId(site, room, TextPool.Get(key.AsSpan(0, slash)), TextPool.Get(key.AsSpan(slash + 1))), last, at, parts.Quality, parts.IsStale)
        {
            Period = parts.Period,
            Agent = parts.Agent,
            Expected = parts.Expected,
            IsHeard = parts.IsHeard,
            Known = parts.Known ?? last,
            KnownAt = knownAt,
            KnownSince = parts.KnownSince ?? knownAt,
            Trace = parts.Trace,
        });
    }

    private static void ReadPart(ref Utf8JsonReader reader, ref Parts parts, JsonSerializerOptions options)
    {
        if (Is(ref reader, "n"u8))
        {
            parts.Key = TextPool.Get(ref reader);
        }
        else if (Is(ref reader, "v"u8))
        {
            parts.Last = ReadingConverter.Instance.Read(ref reader, typeof(Reading), options);
        }
        else if (Is(ref reader, "t"u8))
        {
            parts.At = ReadTime(ref reader);
        }
        else if (Is(ref reader, "period"u8))
        {
            parts.Period = TimeSpan.FromTicks(reader.GetInt64());
        }
        else if (Is(ref reader, "agent"u8))
        {
            parts.Agent = TextPool.Get(ref reader);
        }
        else if (Is(ref reader, "trace"u8))
        {
            parts.Trace = Traces.Read(ref reader, typeof(Trace), options);
        }
        else if (Is(ref reader, "since"u8))
        {
            parts.KnownSince = ReadTime(ref reader);
        }
        else if (Is(ref reader, "known"u8))
        {
            parts.Known = ReadingConverter.Instance.Read(ref reader, typeof(Reading), options);
        }
        else if (Is(ref reader, "knownAt"u8))
        {
            parts.KnownAt = ReadTime(ref reader);
        }
        else if (Is(ref reader, "expected"u8))
        {
            parts.Expected = JsonSerializer.Deserialize(ref reader, Expectations(options));
        }
        else if (Is(ref reader, "stale"u8))
        {
            parts.IsStale = reader.GetBoolean();
        }
        else if (Is(ref reader, "heard"u8))
        {
            parts.IsHeard = reader.GetBoolean();
        }
        else if (Is(ref reader, "quality"u8))
        {
            parts.Quality = Enum.TryParse<TimeQuality>(reader.GetString(), out var quality) && Enum.IsDefined(quality) ? quality : throw new JsonException("Not a quality.");
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    // On a hit the reader stands on the value.
    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

    /// <summary>A time as its ticks, UTC.</summary>
    internal static DateTimeOffset ReadTime(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var ticks) && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : throw new JsonException("Not a time.");

    private static void WriteReading(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Reading reading, JsonSerializerOptions options)
    {
        writer.WritePropertyName(name);
        ReadingConverter.Instance.Write(writer, reading, options);
    }

    private static JsonTypeInfo<Expectation> Expectations(JsonSerializerOptions options) => (JsonTypeInfo<Expectation>)options.GetTypeInfo(typeof(Expectation));

    // What was read so far; the first three must be there.
    private struct Parts
    {
        public string? Key;
        public Reading? Last;
        public DateTimeOffset? At;
        public TimeQuality Quality;
        public bool IsStale;
        public bool IsHeard;
        public TimeSpan Period;
        public string? Agent;
        public Expectation? Expected;
        public Reading? Known;
        public DateTimeOffset? KnownAt;
        public DateTimeOffset? KnownSince;
        public Trace? Trace;
    }
}
