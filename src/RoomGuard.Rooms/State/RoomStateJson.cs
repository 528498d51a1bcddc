using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Rooms.State;

/// <summary>A room's state as JSON, so that it outlives the process. Without reflection; safe for all threads.</summary>
public static class RoomStateJson
{
    /// <summary>The state as UTF-8 JSON; <see cref="TryRead"/> of it gives an equal state back.</summary>
    public static byte[] Write(RoomState state) =>
        JsonSerializer.SerializeToUtf8Bytes(new StoredRoom(StoredRoom.Newest, state), RoomJsonContext.Default.StoredRoom);

    /// <summary>Reads a state back. False for anything that is not one, or that a newer version wrote.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out RoomState? state)
    {
        state = null;
        try
        {
            if (JsonSerializer.Deserialize(utf8, RoomJsonContext.Default.StoredRoom) is { Version: StoredRoom.Newest } stored)
            {
                state = stored.State;
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return state is not null;
    }
}

/// <summary>A state with the version of its form.</summary>
internal sealed record StoredRoom(int Version, RoomState State)
{
    internal const int Newest = 1;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(PointIdConverter), typeof(ReadingConverter)])]
[JsonSerializable(typeof(StoredRoom))]
internal sealed partial class RoomJsonContext : JsonSerializerContext;

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
    public override Reading Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => Reading.Of(reader.GetDouble()),
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
