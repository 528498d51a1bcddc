using System.Globalization;
using System.Text.Json;

namespace RoomGuard.Rooms.Clauses;

/// <summary>Evidence in its canonical form: the same evidence always gives the same text, and so the same hash. Safe for all threads.</summary>
public static class EvidenceJson
{
    private const string DayForm = "yyyy-MM-dd";

    /// <summary>The canonical JSON of a piece of evidence.</summary>
    public static string Write(Evidence evidence) => CanonicalJson.Write(json => Write(json, evidence));

    /// <summary>The SHA-256 of a canonical JSON's UTF-8, lower-case hexadecimal.</summary>
    public static string Hash(string content) => CanonicalJson.Hash(content);

    /// <summary>Reads evidence back.</summary>
    /// <exception cref="FormatException">It is no evidence.</exception>
    public static Evidence Read(string content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return Read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException("This is no evidence: " + error.Message, error);
        }
    }

    /// <inheritdoc cref="Read(string)"/>
    internal static Evidence Read(JsonElement element) => new()
    {
        Answers = element.Text("answers"),
        Attachments = ReadTexts(element, "attachments"),
        Basis = element.TryGetProperty("basis", out var basis) ? [.. basis.EnumerateArray().Select(Read)] : [],
        Document = element.TryGetProperty("document", out var document) ? ReadDocument(document) : null,
        ExpiresAt = element.Time("expiresAt"),
        GoodSince = element.Time("goodSince"),
        GoodUntil = element.Time("goodUntil"),
        Id = element.GetProperty("id").GetString() ?? throw new FormatException("The id is nothing."),
        Kind = EvidenceWords.Kind(element.Text("kind")),
        Note = element.Text("note"),
        ObservedAt = element.Time("observedAt") ?? throw new FormatException("observedAt is missing."),
        Part = element.Text("part"),
        Place = element.Text("place"),
        Quality = EvidenceWords.Quality(element.Text("quality") ?? "good"),
        Reason = element.Text("reason") is { } reason ? VerdictWords.Reason(reason) : null,
        ReceivedAt = element.Time("receivedAt"),
        Role = element.Text("role"),
        Signal = element.Text("signal"),
        Since = element.Time("since"),
        Slot = element.Text("slot"),
        Source = element.Text("source") ?? "",
        StaleAt = element.Time("staleAt"),
        Supports = element.TryGetProperty("supports", out var supports) ? supports.GetBoolean() : null,
        Value = element.Text("value"),
    };

    internal static void Write(Utf8JsonWriter json, Evidence evidence)
    {
        json.WriteStartObject();
        json.TextOrNothing("answers", evidence.Answers);
        if (evidence.Attachments.Count > 0)
        {
            json.Texts("attachments", evidence.Attachments);
        }

        if (evidence.Basis.Count > 0)
        {
            json.WriteStartArray("basis");
            foreach (var value in evidence.Basis)
            {
                Write(json, value);
            }

            json.WriteEndArray();
        }

        if (evidence.Document is { } document)
        {
            json.WriteStartObject("document");
            json.WriteString("hash", document.Hash);
            json.WriteString("issued", document.Issued.ToString(DayForm, CultureInfo.InvariantCulture));
            json.WriteString("kind", document.Kind);
            json.WriteString("number", document.Number);
            json.WriteEndObject();
        }

        json.TimeOrNothing("expiresAt", evidence.ExpiresAt);
        json.TimeOrNothing("goodSince", evidence.GoodSince);
        json.TimeOrNothing("goodUntil", evidence.GoodUntil);
        json.WriteString("id", evidence.Id);
        json.WriteString("kind", evidence.Kind.ToWord());
        json.TextOrNothing("note", evidence.Note);
        json.WriteString("observedAt", CanonicalJson.Time(evidence.ObservedAt));
        json.TextOrNothing("part", evidence.Part);
        json.TextOrNothing("place", evidence.Place);
        json.WriteString("quality", evidence.Quality.ToWord());
        json.TextOrNothing("reason", evidence.Reason?.ToWord());
        json.TimeOrNothing("receivedAt", evidence.ReceivedAt);
        json.TextOrNothing("role", evidence.Role);
        json.TextOrNothing("signal", evidence.Signal);
        json.TimeOrNothing("since", evidence.Since);
        json.TextOrNothing("slot", evidence.Slot);
        json.WriteString("source", evidence.Source);
        json.TimeOrNothing("staleAt", evidence.StaleAt);
        if (evidence.Supports is { } supports)
        {
            json.WriteBoolean("supports", supports);
        }

        json.TextOrNothing("value", evidence.Value);
        json.WriteEndObject();
    }

    private static AttestedDocument ReadDocument(JsonElement element) => new(
        element.Text("kind") ?? "",
        element.Text("number") ?? "",
        DateOnly.TryParseExact(element.Text("issued"), DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var issued) ? issued : throw new FormatException("A document's day cannot be read."),
        element.Text("hash") ?? "");

    private static IReadOnlyList<string> ReadTexts(JsonElement element, string key) =>
        element.TryGetProperty(key, out var texts) ? [.. texts.EnumerateArray().Select(text => text.GetString() ?? "")] : [];
}
