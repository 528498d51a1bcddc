using System.Runtime.CompilerServices;
using System.Text.Json;

namespace RoomGuard.Rooms.State;

/// <summary>Names that come again and again, made once. Bounded: a new name may take the place of an old one. Safe for several threads.</summary>
internal static class TextPool
{
    private const int Places = 4096;
    private const int MostLength = 128;

    private static readonly string?[] Kept = new string?[Places];
    private static readonly Pair?[] Pairs = new Pair?[Places];

    /// <summary>A text as it was met before, where it was.</summary>
    public static string Get(ReadOnlySpan<char> text)
    {
        ref var place = ref Kept[string.GetHashCode(text) & (Places - 1)];
        return place is { } kept && text.SequenceEqual(kept) ? kept : place = text.ToString();
    }

    /// <summary>Two names with a slash between them. Names that were made once themselves are told by where they are, without looking at their letters.</summary>
    public static string Join(string first, string second)
    {
        ref var place = ref Pairs[((RuntimeHelpers.GetHashCode(first) * 31) ^ RuntimeHelpers.GetHashCode(second)) & (Places - 1)];
        if (place is not { } pair || !ReferenceEquals(pair.First, first) || !ReferenceEquals(pair.Second, second))
        {
            place = pair = new Pair(first, second, string.Concat(first, "/", second));
        }

        return pair.Text;
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

    private sealed record Pair(string First, string Second, string Text);
}
