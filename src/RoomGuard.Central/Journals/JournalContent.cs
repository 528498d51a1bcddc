using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using RoomGuard.Central.Store;
using RoomGuard.Contract.Json;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals;

/// <summary>A journal entry as the canonical JSON that is hashed (RFC 8785).</summary>
/// <remarks>
/// Whoever has a content and its link can check them with any SHA-256: the link names the hash of the content's UTF-8, and the entry's hash is that of the
/// link. Entries of the first form, which have no <c>form</c>, hold the hash of the one before in their content, and their hash is the content's.
/// </remarks>
internal static class JournalContent
{
    /// <summary>How the content of an entry begins that completes another: its keys stand in order.</summary>
    internal const string StartsCompleting = "{\"completes\":";

    /// <summary>How the content of an entry begins that puts another right, and completes none.</summary>
    internal const string StartsCorrecting = "{\"corrects\":";

    /// <summary>The numbers of other entries stand within so many characters from the beginning.</summary>
    internal const int LinksWithin = 64;

    private const int Form = 2;

    /// <summary>The content of an entry.</summary>
    public static string Write(JournalDraft draft, JournalPlace place)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, draft, place);
        }

        return Encoding.UTF8.GetString(Jcs.Canonicalise(buffer.WrittenMemory));
    }

    /// <summary>The entry that a row holds.</summary>
    public static JournalEntry Read(JournalRow row)
    {
        using var document = JsonDocument.Parse(row.Content);
        var root = document.RootElement;
        return new JournalEntry
        {
            No = row.No,
            Journal = root.GetProperty("journal").GetString()!,
            Kind = root.GetProperty("kind").GetString()!,
            Section = root.GetProperty("section").GetString()!,
            Room = root.GetProperty("room").GetString()!,
            Equipment = root.GetProperty("equipment").GetString()!,
            StartedAt = root.GetProperty("startedAt").GetDateTimeOffset(),
            EndedAt = root.TryGetProperty("endedAt", out var ended) ? ended.GetDateTimeOffset() : null,
            RecordedAt = root.GetProperty("recordedAt").GetDateTimeOffset(),
            Result = root.GetProperty("result").GetString()!,
            Completes = NumberOf(root, "completes"),
            Corrects = NumberOf(root, "corrects"),
            Volume = (int)(NumberOf(root, "volume") ?? 1),
            Origin = TextOf(root, "origin") ?? "auto",
            RecordedBy = TextOf(root, "recordedBy"),
            DraftKey = row.DraftKey[(row.DraftKey.IndexOf('|', StringComparison.Ordinal) + 1)..],
            Fields = root.GetProperty("fields").Clone(),
            Hash = row.Hash,
            PreviousHash = PreviousOf(row, root),
        };
    }

    /// <summary>The numbers of the entries that the one whose content begins with <paramref name="start"/> completes or puts right.</summary>
    internal static IEnumerable<long> ReadLinks(string start)
    {
        foreach (var key in (string[])[StartsCompleting[1..], StartsCorrecting[1..]])
        {
            var at = start.IndexOf(key, StringComparison.Ordinal);
            var digits = at < 0 ? "" : string.Concat(start.Skip(at + key.Length).TakeWhile(char.IsAsciiDigit));
            if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var no))
            {
                yield return no;
            }
        }
    }

    /// <summary>The hash of a row as it must be.</summary>
    public static string HashOf(JournalRow row) =>
        row.Previous.Length == 0 ? ChainLink.HashOf(row.Content) : new ChainLink(row.Journal, row.No, ChainLink.HashOf(row.Content), row.Previous).Hash;

    /// <summary>The hash of the link before, wherever the row's form keeps it.</summary>
    public static string PreviousOf(JournalRow row)
    {
        if (row.Previous.Length > 0)
        {
            return row.Previous;
        }

        using var document = JsonDocument.Parse(row.Content);
        return PreviousOf(row, document.RootElement);
    }

    private static string PreviousOf(JournalRow row, JsonElement root) => row.Previous.Length > 0 ? row.Previous : TextOf(root, "previousHash") ?? "";

    private static void Write(Utf8JsonWriter json, JournalDraft draft, JournalPlace place)
    {
        json.WriteStartObject();
        json.WriteNumber("form", Form);
        json.WriteString("journal", draft.Journal);
        json.WriteString("kind", draft.Kind);
        json.WriteString("section", draft.Section);
        json.WriteString("room", place.Room);
        json.WriteString("equipment", draft.Equipment);
        json.WriteNumber("volume", place.Volume);
        json.WriteString("origin", draft.Origin);
        json.WriteString("recordedAt", JournalMark.Time(place.RecordedAt));
        json.WriteString("startedAt", JournalMark.Time(draft.StartedAt));
        json.WriteString("result", draft.Result);
        json.WritePropertyName("fields");
        JournalJson.Write(json, Evidenced(draft, place));
        WriteSome(json, "endedAt", draft.EndedAt is { } ended ? JournalMark.Time(ended) : null);
        WriteSome(json, "recordedBy", draft.RecordedBy);
        WriteSome(json, "completes", place.Completes);
        WriteSome(json, "corrects", draft.Corrects);
        json.WriteEndObject();
    }

    // What shows it: the series of its equipment, from its beginning to its end.
    private static IReadOnlyDictionary<string, JournalValue> Evidenced(JournalDraft draft, JournalPlace place)
    {
        if (draft.Origin != "auto" || place.Room.Length == 0 || draft.EndedAt is not { } ended || draft.Fields.ContainsKey("evidence"))
        {
            return draft.Fields;
        }

        return new Dictionary<string, JournalValue>(draft.Fields, StringComparer.Ordinal)
        {
            ["evidence"] = new JournalValue.Plain($"{place.Room}/{draft.Equipment} {JournalMark.Time(draft.StartedAt)}/{JournalMark.Time(ended)}"),
        };
    }

    private static void WriteSome(Utf8JsonWriter json, string key, string? text)
    {
        if (text is not null)
        {
            json.WriteString(key, text);
        }
    }

    private static void WriteSome(Utf8JsonWriter json, string key, long? number)
    {
        if (number is { } some)
        {
            json.WriteNumber(key, some);
        }
    }

    private static long? NumberOf(JsonElement root, string key) => root.TryGetProperty(key, out var value) ? value.GetInt64() : null;

    private static string? TextOf(JsonElement root, string key) => root.TryGetProperty(key, out var value) ? value.GetString() : null;
}

/// <summary>Where in its journal an entry goes.</summary>
/// <param name="Room">The room as <c>{site}/{room}</c>.</param>
/// <param name="Volume">The volume, from 1.</param>
/// <param name="RecordedAt">When it is written.</param>
/// <param name="Completes">Number of the entry it completes.</param>
internal sealed record JournalPlace(string Room, int Volume, DateTimeOffset RecordedAt, long? Completes);
