using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using RoomGuard.Central.Journals.Proving;
using RoomGuard.Central.Options;
using RoomGuard.Contract.Messages;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Journals;

/// <summary>The key that signs: in a file, and on a token.</summary>
public sealed partial class JournalKeyTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_key_of_our_own_is_made_once_and_nobody_else_may_read_it()
    {
        var path = _scratch.Path("keys/journal-signing.pem");
        using var made = FileJournalKey.LoadOrMake(path);
        using var again = FileJournalKey.LoadOrMake(path);
        Assert.Equal(made.PublicKey, again.PublicKey);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Holds(made);
    }

    [Theory]
    [InlineData("no key")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public void A_file_without_a_key_is_named_with_how_to_make_one(string text) =>
        Assert.Contains("openssl ecparam", Assert.Throws<CryptographicException>(() => FileJournalKey.Load(_scratch.Write("key.pem", text))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_key_that_OpenSSL_made_signs_and_one_on_another_curve_is_refused()
    {
        await RealProcess.RunAsync(Needs.Program("openssl", "openssl"), ["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", _scratch.Path("good.pem")]);
        using var key = FileJournalKey.Load(_scratch.Path("good.pem"));
        Holds(key);
        await RealProcess.RunAsync(Needs.Program("openssl", "openssl"), ["ecparam", "-name", "secp384r1", "-genkey", "-noout", "-out", _scratch.Path("other.pem")]);
        Assert.Contains("P-256", Assert.Throws<CryptographicException>(() => FileJournalKey.Load(_scratch.Path("other.pem"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_on_a_token_signs_and_never_leaves_it()
    {
        var tool = Needs.Program("softhsm2-util", "softhsm2");
        var library = "/usr/lib/softhsm/libsofthsm2.so";
        Directory.CreateDirectory(_scratch.Path("tokens"));
        var settings = _scratch.Write("softhsm2.conf", $"directories.tokendir = {_scratch.Path("tokens")}\n");

        // The library reads the environment of the process itself.
        Assert.Equal(0, SetEnvironment("SOFTHSM2_CONF", settings, 1));
        using var ours = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var file = _scratch.Write("key.p8", ours.ExportPkcs8PrivateKeyPem());
        await ToolAsync(tool, settings, "--init-token", "--free", "--label", "roomguard", "--pin", "2468", "--so-pin", "1357");
        await ToolAsync(tool, settings, "--import", file, "--token", "roomguard", "--label", "journals", "--id", "01", "--pin", "2468");

        using (var key = new TokenJournalKey(new Pkcs11Options(library, "roomguard", "journals", new Secret("2468"))))
        {
            Assert.Equal(Convert.ToBase64String(ours.ExportSubjectPublicKeyInfo()), key.PublicKey);
            Holds(key);
        }

        Assert.Contains("no token is called", Refusal(library, "other", "journals", "2468"), StringComparison.Ordinal);
        Assert.Contains("there must be one", Refusal(library, "roomguard", "other", "2468"), StringComparison.Ordinal);
        Assert.Contains("CKR_PIN_INCORRECT", Refusal(library, "roomguard", "journals", "0000"), StringComparison.Ordinal);
    }

    private static string Refusal(string library, string token, string key, string pin) =>
        Assert.Throws<CryptographicException>(() => new TokenJournalKey(new Pkcs11Options(library, token, key, new Secret(pin))).Dispose()).Message;

    private static void Holds(IJournalKey key)
    {
        var data = Encoding.UTF8.GetBytes("Ұлттық");
        Assert.Equal(SignatureStanding.Valid, SignedCheckpoint.Check(data, key.Sign(SHA256.HashData(data)), key.PublicKey));
        Assert.Equal(SignatureStanding.Broken, SignedCheckpoint.Check("other"u8, key.Sign(SHA256.HashData(data)), key.PublicKey));
    }

    private static async Task ToolAsync(string tool, string settings, params string[] arguments)
    {
        var (code, output) = await RealProcess.RunAsync("/usr/bin/env", [$"SOFTHSM2_CONF={settings}", tool, .. arguments]);
        Assert.True(code == 0, output);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
