using System.Text;
using CsCheck;
using RoomGuard.Contract.Messages;
using RoomGuard.Testing;

namespace RoomGuard.Contract.Tests.Messages;

public sealed class SignedCheckpointTests : IDisposable
{
    private readonly JournalHeads _centre = new();

    public void Dispose() => _centre.Dispose();

    [Fact]
    public void A_checkpoint_gives_its_heads_and_its_signature_holds()
    {
        var signed = Read(_centre.Message(17, JournalHeads.Head("35.1", 12, marks: 3), JournalHeads.Head("35.7", 4)));
        Assert.NotNull(signed);
        var checkpoint = signed.Open();
        Assert.NotNull(checkpoint);
        Assert.Equal((17, "Бас орталық", _centre.KeyHash), (checkpoint.No, checkpoint.Centre, checkpoint.Key));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero), checkpoint.At);
        Assert.Equal([new JournalHead("35.1", 12, JournalHeads.Hash("35.112"), 3, JournalHeads.Hash("marks35.13")), new JournalHead("35.7", 4, JournalHeads.Hash("35.74"), 0, JournalHeads.Hash("marks35.70"))], checkpoint.Heads);
        Assert.Equal(SignatureStanding.Valid, signed.CheckSignature());
        Assert.Null(signed.Timestamp);
    }

    [Fact]
    public void Order_of_keys_white_space_escapes_and_members_of_a_later_version_do_not_matter_to_the_signature()
    {
        var words = _centre.Words(1, JournalHeads.Head("35.1", 1)).Replace("\"no\":1,\"previous\"", "\"no\":1,\"note\":\"é\",\"previous\"", StringComparison.Ordinal);
        var told = words.Replace("{\"at\":\"2026-11-22T12:00:00Z\",", "{ \"note\" : \"\\u00e9\",\n", StringComparison.Ordinal)
            .Replace(",\"note\":\"é\"", "", StringComparison.Ordinal)
            .Replace("\"}", "\", \"at\":\"2026-11-22T12:00:00Z\"}", StringComparison.Ordinal);
        var signed = Read(_centre.Message(words, told));
        Assert.Equal(words, signed!.Content);
        Assert.Equal(SignatureStanding.Valid, signed.CheckSignature());
    }

    [Fact]
    public void One_changed_digit_breaks_it()
    {
        var words = _centre.Words(1, JournalHeads.Head("35.1", 12));
        Assert.Equal(SignatureStanding.Broken, Read(_centre.Message(words, words.Replace("\"no\":12", "\"no\":11", StringComparison.Ordinal)))!.CheckSignature());
    }

    [Fact]
    public void A_key_that_is_not_the_one_the_checkpoint_names_breaks_it()
    {
        using var other = new JournalHeads();
        Assert.Equal(SignatureStanding.Broken, Read(other.Message(_centre.Words(1)))!.CheckSignature());
    }

    [Fact]
    public void A_key_on_a_curve_that_the_platform_does_not_have_is_not_tried()
    {
        var key = Convert.FromBase64String(_centre.PublicKey);
        key[Array.LastIndexOf(key, (byte)0xCE, 22)] ^= 1;
        var words = _centre.Words(1).Replace(_centre.KeyHash, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(key)), StringComparison.Ordinal);
        Assert.Equal(SignatureStanding.Untried, Read(_centre.Message(words).Replace(_centre.PublicKey, Convert.ToBase64String(key), StringComparison.Ordinal))!.CheckSignature());
    }

    [Fact]
    public void A_key_of_a_kind_that_is_not_known_is_not_tried()
    {
        var key = "a key of tomorrow"u8.ToArray();
        var words = _centre.Words(1).Replace(_centre.KeyHash, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(key)), StringComparison.Ordinal);
        var message = _centre.Message(words).Replace(_centre.PublicKey, Convert.ToBase64String(key), StringComparison.Ordinal);
        Assert.Equal(SignatureStanding.Untried, Read(message)!.CheckSignature());
    }

    [Fact]
    public async Task What_openssl_signed_is_valid()
    {
        using var folder = new Scratch();
        var openssl = Needs.Program("openssl", "openssl");
        await Run("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", folder.Path("key.pem"));
        await Run("ec", "-in", folder.Path("key.pem"), "-pubout", "-outform", "DER", "-out", folder.Path("key.der"));
        var spki = await File.ReadAllBytesAsync(folder.Path("key.der"), TestContext.Current.CancellationToken);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(spki));
        var words = folder.Write("words.json", _centre.Words(1, JournalHeads.Head("35.1", 1)).Replace(_centre.KeyHash, hash, StringComparison.Ordinal));
        await Run("dgst", "-sha256", "-sign", folder.Path("key.pem"), "-out", folder.Path("signature"), words);
        var signature = await File.ReadAllBytesAsync(folder.Path("signature"), TestContext.Current.CancellationToken);
        var message = $$"""{"signature":"{{Convert.ToBase64String(signature)}}","publicKey":"{{Convert.ToBase64String(spki)}}","checkpoint":{{await File.ReadAllTextAsync(words, TestContext.Current.CancellationToken)}},"timestamp":"MAA="}""";
        var signed = Read(message);
        Assert.Equal((SignatureStanding.Valid, "MAA="), (signed!.CheckSignature(), signed.Timestamp));

        async Task Run(params string[] arguments)
        {
            var (exitCode, output) = await RealProcess.RunAsync(openssl, arguments);
            Assert.True(exitCode == 0, output);
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"checkpoint":{},"publicKey":"MAA=","signature":"MAA="}""")]
    public void What_lacks_something_is_refused(string json) => Assert.Null(Read(json));

    [Theory]
    [InlineData("\"no\":17", "\"no\":-1")]
    [InlineData("\"no\":17", "\"no\":1.5")]
    [InlineData("\"no\":17", "\"no\":17,\"no\":18")]
    [InlineData("\"centre\":\"Бас орталық\"", "\"centre\":\"\"")]
    [InlineData("2026-11-22T12:00:00Z", "yesterday")]
    [InlineData("\"journal\":\"35.7\"", "\"journal\":\"35.1\"")]
    [InlineData("\"hash\":\"", "\"hash\":\"Z")]
    [InlineData("\"publicKey\":\"", "\"publicKey\":\"*")]
    [InlineData("\"signature\":\"", "\"timestamp\":7,\"signature\":\"")]
    public void One_wrong_member_is_refused(string right, string wrong)
    {
        var message = _centre.Message(17, JournalHeads.Head("35.1", 12), JournalHeads.Head("35.7", 4));
        Assert.NotNull(Read(message));
        Assert.Contains(right, message, StringComparison.Ordinal);
        Assert.Null(Read(message.Replace(right, wrong, StringComparison.Ordinal)));
    }

    [Fact]
    public void More_than_64_KiB_a_second_document_and_bytes_that_are_no_UTF8_are_refused()
    {
        var message = _centre.Message(1);
        Assert.NotNull(Read(message + new string(' ', SignedCheckpoint.MaxBytes - Encoding.UTF8.GetByteCount(message))));
        Assert.Null(Read(message + new string(' ', SignedCheckpoint.MaxBytes)));
        Assert.Null(Read(message + message));
        var bytes = Encoding.UTF8.GetBytes(message);
        bytes[Array.IndexOf(bytes, (byte)0xD0)] = 0xFF;
        Assert.False(SignedCheckpoint.TryRead(bytes, out _));
    }

    [Fact]
    public void Any_bytes_are_read_or_refused_without_a_throw() =>
        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            SignedCheckpoint.TryRead(bytes, out _);
        }, iter: 5_000);

    [Fact]
    public void A_good_checkpoint_with_any_bytes_changed_is_read_or_refused_and_never_valid_when_its_words_changed()
    {
        var good = Encoding.UTF8.GetBytes(_centre.Message(17, JournalHeads.Head("35.1", 12), JournalHeads.Head("35.7", 4, marks: 2)));
        var words = Read(Encoding.UTF8.GetString(good))!.Content;
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Array[1, 4].Sample(changes =>
        {
            var bytes = (byte[])good.Clone();
            foreach (var (at, value) in changes)
            {
                bytes[at] = value;
            }

            return !SignedCheckpoint.TryRead(bytes, out var signed) || signed.CheckSignature() != SignatureStanding.Valid || signed.Content == words;
        }, iter: 20_000);
    }

    private static SignedCheckpoint? Read(string json) => SignedCheckpoint.TryRead(Encoding.UTF8.GetBytes(json), out var signed) ? signed : null;
}
