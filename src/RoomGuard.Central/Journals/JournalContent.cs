using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals;

/// <summary>A journal entry as the canonical JSON that is hashed: keys in ordinal order, no white space, times in UTC with microseconds, nothing escaped that need not be.</summary>
/// <remarks>Whoever has the content can check the chain with any SHA-256: the hash is that of the content's UTF-8, and the next content holds it.</remarks>
internal static class JournalContent
{
    /// <summary>What the first entry has for the hash of the one before.</summary>
    public static readonly string NoHash = new('0', 64);

    private static readonly JsonWriterOptions Canonical = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The content of the entry that follows <paramref name="place"/>.</summary>
    public static string Write(JournalDraft draft, JournalPlace place)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Canonical);
        json.WriteStartObject();
        if (place.Completes is { } completed)
        {
            json.WriteNumber("completes", completed);
        }

        if (draft.EndedAt is { } ended)
        {
            json.WriteString("endedAt", Time(ended));
        }

        json.WriteString("equipment", draft.Equipment);
        json.WritePropertyName("fields");
        JournalJson.Write(json, draft.Fields);
        json.WriteString("journal", draft.Journal);
        json.WriteString("kind", draft.Kind);
        json.WriteNumber("no", place.No);
        json.WriteString("previousHash", place.PreviousHash);
        json.WriteString("recordedAt", Time(place.RecordedAt));
        json.WriteString("result", draft.Result);
        json.WriteString("room", place.Room);
        json.WriteString("section", draft.Section);
        json.WriteString("startedAt", Time(draft.StartedAt));
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The entry that a content holds.</summary>
    public static JournalEntry Read(string content)
    {
        using var document = JsonDocument.Parse(content);
        var root = document.RootElement;
        return new JournalEntry
        {
            No = root.GetProperty("no").GetInt64(),
            Journal = root.GetProperty("journal").GetString()!,
            Kind = root.GetProperty("kind").GetString()!,
            Section = root.GetProperty("section").GetString()!,
            Room = root.GetProperty("room").GetString()!,
            Equipment = root.GetProperty("equipment").GetString()!,
            StartedAt = root.GetProperty("startedAt").GetDateTimeOffset(),
            EndedAt = root.TryGetProperty("endedAt", out var ended) ? ended.GetDateTimeOffset() : null,
            RecordedAt = root.GetProperty("recordedAt").GetDateTimeOffset(),
            Result = root.GetProperty("result").GetString()!,
            Completes = root.TryGetProperty("completes", out var completed) ? completed.GetInt64() : null,
            Fields = root.GetProperty("fields").Clone(),
            Hash = Hash(content),
            PreviousHash = root.GetProperty("previousHash").GetString()!,
        };
    }

    /// <summary>SHA-256 of the content's UTF-8, lower-case hex.</summary>
    public static string Hash(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}

/// <summary>Where in its journal an entry goes.</summary>
/// <param name="Room">The room as <c>{site}/{room}</c>.</param>
/// <param name="No">Its number.</param>
/// <param name="PreviousHash">The hash of the entry before.</param>
/// <param name="RecordedAt">When it is written.</param>
/// <param name="Completes">Number of the entry it completes.</param>
internal sealed record JournalPlace(string Room, long No, string PreviousHash, DateTimeOffset RecordedAt, long? Completes);
