using System.Diagnostics.CodeAnalysis;

namespace RoomGuard.Contract.Points;

/// <summary>The rule for each part of a point, a site or an agent name: <c>[a-z0-9][a-z0-9._-]*</c>, at most 64 characters.</summary>
public static class PointName
{
    /// <summary>Longest part that is accepted, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>What a person is told when a name does not fit.</summary>
    public const string Rule = "lower-case letters, digits, '.', '_' and '-', starting with a letter or digit, at most 64 characters";

    /// <summary>Whether <paramref name="text"/> may be a part of a point.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength || !(char.IsAsciiLetterLower(text[0]) || char.IsAsciiDigit(text[0])))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('.' or '_' or '-'))
            {
                return false;
            }
        }

        return true;
    }
}
