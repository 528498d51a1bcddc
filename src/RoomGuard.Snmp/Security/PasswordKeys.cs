using System.Text;

namespace RoomGuard.Snmp.Security;

/// <summary>From a password to the key one engine knows it by: RFC 3414 sections 2.6 and A.2, and the two ways to a longer one.</summary>
internal static class PasswordKeys
{
    private const int ExpandedBytes = 1 << 20;
    private const int ChunkBytes = 4096;

    /// <summary>The key of a password (Ku): the hash of the password repeated to a mebibyte. Milliseconds of work: keep the result.</summary>
    public static byte[] FromPassword(SnmpAuthentication algorithm, string password) => FromPassword(algorithm, Encoding.UTF8.GetBytes(password));

    /// <summary>The key as one engine has it (Kul): of no use at another engine.</summary>
    public static byte[] Localise(SnmpAuthentication algorithm, ReadOnlySpan<byte> passwordKey, SnmpEngineId engine)
    {
        using var hash = algorithm.Hashing();
        hash.AppendData(passwordKey);
        hash.AppendData(engine.Span);
        hash.AppendData(passwordKey);
        return hash.GetHashAndReset();
    }

    /// <summary>The privacy key of one engine: the localised key of the privacy password, cut or extended to the cipher's length.</summary>
    public static byte[] ForPrivacy(SnmpAuthentication algorithm, SnmpPrivacy privacy, ReadOnlySpan<byte> passwordKey, SnmpEngineId engine)
    {
        var wanted = privacy.KeyBytes();
        var last = Localise(algorithm, passwordKey, engine);
        var key = new List<byte>(last);
        while (key.Count < wanted)
        {
            last = privacy is SnmpPrivacy.Aes192Reeder or SnmpPrivacy.Aes256Reeder
                ? Localise(algorithm, FromPassword(algorithm, last), engine)
                : HashOf(algorithm, [.. key]);
            key.AddRange(last);
        }

        return [.. key.Take(wanted)];
    }

    private static byte[] FromPassword(SnmpAuthentication algorithm, ReadOnlySpan<byte> password)
    {
        var repeated = new byte[ChunkBytes + password.Length];
        for (var i = 0; i < repeated.Length; i++)
        {
            repeated[i] = password[i % password.Length];
        }

        using var hash = algorithm.Hashing();
        for (var done = 0; done < ExpandedBytes; done += ChunkBytes)
        {
            hash.AppendData(repeated, done % password.Length, ChunkBytes);
        }

        return hash.GetHashAndReset();
    }

    private static byte[] HashOf(SnmpAuthentication algorithm, byte[] bytes)
    {
        using var hash = algorithm.Hashing();
        hash.AppendData(bytes);
        return hash.GetHashAndReset();
    }
}
