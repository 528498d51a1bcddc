using System.Text.Json;
using System.Text.Json.Serialization;

namespace RoomGuard.Rooms.Trends;

/// <summary>A past as <c>[milliseconds, value, milliseconds later, value, …]</c>: a centre has a hundred thousand of them.</summary>
internal sealed class TraceConverter : JsonConverter<Trace>
{
    public override Trace Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Not a past.");
        }

        var samples = new List<(long At, double Value)>(Trace.Most);
        while (reader.Read() && reader.TokenType == JsonTokenType.Number)
        {
            if (samples.Count == Trace.Most || !reader.TryGetInt64(out var step) || !reader.Read() || reader.TokenType != JsonTokenType.Number)
            {
                throw new JsonException("Not a time with its value.");
            }

            var at = samples.Count == 0 ? step : samples[^1].At + Math.Clamp(step, 0, int.MaxValue);
            samples.Add((at, reader.GetDouble()));
        }

        return reader.TokenType == JsonTokenType.EndArray && Trace.Of(samples) is { } trace ? trace : throw new JsonException("Not a past.");
    }

    public override void Write(Utf8JsonWriter writer, Trace value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        for (var i = 0; i < value.Count; i++)
        {
            writer.WriteNumberValue(i == 0 ? value.At(0) : value.At(i) - value.At(i - 1));
            writer.WriteNumberValue(value.Value(i));
        }

        writer.WriteEndArray();
    }
}
