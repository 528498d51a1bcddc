using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace RoomGuard.Snmp.Security;

/// <summary>Encryption of the scoped PDU: CBC-DES of RFC 3414 section 8, CFB128-AES of RFC 3826.</summary>
[SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "RFC 3414 asks for CBC-DES; cards in the field have nothing else.")]
internal static class PrivacyAlgorithm
{
    /// <summary>Bytes of msgPrivacyParameters, which hold the salt.</summary>
    public const int SaltBytes = 8;

    /// <summary>Most bytes that a buffer must have beyond the text.</summary>
    public const int LongestPaddingBytes = AesBlockBytes;

    private const int AesBlockBytes = 16;
    private const int DesBlockBytes = 8;
    private const int DesKeyBytes = 8;

    /// <summary>Bytes of the key; the second half of DES's sixteen is no key but the start of its initialisation vector.</summary>
    public static int KeyBytes(this SnmpPrivacy algorithm) => algorithm switch
    {
        SnmpPrivacy.Des or SnmpPrivacy.Aes128 => 16,
        SnmpPrivacy.Aes192 or SnmpPrivacy.Aes192Reeder => 24,
        SnmpPrivacy.Aes256 or SnmpPrivacy.Aes256Reeder => 32,
        _ => throw new InvalidOperationException($"{algorithm} has no key here."),
    };

    /// <summary>Encrypts in place.</summary>
    /// <param name="buffer">The text, and <see cref="LongestPaddingBytes"/> bytes of room after it.</param>
    /// <returns>Bytes of the cipher text: those of the text, for DES up to whole blocks.</returns>
    public static int Encrypt(this SnmpPrivacy algorithm, ReadOnlySpan<byte> key, in EngineMoment moment, ReadOnlySpan<byte> salt, Span<byte> buffer)
    {
        var length = buffer.Length - LongestPaddingBytes;
        buffer[length..].Clear();
        if (algorithm == SnmpPrivacy.Des)
        {
            Span<byte> start = stackalloc byte[DesBlockBytes];
            DesStart(key, salt, start);
            using var des = DES.Create();
            des.Key = key[..DesKeyBytes].ToArray();
            var blocks = buffer[..WholeBlocks(length, DesBlockBytes)];
            return des.EncryptCbc(blocks, start, blocks, PaddingMode.None);
        }

        Span<byte> vector = stackalloc byte[AesBlockBytes];
        AesStart(moment, salt, vector);
        using var aes = Aes.Create();
        aes.SetKey(key);

        // CFB needs no whole blocks, its implementation does: pad here, cut there.
        var padded = buffer[..WholeBlocks(length, AesBlockBytes)];
        aes.EncryptCfb(padded, vector, padded, PaddingMode.None, AesBlockBytes * 8);
        return length;
    }

    /// <summary>Decrypts in place. False when the text cannot have been encrypted so; wrong keys give nonsense, not false.</summary>
    /// <param name="buffer">The cipher text, and <see cref="LongestPaddingBytes"/> bytes of room after it.</param>
    public static bool TryDecrypt(this SnmpPrivacy algorithm, ReadOnlySpan<byte> key, in EngineMoment moment, ReadOnlySpan<byte> salt, Span<byte> buffer)
    {
        var length = buffer.Length - LongestPaddingBytes;
        if (salt.Length != SaltBytes || length == 0 || (algorithm == SnmpPrivacy.Des && length % DesBlockBytes != 0))
        {
            return false;
        }

        buffer[length..].Clear();
        if (algorithm == SnmpPrivacy.Des)
        {
            Span<byte> start = stackalloc byte[DesBlockBytes];
            DesStart(key, salt, start);
            using var des = DES.Create();
            des.Key = key[..DesKeyBytes].ToArray();
            des.DecryptCbc(buffer[..length], start, buffer[..length], PaddingMode.None);
            return true;
        }

        Span<byte> vector = stackalloc byte[AesBlockBytes];
        AesStart(moment, salt, vector);
        using var aes = Aes.Create();
        aes.SetKey(key);
        var padded = buffer[..WholeBlocks(length, AesBlockBytes)];
        aes.DecryptCfb(padded, vector, padded, PaddingMode.None, AesBlockBytes * 8);
        return true;
    }

    /// <summary>RFC 3414 section 8.1.1.1: the second half of the key, exclusive-or the salt.</summary>
    private static void DesStart(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, Span<byte> start)
    {
        for (var i = 0; i < start.Length; i++)
        {
            start[i] = (byte)(key[DesKeyBytes + i] ^ salt[i]);
        }
    }

    /// <summary>RFC 3826 section 3.1.2.1: engine boots, engine time, salt.</summary>
    private static void AesStart(in EngineMoment moment, ReadOnlySpan<byte> salt, Span<byte> start)
    {
        BinaryPrimitives.WriteInt32BigEndian(start, moment.Boots);
        BinaryPrimitives.WriteInt32BigEndian(start[4..], moment.Seconds);
        salt.CopyTo(start[8..]);
    }

    private static int WholeBlocks(int length, int blockBytes) => (length + blockBytes - 1) / blockBytes * blockBytes;
}
