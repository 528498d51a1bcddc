using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RoomGuard.Devices.Cameras.Access;

/// <summary>Answers a challenge: Digest (RFC 7616 and RFC 2617: MD5 and SHA-256, their <c>-sess</c> forms, qop <c>auth</c> or none), or Basic (RFC 7617).</summary>
[SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "RFC 2617 asks for MD5; most cameras have nothing else.")]
public static class DigestAnswer
{
    // The strongest first.
    private static readonly string[] Algorithms = ["SHA-256", "SHA-256-sess", "MD5", "MD5-sess"];

    /// <summary>The value of the header <c>Authorization</c> that answers the strongest of the challenges.</summary>
    /// <param name="request">Method and address as the request line has them.</param>
    /// <param name="isEncrypted">Whether nobody on the wire can read it, so that Basic may be used.</param>
    /// <param name="nonceOfOurs">The cnonce.</param>
    /// <exception cref="CameraException">None of them can be answered.</exception>
    public static string To(IEnumerable<AuthChallenge> challenges, CameraLogin login, (string Method, string Address) request, bool isEncrypted, string nonceOfOurs)
    {
        var all = challenges.ToList();
        var digests = all.Where(IsAnswerable).OrderBy(challenge => Array.FindIndex(Algorithms, name => Is(AlgorithmOf(challenge), name)));
        if (digests.FirstOrDefault() is { } digest)
        {
            return Digest(digest, login, request, nonceOfOurs);
        }

        if (all.Any(challenge => Is(challenge.Scheme, "Basic")))
        {
            return isEncrypted || login.AllowsPlain
                ? "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.User}:{login.Reveal()}"))
                : throw new CameraException(CameraFault.Refused, "it asks for the password readable on the wire (Basic without TLS); use its TLS address, switch Digest on in it, or set allowBasic");
        }

        throw new CameraException(CameraFault.Refused, "it asks for an authentication that is not spoken here; Digest with MD5 or SHA-256 and qop auth is");
    }

    private static string Digest(AuthChallenge challenge, CameraLogin login, (string Method, string Address) request, string nonceOfOurs)
    {
        const string Count = "00000001";
        var algorithm = AlgorithmOf(challenge);
        Func<byte[], byte[]> hash = algorithm.StartsWith("SHA", StringComparison.OrdinalIgnoreCase) ? SHA256.HashData : MD5.HashData;
        var (realm, nonce) = (challenge["realm"], challenge["nonce"]);
        var hasQop = challenge["qop"].Length > 0;
        var secret = Hash($"{login.User}:{realm}:{login.Reveal()}");
        if (algorithm.EndsWith("-sess", StringComparison.OrdinalIgnoreCase))
        {
            secret = Hash($"{secret}:{nonce}:{nonceOfOurs}");
        }

        var asked = Hash($"{request.Method}:{request.Address}");
        var response = hasQop ? Hash($"{secret}:{nonce}:{Count}:{nonceOfOurs}:auth:{asked}") : Hash($"{secret}:{nonce}:{asked}");
        var answer = new StringBuilder().Append(CultureInfo.InvariantCulture, $"Digest username=\"{Quoted(login.User)}\", realm=\"{Quoted(realm)}\", nonce=\"{Quoted(nonce)}\", uri=\"{Quoted(request.Address)}\", response=\"{response}\"");
        Append("algorithm", challenge["algorithm"].Length > 0 ? algorithm : "");
        Append("opaque", challenge.Parameters.ContainsKey("opaque") ? $"\"{Quoted(challenge["opaque"])}\"" : "");
        Append("qop", hasQop ? "auth" : "");
        Append("nc", hasQop ? Count : "");
        Append("cnonce", hasQop || algorithm.EndsWith("-sess", StringComparison.OrdinalIgnoreCase) ? $"\"{nonceOfOurs}\"" : "");
        return answer.ToString();

        string Hash(string text) => Convert.ToHexStringLower(hash(Encoding.UTF8.GetBytes(text)));

        void Append(string name, string value)
        {
            if (value.Length > 0)
            {
                answer.Append(CultureInfo.InvariantCulture, $", {name}={value}");
            }
        }
    }

    private static bool IsAnswerable(AuthChallenge challenge) => Is(challenge.Scheme, "Digest")
        && challenge["nonce"].Length > 0
        && Algorithms.Any(name => Is(name, AlgorithmOf(challenge)))
        && (challenge["qop"].Length == 0 || challenge["qop"].Split(',').Any(offered => Is(offered.Trim(), "auth")));

    private static string AlgorithmOf(AuthChallenge challenge) => challenge["algorithm"] is { Length: > 0 } named ? named : "MD5";

    private static bool Is(string text, string name) => text.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string Quoted(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
