using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RoomGuard.Contract.Files;

/// <summary>Writes what stands in a settings file as canonical JSON: keys in ordinal order, no white space. Comments, order and notation leave no trace in it.</summary>
internal static class SettingsJson
{
    private static readonly JsonWriterOptions Canonical = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 64 };

    internal static string Write(SettingsNode node, IReadOnlyCollection<string> without)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer, Canonical);
        Write(json, node, without);
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, SettingsNode node, IReadOnlyCollection<string> without)
    {
        switch (node.Kind)
        {
            case JsonTokenType.StartObject:
                json.WriteStartObject();
                foreach (var (key, member) in node.Members.Where(member => !without.Contains(member.Key)).OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    json.WritePropertyName(key);
                    Write(json, member, []);
                }

                json.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                json.WriteStartArray();
                foreach (var item in node.Items)
                {
                    Write(json, item, []);
                }

                json.WriteEndArray();
                break;
            case JsonTokenType.String:
                json.WriteStringValue(node.Text);
                break;
            case JsonTokenType.Number:
                json.WriteNumberValue(node.Number);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                json.WriteBooleanValue(node.Kind == JsonTokenType.True);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }
}
