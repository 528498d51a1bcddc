namespace RoomGuard.Snmp.Tests;

public sealed class SnmpUserTests
{
    [Fact]
    public void A_user_shows_its_name_and_protocols_and_no_password()
    {
        var user = new SnmpUser("guard") { Authentication = SnmpAuthentication.Sha256, AuthenticationPassword = "correct horse", Privacy = SnmpPrivacy.Aes128, PrivacyPassword = "battery staple" };

        Assert.Equal("guard (Sha256, Aes128)", user.ToString());
        Assert.Empty(user.Problems());
    }

    [Fact]
    public void Sha224_is_refused_in_words()
    {
        var error = Assert.Throws<NotSupportedException>(() => new SnmpUser("guard") { Authentication = SnmpAuthentication.Sha224 });

        Assert.Equal("SHA-224 is not available on this platform: give the user SHA-256, SHA-384 or SHA-512, which every device with SHA-224 has too.", error.Message);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Equal(
            ["User guard encrypts with Aes128 and does not authenticate: SNMPv3 has no privacy without authentication.", "User guard encrypts with Aes128 and has no privacy password."],
            new SnmpUser("guard") { Privacy = SnmpPrivacy.Aes128 }.Problems());
        Assert.Equal(["User guard authenticates with Md5 and has no authentication password."], new SnmpUser("guard") { Authentication = SnmpAuthentication.Md5 }.Problems());
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void A_password_has_8_to_255_bytes(int bytes, bool isAccepted)
    {
        var password = new string('x', bytes);
        var error = Record.Exception(() => new SnmpUser("guard") { AuthenticationPassword = password });

        Assert.Equal(isAccepted, error is null);
        Assert.DoesNotContain(password, error?.ToString() ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a name of more than thirty-two by")]
    public void A_name_has_1_to_32_bytes(string name)
    {
        Assert.Throws<ArgumentException>(() => new SnmpUser(name));
        Assert.Throws<ArgumentException>(() => new SnmpUser("guard") with { Name = name });
    }
}
