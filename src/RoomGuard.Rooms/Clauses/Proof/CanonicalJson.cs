using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RoomGuard.Rooms.Clauses;

/// <summary>JSON that is hashed: keys in ordinal order, no white space, times in UTC to the tick, numbers as texts, nothing escaped that need not be.</summary>
/// <remarks>Whoever has the text can check it with any SHA-256. The caller writes keys in order.</remarks>
internal static class CanonicalJson
{
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Options);
        write(json);
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>SHA-256 of the text's UTF-8, lower-case hexadecimal.</summary>
    internal static string Hash(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    internal static string Time(DateTimeOffset at) => at.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture);

    internal static void TextOrNothing(this Utf8JsonWriter json, string key, string? text)
    {
        if (text is not null)
        {
            json.WriteString(key, text);
        }
    }

    internal static void TimeOrNothing(this Utf8JsonWriter json, string key, DateTimeOffset? at)
    {
        if (at is { } time)
        {
            json.WriteString(key, Time(time));
        }
    }

    internal static void Texts(this Utf8JsonWriter json, string key, IEnumerable<string> texts)
    {
        json.WriteStartArray(key);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    internal static string? Text(this JsonElement element, string key) => element.TryGetProperty(key, out var value) ? value.GetString() : null;

    internal static DateTimeOffset? Time(this JsonElement element, string key) => element.Text(key) is { } text
        ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)
        : null;
}
