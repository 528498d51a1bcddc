using System.Text.Json;
using System.Text.Json.Serialization;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Recognition;

namespace RoomGuard.Rooms.State;

/// <summary>A point as its text.</summary>
internal sealed class PointIdConverter : JsonConverter<PointId>
{
    public override PointId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PointId.TryParse(reader.GetString(), out var point) ? point : throw new JsonException("Not a point.");

    public override void Write(Utf8JsonWriter writer, PointId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>A reading as a number, a text, true or false, or <c>{"absent": reason, "detail": …}</c>.</summary>
internal sealed class ReadingConverter : JsonConverter<Reading>
{
    internal static readonly ReadingConverter Instance = new();

    public override Reading Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.GetDouble() is var number && double.IsFinite(number) ? Reading.Of(number) : throw new JsonException("Not a finite number."),
        JsonTokenType.String => Reading.Of(reader.GetString()!),
        JsonTokenType.True => Reading.Of(true),
        JsonTokenType.False => Reading.Of(false),
        _ => ReadAbsence(ref reader),
    };

    public override void Write(Utf8JsonWriter writer, Reading value, JsonSerializerOptions options)
    {
        switch (value.Kind)
        {
            case ReadingKind.Number:
                writer.WriteNumberValue(value.Number);
                break;
            case ReadingKind.Text:
                writer.WriteStringValue(value.Text);
                break;
            case ReadingKind.Flag:
                writer.WriteBooleanValue(value.Flag);
                break;
            default:
                writer.WriteStartObject();
                writer.WriteString("absent", value.Absence.ToWord());
                if (value.Detail is { } detail)
                {
                    writer.WriteString("detail", detail);
                }

                writer.WriteEndObject();
                break;
        }
    }

    private static Reading ReadAbsence(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("absent", out var word)
            || word.ValueKind != JsonValueKind.String || !AbsenceWords.TryParse(word.GetString(), out var reason))
        {
            throw new JsonException("Not a reading.");
        }

        return Reading.Absent(reason, root.TryGetProperty("detail", out var detail) && detail.ValueKind == JsonValueKind.String ? detail.GetString() : null);
    }
}

/// <summary>A value and the one before it as <c>[ticks, value, ticks, value]</c>: a room has hundreds of them.</summary>
internal sealed class SeenConverter : JsonConverter<Seen>
{
    public override bool HandleNull => true;

    public override Seen Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Not a value with the one before it.");
        }

        var (at, value) = ReadOne(ref reader, options);
        var (previousAt, previous) = ReadOne(ref reader, options);
        return reader.Read() && reader.TokenType == JsonTokenType.EndArray
            ? new Seen(at, value, previousAt, previous)
            : throw new JsonException("More than a value with the one before it.");
    }

    public override void Write(Utf8JsonWriter writer, Seen value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.At.UtcTicks);
        ReadingConverter.Instance.Write(writer, value.Reading, options);
        writer.WriteNumberValue(value.PreviousAt.UtcTicks);
        ReadingConverter.Instance.Write(writer, value.Previous, options);
        writer.WriteEndArray();
    }

    private static (DateTimeOffset At, Reading Reading) ReadOne(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var ticks)
            || ticks < 0 || ticks > DateTimeOffset.MaxValue.UtcTicks || !reader.Read())
        {
            throw new JsonException("Not a time with its value.");
        }

        return (new DateTimeOffset(ticks, TimeSpan.Zero), ReadingConverter.Instance.Read(ref reader, typeof(Reading), options));
    }
}
