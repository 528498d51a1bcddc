using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Rooms.Clause35;

/// <summary>Fields of a journal entry as JSON, both ways. The text is canonical: the same fields always give the same bytes, fit for hashing.</summary>
/// <remarks>
/// Keys stand in ordinal order; no white space; numbers are the shortest that read back the same; times are RFC 3339 UTC with milliseconds.
/// <c>{"type":"number","value":9.5,"unit":"s"}</c>, <c>{"type":"numbers","values":{"avg":…},"unit":"%"}</c>, <c>{"type":"text","text":…}</c>,
/// <c>{"type":"time","at":…}</c>, <c>{"type":"choice","code":"pass","kk":…,"ru":…,"en":…}</c>, <c>{"type":"local","kk":…,"ru":…,"en":…}</c>,
/// <c>{"type":"list","items":[…]}</c>.
/// </remarks>
public static class JournalJson
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private const int MaxDepth = 8;

    // Kazakh and Russian stay readable, and the bytes are what any other canonical writer would give.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The fields as canonical UTF-8 JSON.</summary>
    public static byte[] Write(IReadOnlyDictionary<string, JournalValue> fields)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Plain);
        Write(json, fields);
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the fields as one object into a document under way.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, JournalValue> fields)
    {
        json.WriteStartObject();
        foreach (var key in fields.Keys.Order(StringComparer.Ordinal))
        {
            json.WritePropertyName(key);
            Write(json, fields[key]);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes one value.</summary>
    public static void Write(Utf8JsonWriter json, JournalValue value)
    {
        json.WriteStartObject();
        switch (value)
        {
            case JournalValue.Number number:
                json.WriteString("type", "number");
                json.WriteNumber("value", number.Amount);
                json.WriteString("unit", number.Unit);
                break;
            case JournalValue.Numbers numbers:
                WriteNumbers(json, numbers);
                break;
            case JournalValue.Plain plain:
                json.WriteString("type", "text");
                json.WriteString("text", plain.Text);
                break;
            case JournalValue.Time time:
                json.WriteString("type", "time");
                json.WriteString("at", time.At.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
                break;
            case JournalValue.Choice choice:
                json.WriteString("type", "choice");
                json.WriteString("code", choice.Code);
                WriteText(json, choice.Name);
                break;
            case JournalValue.Local local:
                json.WriteString("type", "local");
                WriteText(json, local.Text);
                break;
            case JournalValue.Several several:
                WriteItems(json, several);
                break;
            default:
                throw new InvalidOperationException($"A journal value has a form that this writer does not know: {value.GetType().Name}.");
        }

        json.WriteEndObject();
    }

    /// <summary>Reads fields back. False for anything that <see cref="Write(IReadOnlyDictionary{string, JournalValue})"/> would not write.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> utf8, out IReadOnlyDictionary<string, JournalValue> fields)
    {
        var read = new Dictionary<string, JournalValue>(StringComparer.Ordinal);
        fields = read;
        try
        {
            using var document = JsonDocument.Parse(utf8);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (ReadValue(member.Value, 0) is not { } value)
                {
                    return false;
                }

                read[member.Name] = value;
            }

            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            return false;
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, JournalValue.Numbers numbers)
    {
        json.WriteString("type", "numbers");
        json.WriteStartObject("values");
        foreach (var part in numbers.Parts)
        {
            json.WriteNumber(part.Name, part.Amount);
        }

        json.WriteEndObject();
        json.WriteString("unit", numbers.Unit);
    }

    private static void WriteItems(Utf8JsonWriter json, JournalValue.Several several)
    {
        json.WriteString("type", "list");
        json.WriteStartArray("items");
        foreach (var item in several.Items)
        {
            Write(json, item);
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, LocalText text)
    {
        json.WriteString("kk", text.Kk);
        json.WriteString("ru", text.Ru);
        json.WriteString("en", text.En);
    }

    private static JournalValue? ReadValue(JsonElement value, int depth)
    {
        if (depth > MaxDepth || value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return Text(value, "type") switch
        {
            "number" => new JournalValue.Number(value.GetProperty("value").GetDouble(), Text(value, "unit")),
            "numbers" => new JournalValue.Numbers(
                [.. value.GetProperty("values").EnumerateObject().Select(part => new NamedNumber(part.Name, part.Value.GetDouble()))],
                Text(value, "unit")),
            "text" => new JournalValue.Plain(Text(value, "text")),
            "time" => new JournalValue.Time(DateTimeOffset.ParseExact(Text(value, "at"), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)),
            "choice" => new JournalValue.Choice(Text(value, "code"), ReadText(value)),
            "local" => new JournalValue.Local(ReadText(value)),
            "list" => ReadItems(value.GetProperty("items"), depth),
            _ => null,
        };
    }

    private static JournalValue.Several? ReadItems(JsonElement items, int depth)
    {
        var read = items.EnumerateArray().Select(item => ReadValue(item, depth + 1)).ToList();
        return read.Contains(null) ? null : new JournalValue.Several([.. read.OfType<JournalValue>()]);
    }

    private static LocalText ReadText(JsonElement value) => new(Text(value, "kk"), Text(value, "ru"), Text(value, "en"));

    // A member that is missing or is no text makes the whole document wrong, which TryRead answers with false.
    private static string Text(JsonElement value, string key) =>
        value.TryGetProperty(key, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString()! : throw new FormatException();
}
