using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using RoomGuard.Central.Journals.Proving;
using RoomGuard.Central.Options;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Journals;

/// <summary>Time stamps of RFC 3161, from an authority that OpenSSL plays.</summary>
public sealed class TimestampTests : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private readonly HttpListener _listener = new();
    private readonly int _port = Ports.FreeTcp();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _scratch.Write("ts.cnf", """
            [ tsa ]
            default_tsa = one
            [ one ]
            serial = serial
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256
            [ ext ]
            extendedKeyUsage = critical,timeStamping
            """);
        _scratch.Write("serial", "01\n");
        await OpenSslAsync("req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=Root -keyout ca.key -out ca.pem");
        await OpenSslAsync("req -newkey rsa:2048 -nodes -subj /CN=TSA -keyout tsa.key -out tsa.csr");
        await OpenSslAsync("x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 20 -extfile ts.cnf -extensions ext -out tsa.pem");
        _listener.Prefixes.Add(FormattableString.Invariant($"http://127.0.0.1:{_port}/"));
        _listener.Start();
        _ = ServeAsync();
    }

    public ValueTask DisposeAsync()
    {
        _listener.Close();
        _scratch.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_token_is_over_the_signature_and_holds_for_OpenSSL()
    {
        var signature = "a signature"u8.ToArray();
        using var stamper = Stamper("tsa");
        var token = Assert.IsType<string>(await stamper.StampAsync(signature, Stop));
        await File.WriteAllBytesAsync(_scratch.Path("token"), Convert.FromBase64String(token), Stop);
        await File.WriteAllBytesAsync(_scratch.Path("data"), signature, Stop);
        Assert.Contains("Verification: OK", await OpenSslAsync("ts -verify -in token -token_in -data data -CAfile ca.pem"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("broken")]
    [InlineData("missing")]
    public async Task An_authority_that_gives_none_holds_nothing_up(string path)
    {
        using var stamper = Stamper(path);
        Assert.Null(await stamper.StampAsync("x"u8.ToArray(), Stop));
    }

    private Timestamper Stamper(string path) => new(
        new CentralOptions
        {
            Folder = _scratch.Folder,
            Broker = new BrokerOptions(),
            Journals = new JournalOptions { TimestampUrl = new Uri(FormattableString.Invariant($"http://127.0.0.1:{_port}/{path}")) },
        },
        NullLogger<Timestamper>.Instance);

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext call;
            try
            {
                call = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            await AnswerAsync(call);
        }
    }

    private async Task AnswerAsync(HttpListenerContext call)
    {
        switch (call.Request.Url!.AbsolutePath)
        {
            case "/tsa":
                await using (var query = File.Create(_scratch.Path("query")))
                {
                    await call.Request.InputStream.CopyToAsync(query, Stop);
                }

                await OpenSslAsync("ts -reply -config ts.cnf -queryfile query -signer tsa.pem -inkey tsa.key -chain ca.pem -out reply");
                await call.Response.OutputStream.WriteAsync(await File.ReadAllBytesAsync(_scratch.Path("reply"), Stop), Stop);
                break;
            case "/broken":
                await call.Response.OutputStream.WriteAsync("no reply"u8.ToArray(), Stop);
                break;
            default:
                call.Response.StatusCode = 404;
                break;
        }

        call.Response.Close();
    }

    // OpenSSL works in the scratch folder.
    private async Task<string> OpenSslAsync(string arguments)
    {
        var (code, output) = await RealProcess.RunAsync("/bin/sh", ["-c", $"cd {_scratch.Folder} && {Needs.Program("openssl", "openssl")} {arguments}"]);
        Assert.True(code == 0, $"openssl {arguments}: {output}");
        return output;
    }
}
