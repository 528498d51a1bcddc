namespace RoomGuard.Snmp.Tests.Witnesses;

/// <summary>A user of every combination of protocols, under the names Net-SNMP gives them.</summary>
internal static class V3Users
{
    private const string AuthenticationPassword = "correct horse";
    private const string PrivacyPassword = "battery staple";

    private static readonly (SnmpAuthentication Protocol, string Name)[] Authentications =
    [
        (SnmpAuthentication.Md5, "MD5"), (SnmpAuthentication.Sha1, "SHA"), (SnmpAuthentication.Sha256, "SHA-256"),
        (SnmpAuthentication.Sha384, "SHA-384"), (SnmpAuthentication.Sha512, "SHA-512"),
    ];

    private static readonly (SnmpPrivacy Protocol, string Name)[] Privacies =
    [
        (SnmpPrivacy.Des, "DES"), (SnmpPrivacy.Aes128, "AES"), (SnmpPrivacy.Aes192, "AES-192"), (SnmpPrivacy.Aes256, "AES-256"),
        (SnmpPrivacy.Aes192Reeder, "AES-192-C"), (SnmpPrivacy.Aes256Reeder, "AES-256-C"),
    ];

    /// <summary>A user without protocols, one of each authentication, one of each authentication with each privacy.</summary>
    public static IReadOnlyList<SnmpUser> All { get; } =
    [
        new("nobody"),
        .. Authentications.Select(one => Of(one.Protocol, SnmpPrivacy.None)),
        .. Authentications.SelectMany(one => Privacies.Select(other => Of(one.Protocol, other.Protocol))),
    ];

    /// <summary>Names of <see cref="All"/>, as the cases of a theory.</summary>
    public static TheoryData<string> Names => [.. All.Select(user => user.Name)];

    public static SnmpUser Named(string name) => All.Single(user => user.Name == name);

    public static SnmpUser Of(SnmpAuthentication authentication, SnmpPrivacy privacy) => new($"{authentication}-{privacy}")
    {
        Authentication = authentication,
        AuthenticationPassword = AuthenticationPassword,
        Privacy = privacy,
        PrivacyPassword = privacy == SnmpPrivacy.None ? "" : PrivacyPassword,
    };

    /// <summary>The options that make a Net-SNMP tool this user.</summary>
    public static string[] Options(SnmpUser user) =>
    [
        "-v3", "-u", user.Name, "-l", Level(user),
        .. user.Authentication == SnmpAuthentication.None ? Array.Empty<string>() : ["-a", NameOf(user.Authentication), "-A", user.AuthenticationPassword],
        .. user.Privacy == SnmpPrivacy.None ? Array.Empty<string>() : ["-x", NameOf(user.Privacy), "-X", user.PrivacyPassword],
    ];

    /// <summary>The lines that make this user known to snmpd or snmptrapd.</summary>
    /// <param name="engineId">Engine the keys are for, in hexadecimal; null for their own.</param>
    public static string Create(SnmpUser user, string? engineId = null) =>
        $"createUser {(engineId is null ? "" : $"-e 0x{engineId} ")}{user.Name}"
        + (user.Authentication == SnmpAuthentication.None ? "" : $" {NameOf(user.Authentication)} \"{user.AuthenticationPassword}\"")
        + (user.Privacy == SnmpPrivacy.None ? "" : $" {NameOf(user.Privacy)} \"{user.PrivacyPassword}\"");

    public static string Level(SnmpUser user) => (user.Authentication, user.Privacy) switch
    {
        (SnmpAuthentication.None, _) => "noAuthNoPriv",
        (_, SnmpPrivacy.None) => "authNoPriv",
        _ => "authPriv",
    };

    private static string NameOf(SnmpAuthentication protocol) => Authentications.Single(one => one.Protocol == protocol).Name;

    private static string NameOf(SnmpPrivacy protocol) => Privacies.Single(one => one.Protocol == protocol).Name;
}
