using System.Text.Json;

namespace RoomGuard.Rooms.State;

/// <summary>Names that come again and again while states are read, made once. Bounded: a new name may take the place of an old one. Safe for several threads.</summary>
internal static class TextPool
{
    private const int Places = 4096;
    private const int MostLength = 128;

    private static readonly string?[] Kept = new string?[Places];

    /// <summary>A text as it was met before, where it was.</summary>
    public static string Get(ReadOnlySpan<char> text)
    {
        ref var place = ref Kept[string.GetHashCode(text) & (Places - 1)];
        return place is { } kept && text.SequenceEqual(kept) ? kept : place = text.ToString();
    }

    /// <summary>The text the reader stands on.</summary>
    /// <exception cref="JsonException">It stands on something else.</exception>
    public static string Get(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            throw new JsonException("Not a text.");
        }

        if (reader.HasValueSequence || reader.ValueSpan.Length > MostLength)
        {
            return reader.GetString()!;
        }

        Span<char> text = stackalloc char[MostLength];
        return Get(text[..reader.CopyString(text)]);
    }
}
