using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using RoomGuard.Central.Ingest;
using RoomGuard.Central.Options;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Running;

/// <summary>Certificates on both sides: a broker that asks for ours, and pages over HTTPS.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public TlsTests() => Certificates.Write(_scratch);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _scratch.Dispose();
    }

    [Fact]
    public async Task A_broker_that_demands_certificates_lets_us_in_with_ours_and_not_without()
    {
        var port = Ports.FreeTcp();
        await using var broker = await StartBrokerAsync(port);
        Assert.True(await ConnectsAsync(port, new BrokerTlsOptions(_scratch.Path("ca.pem"), _scratch.Path("client.pem"), _scratch.Path("client.key"))));
        Assert.False(await ConnectsAsync(port, new BrokerTlsOptions(_scratch.Path("ca.pem"), null, null)));
    }

    [Fact]
    public async Task A_broker_whose_certificate_another_authority_signed_is_not_trusted()
    {
        var port = Ports.FreeTcp();
        await using var broker = await StartBrokerAsync(port);
        using var other = new Scratch();
        Certificates.Write(other);

        Assert.False(await ConnectsAsync(port, new BrokerTlsOptions(other.Path("ca.pem"), _scratch.Path("client.pem"), _scratch.Path("client.key"))));
    }

    [Fact]
    public async Task The_pages_are_served_over_HTTPS_with_the_certificate_of_the_settings()
    {
        await using var site = await CentralSite.PrepareAsync(options => options with
        {
            Listen = options.Listen with { CertificateFile = _scratch.Path("server.pem"), KeyFile = _scratch.Path("server.key") },
        });
        await site.StartAgainAsync();
        Assert.Equal("https", site.Http.BaseAddress!.Scheme);
        using var authority = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(_scratch.Path("ca.pem"), Stop));
        using var trusting = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, chain, _) => Trusts(authority, certificate!, chain!) };
        using var http = new HttpClient(trusting);

        Assert.Contains("\"ok\"", await http.GetStringAsync(new Uri(site.Http.BaseAddress, "healthz"), Stop), StringComparison.Ordinal);
        await Assert.ThrowsAsync<HttpRequestException>(() => site.Http.GetStringAsync(new Uri("healthz", UriKind.Relative), Stop));
    }

    private static bool Trusts(X509Certificate2 authority, X509Certificate2 certificate, X509Chain chain)
    {
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    private async Task<RealProcess> StartBrokerAsync(int port)
    {
        var config = _scratch.Write("mosquitto.conf", string.Create(CultureInfo.InvariantCulture, $"""
            listener {port} 127.0.0.1
            cafile {_scratch.Path("ca.pem")}
            certfile {_scratch.Path("server.pem")}
            keyfile {_scratch.Path("server.key")}
            require_certificate true
            use_identity_as_username true
            allow_anonymous false
            user root
            """));
        var broker = RealProcess.Start(Needs.Program("mosquitto", "mosquitto"), ["-c", config]);
        await broker.UntilAsync(() => Ports.AcceptsAsync(port), TimeSpan.FromSeconds(10), "mosquitto accepts connections");
        return broker;
    }

    private static async Task<bool> ConnectsAsync(int port, BrokerTlsOptions tls)
    {
        var log = new KeptLog<MqttLink>();
        var link = new MqttLink(new BrokerOptions { Host = "127.0.0.1", Port = port, Tls = tls }, "tls-test", ["roomguard/1/+/+/live"], new Inflow(), log);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var running = link.RunAsync(Channel.CreateUnbounded<IncomingMessage>().Writer, end.Token);
        await CentralSite.UntilAsync(() => Task.FromResult(link.IsConnected || !log.Lines.IsEmpty), "the link is up, or says why not");
        var isConnected = link.IsConnected;
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        return isConnected;
    }
}
