using System.Diagnostics.CodeAnalysis;
using RoomGuard.Contract.Points;

namespace RoomGuard.Rooms.Recognition.Access;

internal enum AccessWord
{
    Granted,
    Denied,
    RequestToExit,
}

/// <summary>One text of <c>acs.event</c>: <c>granted card=1234 name="A. Person" dir=in reader=door-1</c>. Its form is documented in <c>docs/access-events.md</c>.</summary>
internal sealed record AccessEvent(AccessWord Word)
{
    /// <summary>Longest text; what is longer is no event.</summary>
    internal const int LongestText = 256;

    private const int LongestCard = 32;

    private const int LongestName = 100;

    /// <summary>The card's number with all but its last four characters left out.</summary>
    public string? Card { get; init; }

    public string? Name { get; init; }

    /// <summary>The reader, or the door it stands at.</summary>
    public string? Reader { get; init; }

    /// <summary>Whether the reader is the one for leaving.</summary>
    public bool IsOut => Direction == "out";

    /// <summary><c>in</c> or <c>out</c>; null where nothing was said.</summary>
    private string? Direction { get; init; }

    /// <summary>Parses a text; false for every other, whatever it holds.</summary>
    internal static bool TryParse(string text, [NotNullWhen(true)] out AccessEvent? happening)
    {
        happening = null;
        if (text.Length is 0 or > LongestText || text.Any(char.IsControl))
        {
            return false;
        }

        var rest = text.AsSpan();
        var end = rest.IndexOf(' ');
        AccessWord? word = (end < 0 ? rest : rest[..end]) switch
        {
            "granted" => AccessWord.Granted,
            "denied" => AccessWord.Denied,
            "rex" => AccessWord.RequestToExit,
            _ => null,
        };
        if (word is not { } known)
        {
            return false;
        }

        var read = new AccessEvent(known);
        rest = end < 0 ? [] : rest[end..];
        while (!rest.IsEmpty)
        {
            if (!TryTake(ref rest, out var key, out var value) || read.With(key, value) is not { } next)
            {
                return false;
            }

            read = next;
        }

        happening = read;
        return true;
    }

    // One blank, a key, "=", and a value without blanks or in quotes.
    private static bool TryTake(ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> key, out ReadOnlySpan<char> value)
    {
        key = default;
        value = default;
        var equals = rest.IndexOf('=');
        if (rest[0] != ' ' || equals < 2)
        {
            return false;
        }

        key = rest[1..equals];
        rest = rest[(equals + 1)..];
        var isQuoted = !rest.IsEmpty && rest[0] == '"';
        rest = isQuoted ? rest[1..] : rest;
        var end = rest.IndexOf(isQuoted ? '"' : ' ');
        if (isQuoted && end < 0)
        {
            return false;
        }

        value = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(isQuoted ? end + 1 : end)..];
        return !value.IsEmpty;
    }

    // Each key once.
    private AccessEvent? With(ReadOnlySpan<char> key, ReadOnlySpan<char> value) => key switch
    {
        "card" when Card is null && value.Length <= LongestCard && IsCard(value) => this with { Card = value.Length <= 4 ? value.ToString() : "*" + value[^4..].ToString() },
        "name" when Name is null && value.Length <= LongestName && IsName(value) => this with { Name = value.ToString() },
        "reader" when Reader is null && PointName.IsValid(value.ToString()) => this with { Reader = value.ToString() },
        "dir" when Direction is null && value is "in" or "out" => this with { Direction = value.ToString() },
        _ => null,
    };

    private static bool IsCard(ReadOnlySpan<char> value)
    {
        foreach (var letter in value)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or ':'))
            {
                return false;
            }
        }

        return true;
    }

    // No quote within it, and no half of a surrogate pair, which no journal could keep.
    private static bool IsName(ReadOnlySpan<char> value)
    {
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.Value is '"' or 0xfffd)
            {
                return false;
            }
        }

        return true;
    }
}
