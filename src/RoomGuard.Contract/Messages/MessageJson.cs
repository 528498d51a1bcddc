using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace RoomGuard.Contract.Messages;

/// <summary>Birth, states, receipt and orders as JSON, camel case, without reflection. Safe for all threads.</summary>
public static class MessageJson
{
    /// <summary>Largest document that is parsed, in bytes: a birth of some 10,000 points.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>The document as UTF-8 JSON.</summary>
    public static byte[] Write(Birth birth) => JsonSerializer.SerializeToUtf8Bytes(birth, MessageJsonContext.Default.Birth);

    /// <inheritdoc cref="Write(Birth)"/>
    public static byte[] Write(AgentState state) => JsonSerializer.SerializeToUtf8Bytes(state, MessageJsonContext.Default.AgentState);

    /// <inheritdoc cref="Write(Birth)"/>
    public static byte[] Write(Receipt receipt) => JsonSerializer.SerializeToUtf8Bytes(receipt, MessageJsonContext.Default.Receipt);

    /// <inheritdoc cref="Write(Birth)"/>
    public static byte[] Write(CentreState state) => JsonSerializer.SerializeToUtf8Bytes(state, MessageJsonContext.Default.CentreState);

    /// <inheritdoc cref="Write(Birth)"/>
    public static byte[] Write(Command command) => JsonSerializer.SerializeToUtf8Bytes(command, MessageJsonContext.Default.Command);

    /// <inheritdoc cref="Write(Birth)"/>
    public static byte[] Write(CommandAnswer answer) => JsonSerializer.SerializeToUtf8Bytes(answer, MessageJsonContext.Default.CommandAnswer);

    /// <summary>Parses a birth; false for anything that is not one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Birth? birth) => TryRead(utf8, MessageJsonContext.Default.Birth, out birth);

    /// <summary>Parses a state; false for anything that is not one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out AgentState? state) => TryRead(utf8, MessageJsonContext.Default.AgentState, out state);

    /// <summary>Parses a receipt; false for anything that is not one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Receipt? receipt) => TryRead(utf8, MessageJsonContext.Default.Receipt, out receipt);

    /// <summary>Parses what a centre says of itself; false for anything that is not that.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out CentreState? state) => TryRead(utf8, MessageJsonContext.Default.CentreState, out state);

    /// <summary>Parses an order; false for anything that is not one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Command? command) => TryRead(utf8, MessageJsonContext.Default.Command, out command);

    /// <summary>Parses the answer to an order; false for anything that is not one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out CommandAnswer? answer) => TryRead(utf8, MessageJsonContext.Default.CommandAnswer, out answer);

    private static bool TryRead<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> type, [NotNullWhen(true)] out T? message)
        where T : class
    {
        message = null;
        if (utf8.Length > MaxBytes)
        {
            return false;
        }

        try
        {
            message = JsonSerializer.Deserialize(utf8, type);
        }
        catch (JsonException)
        {
            return false;
        }

        return message is not null;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Birth))]
[JsonSerializable(typeof(AgentState))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(CentreState))]
[JsonSerializable(typeof(Command))]
[JsonSerializable(typeof(CommandAnswer))]
internal sealed partial class MessageJsonContext : JsonSerializerContext;
