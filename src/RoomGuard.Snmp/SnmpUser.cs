using System.Text;

namespace RoomGuard.Snmp;

/// <summary>How a user of SNMPv3 proves who sent a message and that nobody changed it (RFC 3414 section 6 and 7, RFC 7860).</summary>
public enum SnmpAuthentication
{
    /// <summary>It does not: noAuthNoPriv.</summary>
    None,

    /// <summary>HMAC-MD5-96. Old cards have nothing better.</summary>
    Md5,

    /// <summary>HMAC-SHA-96, which Net-SNMP calls SHA.</summary>
    Sha1,

    /// <summary>HMAC-128-SHA-224. Named so that it can be refused in words: .NET has no SHA-224.</summary>
    Sha224,

    /// <summary>HMAC-192-SHA-256.</summary>
    Sha256,

    /// <summary>HMAC-256-SHA-384.</summary>
    Sha384,

    /// <summary>HMAC-384-SHA-512.</summary>
    Sha512,
}

/// <summary>How a user of SNMPv3 hides what a message says (RFC 3414 section 8, RFC 3826).</summary>
/// <remarks>192 and 256 bits were never standardised: devices make the longer key in one of two ways, and a mismatch shows only as silence.</remarks>
public enum SnmpPrivacy
{
    /// <summary>It does not: noPriv.</summary>
    None,

    /// <summary>CBC-DES. Broken long ago; old cards have nothing better.</summary>
    Des,

    /// <summary>CFB128-AES-128.</summary>
    Aes128,

    /// <summary>AES with 192 bits, key extended as draft-blumenthal-aes-usm has it; Net-SNMP's AES-192.</summary>
    Aes192,

    /// <summary>AES with 256 bits, key extended as draft-blumenthal-aes-usm has it; Net-SNMP's AES-256.</summary>
    Aes256,

    /// <summary>AES with 192 bits, key extended as draft-reeder-snmpv3-usm-3desede has it; Cisco's way and Net-SNMP's AES-192-C.</summary>
    Aes192Reeder,

    /// <summary>AES with 256 bits, key extended as draft-reeder-snmpv3-usm-3desede has it; Cisco's way and Net-SNMP's AES-256-C.</summary>
    Aes256Reeder,
}

/// <summary>Somebody whom SNMPv3 devices know by name, with the passwords both sides hold (RFC 3414).</summary>
/// <remarks>Immutable. A single setting out of range is refused when it is set; what only shows when all are set is in <see cref="Problems"/>.</remarks>
public sealed record SnmpUser(string Name)
{
    /// <summary>Fewest characters a password may have (RFC 3414 section 11.2), in bytes of UTF-8.</summary>
    public const int ShortestPasswordBytes = 8;

    /// <summary>Most bytes of UTF-8 a password may have.</summary>
    public const int LongestPasswordBytes = 255;

    private const int LongestNameBytes = 32;

    /// <summary>The user's name as the device has it: 1 to 32 bytes of UTF-8.</summary>
    public string Name { get; init => field = NameOf(value); } = NameOf(Name);

    /// <summary>How messages are authenticated; not at all unless told.</summary>
    /// <exception cref="NotSupportedException">It is SHA-224.</exception>
    public SnmpAuthentication Authentication
    {
        get;
        init => field = value switch
        {
            SnmpAuthentication.Sha224 => throw new NotSupportedException("SHA-224 is not available on this platform: give the user SHA-256, SHA-384 or SHA-512, which every device with SHA-224 has too."),
            < SnmpAuthentication.None or > SnmpAuthentication.Sha512 => throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such authentication protocol."),
            _ => value,
        };
    }

    /// <summary>The password messages are authenticated with, 8 to 255 bytes of UTF-8; empty where there is none. A secret.</summary>
    public string AuthenticationPassword { get; init => field = PasswordOf(value); } = "";

    /// <summary>How messages are encrypted; not at all unless told.</summary>
    public SnmpPrivacy Privacy
    {
        get;
        init => field = value is >= SnmpPrivacy.None and <= SnmpPrivacy.Aes256Reeder
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such privacy protocol.");
    }

    /// <summary>The password messages are encrypted with, 8 to 255 bytes of UTF-8; empty where there is none. A secret.</summary>
    public string PrivacyPassword { get; init => field = PasswordOf(value); } = "";

    /// <summary>What is wrong with the settings taken together; nothing when the user can be used. Holds no password.</summary>
    public IEnumerable<string> Problems()
    {
        if (Authentication != SnmpAuthentication.None && AuthenticationPassword.Length == 0)
        {
            yield return $"User {Name} authenticates with {Authentication} and has no authentication password.";
        }

        if (Privacy != SnmpPrivacy.None && Authentication == SnmpAuthentication.None)
        {
            yield return $"User {Name} encrypts with {Privacy} and does not authenticate: SNMPv3 has no privacy without authentication.";
        }

        if (Privacy != SnmpPrivacy.None && PrivacyPassword.Length == 0)
        {
            yield return $"User {Name} encrypts with {Privacy} and has no privacy password.";
        }
    }

    /// <summary>Name and protocols, without any password.</summary>
    public override string ToString() => $"{Name} ({Authentication}, {Privacy})";

    /// <summary>Refuses a user that cannot be used.</summary>
    /// <exception cref="ArgumentException">There are <see cref="Problems"/>; the message holds them all.</exception>
    internal SnmpUser Checked()
    {
        var problems = string.Join(' ', Problems());
        return problems.Length == 0 ? this : throw new ArgumentException(problems);
    }

    private static string NameOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Encoding.UTF8.GetByteCount(name) is >= 1 and <= LongestNameBytes
            ? name
            : throw new ArgumentException($"The name of an SNMPv3 user has from 1 to {LongestNameBytes} bytes.", nameof(name));
    }

    private static string PasswordOf(string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        return password.Length == 0 || Encoding.UTF8.GetByteCount(password) is >= ShortestPasswordBytes and <= LongestPasswordBytes
            ? password
            : throw new ArgumentException($"A password of SNMPv3 has from {ShortestPasswordBytes} to {LongestPasswordBytes} bytes.", nameof(password));
    }
}
