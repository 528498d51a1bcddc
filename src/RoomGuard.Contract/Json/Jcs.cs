using System.Buffers;
using System.Text;
using System.Text.Json;

namespace RoomGuard.Contract.Json;

/// <summary>JSON in the one form that is hashed and signed: the JSON Canonicalization Scheme, RFC 8785.</summary>
/// <remarks>Members in the order of their UTF-16 code units, no white space, numbers as ECMAScript writes them, nothing escaped that need not be. Pure, safe for all threads.</remarks>
public static class Jcs
{
    private const int MaxDepth = 64;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth };

    /// <summary>The canonical form of a JSON text.</summary>
    /// <exception cref="JsonException">It is no JSON, or none that has a canonical form: a member twice, a number beyond a double, half a surrogate pair.</exception>
    public static byte[] Canonicalise(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8, Strict);
        return Write(document.RootElement);
    }

    /// <summary>The canonical form of a value.</summary>
    /// <exception cref="JsonException">It has none.</exception>
    public static byte[] Write(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        Write(buffer, value);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Appends the canonical form of a value.</summary>
    /// <exception cref="JsonException">It has none.</exception>
    public static void Write(ArrayBufferWriter<byte> output, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(output, value);
                break;
            case JsonValueKind.Array:
                WriteArray(output, value);
                break;
            case JsonValueKind.String:
                WriteText(output, TextOf(value.GetString));
                break;
            case JsonValueKind.Number:
                Put(output, value.TryGetDouble(out var number) && double.IsFinite(number) ? EcmaNumber.Write(number) : throw new JsonException("A number is beyond what RFC 8785 can write."));
                break;
            case JsonValueKind.True:
                Put(output, "true");
                break;
            case JsonValueKind.False:
                Put(output, "false");
                break;
            case JsonValueKind.Null:
                Put(output, "null");
                break;
            default:
                throw new JsonException("There is no value.");
        }
    }

    private static void WriteObject(ArrayBufferWriter<byte> output, JsonElement value)
    {
        var members = new List<(string Name, JsonElement Value)>();
        foreach (var member in value.EnumerateObject())
        {
            members.Add((TextOf(() => member.Name), member.Value));
        }

        members.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        Put(output, "{");
        for (var i = 0; i < members.Count; i++)
        {
            if (i > 0)
            {
                Put(output, members[i].Name == members[i - 1].Name ? throw new JsonException($"\"{members[i].Name}\" is there twice.") : ",");
            }

            WriteText(output, members[i].Name);
            Put(output, ":");
            Write(output, members[i].Value);
        }

        Put(output, "}");
    }

    private static void WriteArray(ArrayBufferWriter<byte> output, JsonElement value)
    {
        Put(output, "[");
        var isFirst = true;
        foreach (var item in value.EnumerateArray())
        {
            Put(output, isFirst ? "" : ",");
            Write(output, item);
            isFirst = false;
        }

        Put(output, "]");
    }

    private static void WriteText(ArrayBufferWriter<byte> output, string text)
    {
        Put(output, "\"");
        var done = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (EscapeOf(text[i]) is { } escape)
            {
                Put(output, text.AsSpan(done, i - done));
                Put(output, escape);
                done = i + 1;
            }
        }

        Put(output, text.AsSpan(done));
        Put(output, "\"");
    }

    private static string? EscapeOf(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => @"\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        < ' ' => FormattableString.Invariant($"\\u{(int)character:x4}"),
        _ => null,
    };

    private static void Put(ArrayBufferWriter<byte> output, ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, output);

    // What the reader throws for half a surrogate pair.
    private static string TextOf(Func<string?> read)
    {
        try
        {
            return read()!;
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException("A text is no Unicode.", error);
        }
    }
}
