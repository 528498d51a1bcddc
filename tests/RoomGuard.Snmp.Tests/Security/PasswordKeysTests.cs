using RoomGuard.Snmp.Security;

namespace RoomGuard.Snmp.Tests.Security;

/// <summary>The keys that RFC 3414 A.3 and A.5 print, those of draft-reeder-snmpv3-usm-3desede section 2.1, and the extension of draft-blumenthal-aes-usm.</summary>
public sealed class PasswordKeysTests
{
    private static readonly SnmpEngineId Engine = SnmpEngineId.Parse("000000000000000000000002");

    [Theory]
    [InlineData(SnmpAuthentication.Md5, "9faf3283884e92834ebc9847d8edd963")]
    [InlineData(SnmpAuthentication.Sha1, "9fb5cc0381497b3793528939ff788d5d79145211")]
    public void A_password_gives_the_key_the_standard_prints(SnmpAuthentication algorithm, string key) =>
        Assert.Equal(key, Convert.ToHexStringLower(PasswordKeys.FromPassword(algorithm, "maplesyrup")));

    [Theory]
    [InlineData(SnmpAuthentication.Md5, "maplesyrup", "526f5eed9fcce26f8964c2930787d82b")]
    [InlineData(SnmpAuthentication.Sha1, "maplesyrup", "6695febc9288e36282235fc7151f128497b38f3f")]
    [InlineData(SnmpAuthentication.Md5, "newsyrup", "87021d7bd9d101ba05ea6e3bf9d9bd4a")]
    [InlineData(SnmpAuthentication.Sha1, "newsyrup", "78e2dcce79d59403b58c1bbaa5bff46391f1cd25")]
    public void A_key_is_localised_as_the_standard_prints_it(SnmpAuthentication algorithm, string password, string key) =>
        Assert.Equal(key, Convert.ToHexStringLower(PasswordKeys.Localise(algorithm, PasswordKeys.FromPassword(algorithm, password), Engine)));

    [Theory]
    [InlineData(SnmpAuthentication.Md5, SnmpPrivacy.Aes256Reeder, "526f5eed9fcce26f8964c2930787d82b79eff44a90650ee0a3a40abfac5acc12")]
    [InlineData(SnmpAuthentication.Sha1, SnmpPrivacy.Aes256Reeder, "6695febc9288e36282235fc7151f128497b38f3f9b8b6d78936ba6e7d19dfd9c")]
    [InlineData(SnmpAuthentication.Sha1, SnmpPrivacy.Aes192Reeder, "6695febc9288e36282235fc7151f128497b38f3f9b8b6d78")]
    [InlineData(SnmpAuthentication.Sha1, SnmpPrivacy.Aes128, "6695febc9288e36282235fc7151f1284")]
    [InlineData(SnmpAuthentication.Sha1, SnmpPrivacy.Des, "6695febc9288e36282235fc7151f1284")]
    public void A_privacy_key_has_the_length_of_its_cipher(SnmpAuthentication algorithm, SnmpPrivacy privacy, string key) =>
        Assert.Equal(key, Convert.ToHexStringLower(PasswordKeys.ForPrivacy(algorithm, privacy, PasswordKeys.FromPassword(algorithm, "maplesyrup"), Engine)));

    [Fact]
    public void Blumenthal_appends_the_hash_of_the_key()
    {
        var password = PasswordKeys.FromPassword(SnmpAuthentication.Md5, "maplesyrup");
        var localised = PasswordKeys.Localise(SnmpAuthentication.Md5, password, Engine);

        using var hash = SnmpAuthentication.Md5.Hashing();
        hash.AppendData(localised);

        Assert.Equal([.. localised, .. hash.GetHashAndReset()], PasswordKeys.ForPrivacy(SnmpAuthentication.Md5, SnmpPrivacy.Aes256, password, Engine));
    }

    [Theory]
    [InlineData(SnmpAuthentication.Sha256, SnmpPrivacy.Aes256, SnmpPrivacy.Aes256Reeder)]
    [InlineData(SnmpAuthentication.Sha512, SnmpPrivacy.Aes192, SnmpPrivacy.Aes192Reeder)]
    public void A_hash_that_is_long_enough_makes_both_extensions_one(SnmpAuthentication algorithm, SnmpPrivacy blumenthal, SnmpPrivacy reeder)
    {
        var password = PasswordKeys.FromPassword(algorithm, "maplesyrup");

        Assert.Equal(PasswordKeys.ForPrivacy(algorithm, blumenthal, password, Engine), PasswordKeys.ForPrivacy(algorithm, reeder, password, Engine));
    }
}
