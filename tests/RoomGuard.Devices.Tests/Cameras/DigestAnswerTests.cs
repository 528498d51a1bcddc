using CsCheck;
using RoomGuard.Devices.Cameras;
using RoomGuard.Devices.Cameras.Access;

namespace RoomGuard.Devices.Tests.Cameras;

public sealed class DigestAnswerTests
{
    private const string Rfc7616 = "realm=\"http-auth@example.org\", qop=\"auth, auth-int\", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
    private const string Cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

    private static readonly string[] Pieces = ["Digest ", "realm=", "\"", "\\", ",", "=", "nonce=\"x\"", "Basic", " ", "é"];

    [Theory]
    [InlineData("MD5", "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    public void The_examples_of_RFC_7616_come_out(string algorithm, string response)
    {
        var answer = Answer($"Digest {Rfc7616}, algorithm={algorithm}", ("Mufasa", "Circle of Life"), "/dir/index.html", Cnonce);
        Assert.Contains($"response=\"{response}\"", answer, StringComparison.Ordinal);
        Assert.Contains("qop=auth, nc=00000001", answer, StringComparison.Ordinal);
        Assert.Contains("opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_of_RFC_2617_and_the_older_form_come_out()
    {
        const string Challenge = "Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"";
        Assert.Contains("response=\"6629fae49393a05397450978507c4ef1\"", Answer(Challenge + ", qop=\"auth,auth-int\"", ("Mufasa", "Circle Of Life"), "/dir/index.html", "0a4f113b"), StringComparison.Ordinal);

        // RFC 2069's example, with the response of its errata.
        var old = Answer(Challenge, ("Mufasa", "CircleOfLife"), "/dir/index.html", "0a4f113b");
        Assert.Contains("response=\"1949323746fe6a43ef61f9606e7febea\"", old, StringComparison.Ordinal);
        Assert.DoesNotContain("qop", old, StringComparison.Ordinal);
    }

    [Fact]
    public void The_strongest_challenge_is_answered_and_Basic_only_where_nobody_can_read_it()
    {
        string[] headers = ["Basic realm=\"cam\"", "Digest realm=\"cam\", nonce=\"a\", Digest realm=\"cam\", nonce=\"b\", algorithm=SHA-256, qop=auth"];
        Assert.Contains("nonce=\"b\"", Answer(string.Join(", ", headers), ("u", "p"), "/", "c"), StringComparison.Ordinal);
        Assert.StartsWith("Basic dTpw", Answer(headers[0], ("u", "p"), "/", "c", isEncrypted: true), StringComparison.Ordinal);
        var refusal = Assert.Throws<CameraException>(() => Answer(headers[0], ("u", "p"), "/", "c"));
        Assert.Equal(CameraFault.Refused, refusal.Fault);
        Assert.DoesNotContain("dTpw", refusal.ToString(), StringComparison.Ordinal);
        Assert.Throws<CameraException>(() => Answer("Digest realm=\"cam\", nonce=\"a\", qop=\"auth-int\"", ("u", "p"), "/", "c"));
        Assert.Throws<CameraException>(() => Answer("Digest realm=\"cam\", nonce=\"a\", algorithm=SHA-512-256", ("u", "p"), "/", "c"));
        Assert.Throws<CameraException>(() => Answer("Negotiate", ("u", "p"), "/", "c"));
    }

    [Fact]
    public void Quotes_in_a_challenge_are_read_and_written_back()
    {
        var challenge = Assert.Single(AuthChallenge.Read("Digest realm=\"a \\\"b\\\", c\", nonce = \"n\",qop=auth"));
        Assert.Equal(("a \"b\", c", "n", "auth"), (challenge["realm"], challenge["nonce"], challenge["qop"]));
        Assert.Contains("realm=\"a \\\"b\\\", c\"", Answer("Digest realm=\"a \\\"b\\\", c\", nonce=n", ("u", "p"), "/", "c"), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_header_gives_some_challenges_and_never_more_than_a_few() =>
        Gen.OneOf(Gen.Char[' ', '~'].Array[0, 80].Select(chars => new string(chars)), Gen.Int[0, Pieces.Length - 1].Array[0, 60].Select(picks => string.Concat(picks.Select(pick => Pieces[pick]))))
            .Sample(
                header =>
                {
                    var challenges = AuthChallenge.Read(header);
                    Assert.InRange(challenges.Count, 0, 8);
                    try
                    {
                        DigestAnswer.To(challenges, new CameraLogin("u", "p"), ("DESCRIBE", "rtsp://a/"), false, "c");
                    }
                    catch (CameraException)
                    {
                        // A typed refusal is the other thing that may happen.
                    }
                },
                iter: 30_000);

    private static string Answer(string header, (string User, string Password) who, string address, string cnonce, bool isEncrypted = false) =>
        DigestAnswer.To(AuthChallenge.Read(header), new CameraLogin(who.User, who.Password), ("GET", address), isEncrypted, cnonce);
}
