using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RoomGuard.Rooms.State;

/// <summary>One part of a stored object: left out while it is empty, which most are in most rooms.</summary>
internal abstract class StatePart<TOwner>(string name)
{
    protected JsonEncodedText Name { get; } = JsonEncodedText.Encode(name);

    /// <summary>Whether the reader stands on this part's name.</summary>
    public bool Is(ref Utf8JsonReader reader) => reader.ValueTextEquals(Name.EncodedUtf8Bytes);

    /// <summary>Writes name and value, unless it is empty.</summary>
    public abstract void Write(Utf8JsonWriter writer, TOwner owner, JsonSerializerOptions options);

    /// <summary>Reads the value the reader stands on into a new owner.</summary>
    public abstract TOwner Read(ref Utf8JsonReader reader, TOwner owner, JsonSerializerOptions options);

    /// <summary>Writes all parts of an object that are not empty.</summary>
    public static void WriteAll(StatePart<TOwner>[] parts, Utf8JsonWriter writer, TOwner owner, JsonSerializerOptions options)
    {
        foreach (var part in parts)
        {
            part.Write(writer, owner, options);
        }
    }

    /// <summary>Reads the part whose name the reader stands on; what nobody knows is passed over.</summary>
    public static TOwner ReadOne(StatePart<TOwner>[] parts, ref Utf8JsonReader reader, TOwner owner, JsonSerializerOptions options)
    {
        foreach (var part in parts)
        {
            if (part.Is(ref reader))
            {
                reader.Read();
                return part.Read(ref reader, owner, options);
            }
        }

        reader.Read();
        reader.Skip();
        return owner;
    }
}

/// <inheritdoc/>
/// <param name="get">The value; null when it is empty.</param>
internal sealed class StatePart<TOwner, TValue>(string name, Func<TOwner, TValue?> get, Func<TOwner, TValue, TOwner> with) : StatePart<TOwner>(name)
    where TValue : class
{
    public override void Write(Utf8JsonWriter writer, TOwner owner, JsonSerializerOptions options)
    {
        if (get(owner) is { } value)
        {
            writer.WritePropertyName(Name);
            JsonSerializer.Serialize(writer, value, TypeOf(options));
        }
    }

    public override TOwner Read(ref Utf8JsonReader reader, TOwner owner, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? owner : with(owner, JsonSerializer.Deserialize(ref reader, TypeOf(options)) ?? throw new JsonException($"{Name} is nothing."));

    private static JsonTypeInfo<TValue> TypeOf(JsonSerializerOptions options) => (JsonTypeInfo<TValue>)options.GetTypeInfo(typeof(TValue));
}
