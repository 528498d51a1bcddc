using System.Globalization;
using System.Text.Json;

namespace RoomGuard.Contract.Messages;

/// <summary>Turns JSON into a checkpoint, or into nothing. Without reflection.</summary>
internal static class CheckpointReader
{
    private const int MostHeads = 200;
    private const int LongestName = 200;
    private const int LongestKey = 1024;
    private const int HashDigits = 64;

    internal static Checkpoint? Read(JsonElement element) =>
        Part(element, "heads", JsonValueKind.Array) is { } array && array.GetArrayLength() <= MostHeads
        && ReadHeads(array) is { } heads
        && Time(element) is { } at
        && Name(element, "centre") is { } centre
        && Hash(element, "key") is { Length: > 0 } key
        && Count(element, "no") is { } no
        && Hash(element, "previous") is { } previous
        && (!element.TryGetProperty("nextKey", out _) || NextKey(element) is not null)
            ? new Checkpoint { No = no, At = at, Centre = centre, Heads = heads, Key = key, Previous = previous, NextKey = NextKey(element) }
            : null;

    /// <summary>A text that is base64; null for anything else.</summary>
    internal static string? Base64(JsonElement element, string key) =>
        Part(element, key, JsonValueKind.String)?.GetString() is { } text && !text.Any(char.IsWhiteSpace) && System.Buffers.Text.Base64.IsValid(text) ? text : null;

    /// <summary>A member of a kind; null when there is none.</summary>
    internal static JsonElement? Part(JsonElement element, string key, JsonValueKind kind) =>
        element.TryGetProperty(key, out var value) && value.ValueKind == kind ? value : null;

    private static List<JournalHead>? ReadHeads(JsonElement array)
    {
        var heads = new List<JournalHead>();
        foreach (var element in array.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Object
                || Name(element, "journal") is not { } journal
                || Count(element, "no") is not { } no
                || Hash(element, "hash") is not { } hash
                || Count(element, "marks") is not { } marks
                || Hash(element, "marksHash") is not { } marksHash
                || heads.Exists(head => head.Journal == journal))
            {
                return null;
            }

            heads.Add(new JournalHead(journal, no, hash, marks, marksHash));
        }

        return heads;
    }

    private static string? Name(JsonElement element, string key) =>
        Part(element, key, JsonValueKind.String)?.GetString() is { Length: > 0 and <= LongestName } name ? name : null;

    private static string? NextKey(JsonElement element) => Base64(element, "nextKey") is { Length: > 0 and <= LongestKey } key ? key : null;

    private static string? Hash(JsonElement element, string key) =>
        Part(element, key, JsonValueKind.String)?.GetString() is { Length: 0 or HashDigits } hash && hash.All(char.IsAsciiHexDigitLower) ? hash : null;

    private static long? Count(JsonElement element, string key) =>
        Part(element, key, JsonValueKind.Number) is { } number && number.TryGetInt64(out var count) && count >= 0 ? count : null;

    private static DateTimeOffset? Time(JsonElement element) =>
        Part(element, "at", JsonValueKind.String)?.GetString() is { } text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : null;
}
