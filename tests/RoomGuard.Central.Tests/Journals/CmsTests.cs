using System.Text;
using RoomGuard.Central.Journals;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Journals;

/// <summary>Detached signatures that OpenSSL makes, as a national certification authority and its clients would.</summary>
public sealed class CmsTests : IAsyncLifetime
{
    private const string Signed = "3f0a6d0d3a1c2ce0a8bd1ad1b3c0b7a28e01d5f4a6b1c9f0e7d2a4b6c8d0e2f4";

    private readonly Scratch _scratch = new();

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await OpenSslAsync("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=Test root", "-keyout", "ca.key", "-out", "ca.pem");
        await MakeSignerAsync("signer", "20");
        await File.WriteAllTextAsync(_scratch.Path("entry"), Signed, Stop);
    }

    public ValueTask DisposeAsync()
    {
        _scratch.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("PEM")]
    [InlineData("DER")]
    public async Task A_signature_from_a_known_root_holds_and_names_its_signer(string form)
    {
        var (signature, facts, refusal) = new CmsCheck(_scratch.Path("ca.pem")).Check(await SignAsync("signer", form), Signed, Now);
        Assert.Null(refusal);
        Assert.Equal("trusted", facts!.Trust);
        Assert.Contains("CN=Ахметов Әлихан", facts.Subject, StringComparison.Ordinal);
        Assert.NotNull(facts.SignedAt);

        // And what was kept holds for OpenSSL, too.
        await File.WriteAllBytesAsync(_scratch.Path("kept.p7s"), signature!, Stop);
        Assert.Contains("Verification successful", await OpenSslAsync("cms", "-verify", "-binary", "-inform", "DER", "-in", "kept.p7s", "-content", "entry", "-CAfile", "ca.pem", "-purpose", "any", "-out", "out"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_over_another_entry_is_refused() =>
        Refuses(await SignAsync("signer", "PEM"), Signed.Replace('3', '4'), "not over this entry");

    [Fact]
    public async Task One_from_a_stranger_s_root_is_refused_and_without_roots_it_is_kept_as_unchecked()
    {
        await OpenSslAsync("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=Stranger", "-keyout", "stranger.key", "-out", "stranger.pem");
        var cms = await SignAsync("stranger", "PEM");
        Refuses(cms, Signed, "does not come from a root");
        Assert.Equal("chain_not_checked", new CmsCheck(null).Check(cms, Signed, Now).Facts!.Trust);
    }

    [Fact]
    public async Task One_by_a_certificate_that_was_over_is_refused()
    {
        var (_, _, refusal) = new CmsCheck(_scratch.Path("ca.pem")).Check(await SignAsync("signer", "PEM", "-noattr"), Signed, Now.AddDays(25));
        Assert.Contains("not valid when it was signed", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_from_the_future_is_refused() =>
        Assert.Contains("future", new CmsCheck(_scratch.Path("ca.pem")).Check(await SignAsync("signer", "PEM"), Signed, Now.AddHours(-1)).Refusal, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("no base64!")]
    [InlineData("AAAA")]
    [InlineData("MIIB")]
    public void What_is_no_signature_is_refused(string cms) => Assert.NotNull(new CmsCheck(null).Check(cms, Signed, Now).Refusal);

    [Fact]
    public async Task Any_bytes_are_a_signature_or_refused()
    {
        var der = Convert.FromBase64String(string.Concat((await SignAsync("signer", "PEM")).Split('\n').Where(line => !line.StartsWith('-'))));
        var random = new Random(35);
        var check = new CmsCheck(_scratch.Path("ca.pem"));
        for (var i = 0; i < 300; i++)
        {
            var bytes = (byte[])der.Clone();
            bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
            var (_, facts, refusal) = check.Check(Convert.ToBase64String(bytes), Signed, Now);
            Assert.True(refusal is not null || facts is not null);
        }
    }

    private void Refuses(string cms, string content, string why) =>
        Assert.Contains(why, new CmsCheck(_scratch.Path("ca.pem")).Check(cms, content, Now).Refusal, StringComparison.Ordinal);

    private async Task MakeSignerAsync(string name, string days)
    {
        await OpenSslAsync("req", "-newkey", "rsa:2048", "-nodes", "-utf8", "-subj", "/CN=Ахметов Әлихан", "-keyout", $"{name}.key", "-out", $"{name}.csr");
        await OpenSslAsync("x509", "-req", "-in", $"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", days, "-out", $"{name}.pem");
    }

    private async Task<string> SignAsync(string name, string form, params string[] more)
    {
        await OpenSslAsync(["cms", "-sign", "-binary", "-in", "entry", "-signer", $"{name}.pem", "-inkey", $"{name}.key", "-outform", form, "-out", "signature", .. more]);
        var bytes = await File.ReadAllBytesAsync(_scratch.Path("signature"), Stop);
        return form == "PEM" ? Encoding.ASCII.GetString(bytes) : Convert.ToBase64String(bytes);
    }

    // OpenSSL works in the scratch folder.
    private async Task<string> OpenSslAsync(params string[] arguments)
    {
        var (code, output) = await RealProcess.RunAsync("/bin/sh", ["-c", $"cd {_scratch.Folder} && exec {Needs.Program("openssl", "openssl")} \"$@\"", "sh", .. arguments]);
        Assert.True(code == 0, $"openssl {string.Join(' ', arguments)}: {output}");
        return output;
    }
}
