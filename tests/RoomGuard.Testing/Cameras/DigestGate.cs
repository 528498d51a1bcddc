using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace RoomGuard.Testing.Cameras;

/// <summary>The door of a simulated camera: challenges by Digest and looks at the answer, in code of its own.</summary>
[SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "RFC 2617 asks for MD5; so do most cameras.")]
public sealed partial class DigestGate(string user, string password, string algorithm = "MD5")
{
    private readonly string _nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));

    /// <summary>Its realm, as it stands between quotes.</summary>
    public string Realm { get; init; } = "cam";

    /// <summary>The challenge.</summary>
    public string Challenge => $"Digest realm=\"{Realm}\", nonce=\"{_nonce}\", algorithm={algorithm}, qop=\"auth\"";

    /// <summary>The older challenge, which players know too.</summary>
    public string PlainChallenge => $"Digest realm=\"cam\", nonce=\"{_nonce}\"";

    /// <summary>Whether the header answers for that method.</summary>
    public bool Opens(string method, string? header)
    {
        if (header?.StartsWith("Digest ", StringComparison.Ordinal) != true)
        {
            return false;
        }

        var parts = Pair().Matches(header).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Success ? match.Groups[2].Value.Replace("\\\"", "\"", StringComparison.Ordinal) : match.Groups[3].Value);
        var secret = Hash($"{user}:{parts["realm"]}:{password}");
        var asked = Hash($"{method}:{parts["uri"]}");
        var expected = parts.TryGetValue("qop", out var qop)
            ? Hash($"{secret}:{_nonce}:{parts["nc"]}:{parts["cnonce"]}:{qop}:{asked}")
            : Hash($"{secret}:{_nonce}:{asked}");
        return parts["username"] == user && parts["nonce"] == _nonce && parts["response"] == expected;
    }

    [GeneratedRegex("(\\w+)=(?:\"((?:\\\\.|[^\"])*)\"|([^,\\s]*))")]
    private static partial Regex Pair();

    private string Hash(string text) => Convert.ToHexStringLower(algorithm == "MD5" ? MD5.HashData(Encoding.UTF8.GetBytes(text)) : SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
