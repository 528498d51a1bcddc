using System.Text;

namespace RoomGuard.Devices.Cameras.Access;

/// <summary>One challenge of a <c>WWW-Authenticate</c> header (RFC 9110, 11.6.1). Immutable.</summary>
/// <param name="Scheme">Such as <c>Digest</c>; compare without case.</param>
/// <param name="Parameters">By name, without case; quotes are taken away.</param>
public sealed record AuthChallenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    private const int MostChallenges = 8;
    private const int MostParameters = 32;

    /// <summary>One parameter; empty when it is not there.</summary>
    public string this[string name] => Parameters.GetValueOrDefault(name, "");

    /// <summary>Every challenge in a header's value. What cannot be read ends the list: nothing is ever thrown.</summary>
    public static IReadOnlyList<AuthChallenge> Read(string header)
    {
        var challenges = new List<AuthChallenge>();
        var at = 0;
        Dictionary<string, string>? parameters = null;
        while (SkipSeparators(header, ref at) && Token(header, ref at) is { Length: > 0 } word)
        {
            SkipSpaces(header, ref at);
            if (parameters is not null && at < header.Length && header[at] == '=')
            {
                at++;
                SkipSpaces(header, ref at);
                if (Value(header, ref at) is not { } value || parameters.Count == MostParameters || !parameters.TryAdd(word, value))
                {
                    break;
                }
            }
            else if (challenges.Count == MostChallenges)
            {
                break;
            }
            else
            {
                parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                challenges.Add(new AuthChallenge(word, parameters));
            }
        }

        return challenges;
    }

    private static bool SkipSeparators(string text, ref int at)
    {
        while (at < text.Length && (text[at] is ',' or ' ' or '\t'))
        {
            at++;
        }

        return at < text.Length;
    }

    private static void SkipSpaces(string text, ref int at)
    {
        while (at < text.Length && (text[at] is ' ' or '\t'))
        {
            at++;
        }
    }

    private static string Token(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is > ' ' and < '\x7f' and not (',' or '=' or '"' or ';'))
        {
            at++;
        }

        return text[start..at];
    }

    // Null for a quote that does not end.
    private static string? Value(string text, ref int at)
    {
        if (at >= text.Length || text[at] != '"')
        {
            return Token(text, ref at);
        }

        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                at++;
                return value.ToString();
            }

            if (text[at] == '\\' && at + 1 < text.Length)
            {
                at++;
            }

            value.Append(text[at]);
        }

        return null;
    }
}
