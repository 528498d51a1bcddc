using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace RoomGuard.Snmp.Security;

/// <summary>The hash and the digest of each authentication protocol: RFC 3414 sections 6 and 7, RFC 7860 section 4.</summary>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "RFC 3414 asks for HMAC-SHA-96; cards in the field have nothing else.")]
[SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "RFC 3414 asks for HMAC-MD5-96; cards in the field have nothing else.")]
internal static class AuthenticationAlgorithm
{
    /// <summary>Bytes of the longest key, that of SHA-512.</summary>
    public const int LongestKeyBytes = 64;

    /// <summary>Bytes of the longest digest a message carries.</summary>
    public const int LongestMacBytes = 48;

    /// <summary>Bytes of the hash, which are those of the key as well.</summary>
    public static int KeyBytes(this SnmpAuthentication algorithm) => algorithm switch
    {
        SnmpAuthentication.Md5 => MD5.HashSizeInBytes,
        SnmpAuthentication.Sha1 => SHA1.HashSizeInBytes,
        SnmpAuthentication.Sha256 => SHA256.HashSizeInBytes,
        SnmpAuthentication.Sha384 => SHA384.HashSizeInBytes,
        SnmpAuthentication.Sha512 => SHA512.HashSizeInBytes,
        _ => throw Unknown(algorithm),
    };

    /// <summary>Bytes of the digest in a message: the HMAC cut short.</summary>
    public static int MacBytes(this SnmpAuthentication algorithm) => algorithm switch
    {
        SnmpAuthentication.Md5 or SnmpAuthentication.Sha1 => 12,
        SnmpAuthentication.Sha256 => 24,
        SnmpAuthentication.Sha384 => 32,
        SnmpAuthentication.Sha512 => 48,
        _ => throw Unknown(algorithm),
    };

    /// <summary>A hash that is fed piece by piece.</summary>
    public static IncrementalHash Hashing(this SnmpAuthentication algorithm) => IncrementalHash.CreateHash(algorithm switch
    {
        SnmpAuthentication.Md5 => HashAlgorithmName.MD5,
        SnmpAuthentication.Sha1 => HashAlgorithmName.SHA1,
        SnmpAuthentication.Sha256 => HashAlgorithmName.SHA256,
        SnmpAuthentication.Sha384 => HashAlgorithmName.SHA384,
        SnmpAuthentication.Sha512 => HashAlgorithmName.SHA512,
        _ => throw Unknown(algorithm),
    });

    /// <summary>The HMAC of <paramref name="message"/>, before it is cut.</summary>
    /// <param name="into">At least <see cref="LongestKeyBytes"/> long.</param>
    public static void Hmac(this SnmpAuthentication algorithm, ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, Span<byte> into) => _ = algorithm switch
    {
        SnmpAuthentication.Md5 => HMACMD5.HashData(key, message, into),
        SnmpAuthentication.Sha1 => HMACSHA1.HashData(key, message, into),
        SnmpAuthentication.Sha256 => HMACSHA256.HashData(key, message, into),
        SnmpAuthentication.Sha384 => HMACSHA384.HashData(key, message, into),
        SnmpAuthentication.Sha512 => HMACSHA512.HashData(key, message, into),
        _ => throw Unknown(algorithm),
    };

    private static InvalidOperationException Unknown(SnmpAuthentication algorithm) => new($"{algorithm} has no hash here.");
}
