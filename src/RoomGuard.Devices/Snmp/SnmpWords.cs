using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>How settings and command lines spell the versions and protocols of SNMP.</summary>
public static class SnmpWords
{
    /// <summary>Protocol versions.</summary>
    public static IReadOnlyDictionary<string, SnmpVersion> Versions { get; } = new Dictionary<string, SnmpVersion>(StringComparer.Ordinal)
    {
        ["1"] = SnmpVersion.V1,
        ["2c"] = SnmpVersion.V2c,
        ["3"] = SnmpVersion.V3,
    };

    /// <summary>Authentication of SNMPv3; SHA-224 is not among them, for .NET lacks it.</summary>
    public static IReadOnlyDictionary<string, SnmpAuthentication> Authentications { get; } = new Dictionary<string, SnmpAuthentication>(StringComparer.Ordinal)
    {
        ["none"] = SnmpAuthentication.None,
        ["md5"] = SnmpAuthentication.Md5,
        ["sha1"] = SnmpAuthentication.Sha1,
        ["sha256"] = SnmpAuthentication.Sha256,
        ["sha384"] = SnmpAuthentication.Sha384,
        ["sha512"] = SnmpAuthentication.Sha512,
    };

    /// <summary>Privacy of SNMPv3; the longer keys of AES in both ways that devices make them.</summary>
    public static IReadOnlyDictionary<string, SnmpPrivacy> Privacies { get; } = new Dictionary<string, SnmpPrivacy>(StringComparer.Ordinal)
    {
        ["none"] = SnmpPrivacy.None,
        ["des"] = SnmpPrivacy.Des,
        ["aes128"] = SnmpPrivacy.Aes128,
        ["aes192"] = SnmpPrivacy.Aes192,
        ["aes256"] = SnmpPrivacy.Aes256,
        ["aes192-reeder"] = SnmpPrivacy.Aes192Reeder,
        ["aes256-reeder"] = SnmpPrivacy.Aes256Reeder,
    };
}
