using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace RoomGuard.Contract.Messages;

/// <summary>Turns the JSON of a signed checkpoint into one, or into nothing. Without reflection.</summary>
internal static class CheckpointReader
{
    /// <summary>Deepest nesting that is followed.</summary>
    internal const int MaxDepth = 16;

    private const int MostHeads = 200;
    private const int LongestName = 200;
    private const int HashDigits = 64;

    internal static SignedCheckpoint? Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || HasTwins(root) || Part(root, "checkpoint", JsonValueKind.Object) is not { } signed)
        {
            return null;
        }

        var isStamped = root.TryGetProperty("timestamp", out _);
        var stamp = Bytes(root, "timestamp");
        return ReadCheckpoint(signed) is { } checkpoint
            && Bytes(root, "publicKey") is { Length: > 0 } publicKey
            && Bytes(root, "signature") is { Length: > 0 } signature
            && (!isStamped || stamp is not null)
                ? new SignedCheckpoint(checkpoint, signed, publicKey, signature, stamp)
                : null;
    }

    private static Checkpoint? ReadCheckpoint(JsonElement element) =>
        Part(element, "heads", JsonValueKind.Array) is { } array && array.GetArrayLength() <= MostHeads
        && ReadHeads(array) is { } heads
        && Time(element) is { } at
        && Name(element, "centre") is { } centre
        && Hash(element, "key") is { Length: > 0 } key
        && Count(element, "no") is { } no
        && Hash(element, "previous") is { } previous
            ? new Checkpoint(at, centre, heads, key, no, previous)
            : null;

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

    // A member that is there twice would be one thing to the reader and another to whoever signed it.
    private static bool HasTwins(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Select(static member => member.Name).Distinct(StringComparer.Ordinal).Count() != element.EnumerateObject().Count()
            || element.EnumerateObject().Any(static member => HasTwins(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(HasTwins),
        _ => false,
    };

    private static JsonElement? Part(JsonElement element, string key, JsonValueKind kind) =>
        element.TryGetProperty(key, out var value) && value.ValueKind == kind ? value : null;

    private static string? Name(JsonElement element, string key) =>
        Part(element, key, JsonValueKind.String)?.GetString() is { Length: > 0 and <= LongestName } name ? name : null;

    private static string? Hash(JsonElement element, string key) =>
        Part(element, key, JsonValueKind.String)?.GetString() is { Length: 0 or HashDigits } hash && hash.All(char.IsAsciiHexDigitLower) ? hash : null;

    private static long? Count(JsonElement element, string key) =>
        Part(element, key, JsonValueKind.Number) is { } number && number.TryGetInt64(out var count) && count >= 0 ? count : null;

    private static byte[]? Bytes(JsonElement element, string key)
    {
        var text = Part(element, key, JsonValueKind.String)?.GetString();
        return text is not null && Base64.IsValid(text) ? Convert.FromBase64String(text) : null;
    }

    private static DateTimeOffset? Time(JsonElement element) =>
        Part(element, "at", JsonValueKind.String)?.GetString() is { } text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : null;
}
