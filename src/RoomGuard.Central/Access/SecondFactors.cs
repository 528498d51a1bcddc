using System.Collections.Frozen;
using System.Text;
using OtpNet;

namespace RoomGuard.Central.Access;

/// <summary>The second factors of those who sign: a one-time code by time (RFC 6238) of six digits, from any authenticator. Safe for all threads.</summary>
/// <remarks>One line each: <c>{secret in base32} {name as the access list writes it}</c>; lines that start with <c>#</c> and empty ones are skipped.</remarks>
public sealed class SecondFactors
{
    private const int LeastSecretBytes = 10;

    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    private readonly FrozenDictionary<string, byte[]> _secrets;

    private SecondFactors(Dictionary<string, byte[]> secrets) => _secrets = secrets.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Parses the lines of a file of second factors.</summary>
    /// <param name="problems">Everything wrong, each with its line from 1; never a secret.</param>
    public static SecondFactors Parse(IReadOnlyList<string> lines, out IReadOnlyList<string> problems)
    {
        var secrets = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var faults = new List<string>();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].Trim();
            if (line.Length > 0 && line[0] != '#' && Add(secrets, line) is { } fault)
            {
                faults.Add(FormattableString.Invariant($"line {i + 1} {fault}"));
            }
        }

        problems = faults;
        return new SecondFactors(secrets);
    }

    /// <summary>Whether somebody has one.</summary>
    public bool Has(string name) => _secrets.ContainsKey(name);

    /// <summary>The step of a code that is right now, to be taken once; null for a wrong one.</summary>
    /// <param name="now">The centre's clock, UTC; the steps beside the present one count too.</param>
    public long? Verify(string name, string code, DateTimeOffset now) =>
        _secrets.TryGetValue(name, out var secret) && code.Length == 6 && code.All(char.IsAsciiDigit) && new Totp(secret).VerifyTotp(now.UtcDateTime, code, out var step, Window)
            ? step
            : null;

    private static string? Add(Dictionary<string, byte[]> secrets, string line)
    {
        if (line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries) is not [var text, var name])
        {
            return "must be a secret and a name.";
        }

        if (name.Any(char.IsControl))
        {
            return "names somebody whom no access list can name.";
        }

        // Letters that are capitals of no base32 letter alone must not pass for one.
        if (!Ascii.IsValid(text))
        {
            return "has a secret that is no base32.";
        }

        try
        {
            var secret = Base32Encoding.ToBytes(text.ToUpperInvariant());
            return secret.Length < LeastSecretBytes ? FormattableString.Invariant($"has a secret of {secret.Length} bytes; at least {LeastSecretBytes} are needed.")
                : secrets.TryAdd(name, secret) ? null
                : "repeats a name.";
        }
        catch (ArgumentException)
        {
            return "has a secret that is no base32.";
        }
    }
}
