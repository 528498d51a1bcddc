using System.Text.Json;
using System.Text.Json.Serialization;

namespace RoomGuard.Rooms.Clauses;

/// <summary>Evidence inside a stored state, in its canonical form. Reads also what findings and revocations looked like before they were evidence.</summary>
internal sealed class EvidenceConverter : JsonConverter<Evidence>
{
    public override Evidence Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        try
        {
            return ReadAny(document.RootElement);
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new JsonException("Not evidence.", error);
        }
    }

    public override void Write(Utf8JsonWriter writer, Evidence value, JsonSerializerOptions options) => EvidenceJson.Write(writer, value);

    private static Evidence ReadAny(JsonElement element)
    {
        if (element.TryGetProperty("kind", out _))
        {
            return EvidenceJson.Read(element);
        }

        if (element.TryGetProperty("evidence", out var id))
        {
            return new Evidence { Id = id.GetString()!, Kind = EvidenceKind.Revocation, Source = "", ObservedAt = element.GetProperty("at").GetDateTimeOffset() };
        }

        // A person's contradiction is the attestation itself: nothing is kept beside it any more.
        var since = element.GetProperty("since").GetDateTimeOffset();
        var isByPerson = element.TryGetProperty("isByPerson", out var person) && person.GetBoolean();
        return new Evidence
        {
            Id = element.GetProperty("id").GetString()!,
            Kind = isByPerson ? EvidenceKind.Attestation : EvidenceKind.Finding,
            Source = "",
            ObservedAt = since,
            Since = since,
            Reason = ReasonCode.FaultPersistent,
        };
    }
}
