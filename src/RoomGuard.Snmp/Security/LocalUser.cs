using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace RoomGuard.Snmp.Security;

/// <summary>A user as one engine knows it: signs, checks, encrypts and decrypts messages with the keys localised to that engine.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class LocalUser
{
    private readonly byte[] _authenticationKey;
    private readonly Lazy<byte[]>? _privacyKey;
    private long _salt = BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(8));

    /// <param name="privacyKey">Derives the privacy key when it is first needed, which is after the first digest was found right: strangers cause no work.</param>
    public LocalUser(SnmpUser user, SnmpEngineId engine, byte[] authenticationKey, Func<byte[]>? privacyKey)
    {
        User = user;
        Engine = engine;
        Name = Encoding.UTF8.GetBytes(user.Name);
        _authenticationKey = authenticationKey;
        _privacyKey = privacyKey is null ? null : new Lazy<byte[]>(privacyKey);
        Level = (user.Authentication, user.Privacy) switch
        {
            (SnmpAuthentication.None, _) => MessageFlags.None,
            (_, SnmpPrivacy.None) => MessageFlags.Authenticated,
            _ => MessageFlags.Authenticated | MessageFlags.Encrypted,
        };
        MacBytes = user.Authentication == SnmpAuthentication.None ? 0 : user.Authentication.MacBytes();
    }

    public SnmpUser User { get; }

    public SnmpEngineId Engine { get; }

    /// <summary>The name as messages carry it.</summary>
    public ReadOnlyMemory<byte> Name { get; }

    /// <summary>The security level this user is set up for: authenticated, encrypted.</summary>
    public MessageFlags Level { get; }

    /// <summary>Bytes of the digest in this user's messages.</summary>
    public int MacBytes { get; }

    /// <summary>Puts the digest into a message that has zeros in its place.</summary>
    public void Sign(Span<byte> message, int macOffset)
    {
        Span<byte> mac = stackalloc byte[AuthenticationAlgorithm.LongestKeyBytes];
        User.Authentication.Hmac(_authenticationKey, message, mac);
        mac[..MacBytes].CopyTo(message[macOffset..]);
    }

    /// <summary>Whether the digest of a message is the one these keys give. Takes the same time wherever it differs.</summary>
    public bool HasSigned(ReadOnlySpan<byte> message, ReadOnlySpan<byte> mac)
    {
        if (MacBytes == 0 || mac.Length != MacBytes || !message.Overlaps(mac, out var macOffset))
        {
            return false;
        }

        var rented = ArrayPool<byte>.Shared.Rent(message.Length);
        var blank = rented.AsSpan(0, message.Length);
        message.CopyTo(blank);
        blank.Slice(macOffset, mac.Length).Clear();
        Span<byte> expected = stackalloc byte[AuthenticationAlgorithm.LongestKeyBytes];
        User.Authentication.Hmac(_authenticationKey, blank, expected);
        ArrayPool<byte>.Shared.Return(rented);
        return CryptographicOperations.FixedTimeEquals(mac, expected[..MacBytes]);
    }

    /// <summary>Encrypts in place, with a salt never used before with this key.</summary>
    /// <param name="buffer">The text, and <see cref="PrivacyAlgorithm.LongestPaddingBytes"/> bytes of room after it.</param>
    /// <returns>Bytes of the cipher text.</returns>
    public int Encrypt(Span<byte> buffer, in EngineMoment moment, Span<byte> salt)
    {
        var count = Interlocked.Increment(ref _salt);
        BinaryPrimitives.WriteInt64BigEndian(salt, count);
        if (User.Privacy == SnmpPrivacy.Des)
        {
            // RFC 3414 section 8.1.1.1: engine boots, then a local counter.
            BinaryPrimitives.WriteInt32BigEndian(salt, moment.Boots);
        }

        return User.Privacy.Encrypt(_privacyKey!.Value, moment, salt, buffer);
    }

    /// <summary>Decrypts in place; false when this user encrypts nothing or the text cannot have been encrypted so.</summary>
    /// <param name="buffer">The cipher text, and <see cref="PrivacyAlgorithm.LongestPaddingBytes"/> bytes of room after it.</param>
    public bool TryDecrypt(Span<byte> buffer, in EngineMoment moment, ReadOnlySpan<byte> salt) =>
        _privacyKey is not null && User.Privacy.TryDecrypt(_privacyKey.Value, moment, salt, buffer);
}
