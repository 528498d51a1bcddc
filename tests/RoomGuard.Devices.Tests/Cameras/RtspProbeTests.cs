using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using RoomGuard.Devices.Cameras;
using RoomGuard.Devices.Cameras.Access;
using RoomGuard.Devices.Cameras.Rtsp;
using RoomGuard.Testing;
using RoomGuard.Testing.Cameras;

namespace RoomGuard.Devices.Tests.Cameras;

/// <summary>The probe against GStreamer's own RTSP server, and against servers that mean it ill.</summary>
public sealed class RtspProbeTests : IDisposable
{
    private readonly Scratch _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_real_server_is_seen_with_digest_and_refuses_a_wrong_password()
    {
        var port = Ports.FreeTcp();
        await using var server = await GstRtsp.StartAsync(_folder, port, "digest");
        await Probe($"rtsp://127.0.0.1:{port}/cam").LookAsync(Stop);
        await RefusedAsync(CameraFault.Refused, "refuses us", Probe($"rtsp://127.0.0.1:{port}/cam", password: "wrong"));
        await RefusedAsync(CameraFault.Refused, "refuses us", new RtspProbe(new Uri($"rtsp://127.0.0.1:{port}/cam"), null, new CameraTrust(), TimeSpan.FromSeconds(5)));
        await RefusedAsync(CameraFault.Lacking, "no such stream", Probe($"rtsp://127.0.0.1:{port}/none"));
        await RefusedAsync(CameraFault.Lacking, "has no video", Probe($"rtsp://127.0.0.1:{port}/sound"));
    }

    [Fact]
    public async Task A_real_server_with_Basic_is_answered_by_option_or_over_TLS_only()
    {
        var port = Ports.FreeTcp();
        await using var server = await GstRtsp.StartAsync(_folder, port, "basic");
        await RefusedAsync(CameraFault.Refused, "set allowBasic", Probe($"rtsp://127.0.0.1:{port}/cam"));
        await Probe($"rtsp://127.0.0.1:{port}/cam", allowsPlain: true).LookAsync(Stop);
    }

    [Fact]
    public async Task Over_TLS_only_the_pinned_certificate_or_the_sites_own_authority_is_believed()
    {
        using var authority = new TestAuthority(_folder);
        authority.Issue("cam");
        var port = Ports.FreeTcp();
        await using var server = await GstRtsp.StartAsync(_folder, port, "basic", _folder.Path("cam"));
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(_folder.Path("cam.pem"));
        var fingerprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        var address = $"rtsps://127.0.0.1:{port}/cam";
        await Probe(address, trust: new CameraTrust { Fingerprint = fingerprint }).LookAsync(Stop);
        await Probe(address, trust: new CameraTrust { AuthorityFile = _folder.Path("ca.pem") }).LookAsync(Stop);
        await RefusedAsync(CameraFault.Refused, "certificate", Probe(address));
        await RefusedAsync(CameraFault.Refused, "certificate", Probe(address, trust: new CameraTrust { Fingerprint = new string('0', 64) }));
    }

    [Fact]
    public async Task Nobody_there_and_a_slow_drip_are_silence_within_the_time()
    {
        await RefusedAsync(CameraFault.Silent, "refused", Probe($"rtsp://127.0.0.1:{Ports.FreeTcp()}/cam"));
        await using var drip = ScriptedServer.Says("RTSP/1.0 200 OK\r\nA: ", "x", TimeSpan.FromMilliseconds(50));
        var watch = Stopwatch.StartNew();
        await RefusedAsync(CameraFault.Silent, "no whole answer in 0.6 s", Probe($"rtsp://127.0.0.1:{drip.Port}/cam", seconds: 0.6));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.5, 5);
    }

    [Theory]
    [InlineData("RTSP/1.0 302 Moved\r\nCSeq: 1\r\nLocation: rtsp://127.0.0.1/cam\r\n\r\n", "", CameraFault.Lacking, "sends us elsewhere")]
    [InlineData("RTSP/1.0 401 Unauthorized\r\nCSeq: 1\r\nWWW-Authenticate: Bearer x=y\r\n\r\n", "", CameraFault.Refused, "not spoken here")]
    [InlineData("RTSP/1.0 200 OK\r\n", "A: b\r\n", CameraFault.Corrupt, "more than 64 headers")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "", CameraFault.Corrupt, "no RTSP")]
    [InlineData("", "\u0000\u0001\u0002", CameraFault.Corrupt, "longer than 4096")]
    public async Task A_server_that_means_it_ill_is_named(string answer, string more, CameraFault fault, string why)
    {
        await using var server = ScriptedServer.Says(answer, more);
        await RefusedAsync(fault, why, Probe($"rtsp://127.0.0.1:{server.Port}/cam?token=abc123"));
    }

    private static async Task RefusedAsync(CameraFault fault, string why, RtspProbe probe)
    {
        var refusal = await Assert.ThrowsAsync<CameraException>(() => probe.LookAsync(Stop));
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(fault, refusal.Fault);
        Assert.DoesNotContain("s3cret", refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("abc123", refusal.ToString(), StringComparison.Ordinal);
    }

    private static RtspProbe Probe(string address, string password = "s3cret", bool allowsPlain = false, CameraTrust? trust = null, double seconds = 10) =>
        new(new Uri(address), new CameraLogin("guard", password) { AllowsPlain = allowsPlain }, trust ?? new CameraTrust(), TimeSpan.FromSeconds(seconds));
}
