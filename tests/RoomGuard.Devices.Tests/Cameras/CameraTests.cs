using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Contract.Samples;
using RoomGuard.Devices.Cameras;
using RoomGuard.Devices.Cameras.Access;
using RoomGuard.Testing;
using RoomGuard.Testing.Cameras;

namespace RoomGuard.Devices.Tests.Cameras;

public sealed class CameraTests : IDisposable
{
    private readonly Scratch _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 500, TimeSpan.Zero));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task By_ONVIF_alone_a_camera_tells_its_clock_and_where_its_picture_is(bool isOld)
    {
        await using var simulated = new SimulatedCamera(_clock) { Ahead = TimeSpan.FromHours(2), IsOld = isOld, Picture = await TestPicture.MakeAsync(_folder, (64, 48)) };
        using var camera = new Camera(Settings() with { Onvif = new Uri(simulated.Root + "/onvif/device_service") }, _clock);
        Assert.Equal("true, silent, silent, false, 7200", await LookAsync(camera));
        simulated.Picture = await TestPicture.MakeAsync(_folder, (64, 48), seed: 2, level: 10, noise: 3);
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("true, 0, false, true, 7200", await LookAsync(camera));
        for (var i = 0; i < 4; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(30));
            await camera.LookAsync(Stop);
        }

        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("true, 150, true, true, 7200", await LookAsync(camera));
        simulated.Picture = [];
        Assert.Equal("faulted, faulted, faulted, faulted, 7200", await LookAsync(camera));
    }

    [Fact]
    public async Task A_picture_that_the_camera_itself_calls_old_is_old()
    {
        await using var simulated = new SimulatedCamera(_clock) { Picture = await TestPicture.MakeAsync(_folder, (64, 48)), PictureMade = _clock.GetUtcNow().AddSeconds(-90) };
        using var camera = new Camera(Settings() with { Snapshot = new Uri(simulated.Root + "/snapshot") }, _clock);
        Assert.Equal("true, 90, silent, false", await LookAsync(camera));
    }

    [Fact]
    public async Task A_wrong_password_is_neither_online_nor_offline_and_is_in_no_message()
    {
        await using var simulated = new SimulatedCamera(_clock) { Picture = await TestPicture.MakeAsync(_folder, (64, 48)) };
        using var camera = new Camera(Settings("wr0ng") with { Onvif = new Uri(simulated.Root + "/onvif/device_service"), Snapshot = new Uri(simulated.Root + "/snapshot?pwd=abc123") }, _clock);
        var readings = await camera.LookAsync(Stop);
        Assert.Equal("faulted, faulted, faulted, faulted, 0", Words(readings));
        Assert.Contains("check user and passwordFile", readings[0].Reading.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(readings, reading => $"{reading.Reading}{reading.Remark}".Contains("wr0ng", StringComparison.Ordinal) || $"{reading.Reading}".Contains("abc123", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_camera_that_is_away_is_offline_and_says_nothing_else()
    {
        var root = $"http://127.0.0.1:{Ports.FreeTcp()}";
        using var camera = new Camera(Settings() with { Rtsp = new Uri(root.Replace("http", "rtsp", StringComparison.Ordinal)), Onvif = new Uri(root), Snapshot = new Uri(root) }, _clock);
        var readings = await camera.LookAsync(Stop);
        Assert.Equal("false, silent, silent, silent, silent", Words(readings));
        Assert.Contains("refused", readings[0].Remark, StringComparison.Ordinal);
        Assert.Equal(["cam.online", "cam.frame_age", "cam.frozen", "cam.dark", "cam.clock_offset"], readings.Select(reading => reading.Signal));
    }

    [Fact]
    public async Task Credentials_do_not_go_to_another_host_that_a_camera_names()
    {
        await using var simulated = new SimulatedCamera(_clock) { NamedHost = "localhost", Picture = await TestPicture.MakeAsync(_folder, (64, 48)) };
        using var camera = new Camera(Settings() with { Onvif = new Uri(simulated.Root + "/onvif/device_service") }, _clock);
        var readings = await camera.LookAsync(Stop);
        Assert.Contains("names another host, http://localhost", readings[0].Reading.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recorder_tells_its_oldest_record_by_its_own_clock()
    {
        var now = _clock.GetUtcNow() + TimeSpan.FromHours(-3);
        await using var simulated = new SimulatedCamera(_clock) { Ahead = TimeSpan.FromHours(-3), Record = (now.AddDays(-31.5), now.AddMinutes(-1), 4) };
        using var recorder = new Camera(Settings() with { Onvif = new Uri(simulated.Root + "/onvif/device_service"), IsRecorder = true }, _clock);
        Assert.Equal("true, 31.5, -10800", await LookAsync(recorder));
        simulated.Record = (now.AddDays(-31.5), now.AddMinutes(-45), 4);
        var readings = await recorder.LookAsync(Stop);
        Assert.Equal(("false, 31.5, -10800", "its newest record is 45 min old"), (Words(readings), readings[0].Remark));
        simulated.Record = (now, now, 0);
        Assert.Equal("false, 0, -10800", await LookAsync(recorder));
        simulated.Record = (now.AddDays(2), now.AddDays(3), 1);
        Assert.Equal("true, out_of_range, -10800", await LookAsync(recorder));
        simulated.Record = null;
        Assert.Equal("faulted, faulted, -10800", await LookAsync(recorder));
        simulated.Nonsense = "<html/>";
        Assert.Equal("corrupt, corrupt, corrupt", await LookAsync(recorder));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n", "x", "corrupt", "more than 8388608 bytes")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", "0123456789012345678901234567890123456789", "corrupt", "more than 8388608 bytes")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "", "corrupt", "no JPEG that can be read")]
    [InlineData("HTTP/1.1 200 OK\r\n", "A: b\r\n", "corrupt", "")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: /snapshot\r\n\r\n", "", "faulted", "sends us elsewhere")]
    [InlineData("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n", "", "faulted", "set allowBasic")]
    [InlineData("RTSP/1.0 200 OK\r\n\r\n", "", "corrupt", "")]
    public async Task A_web_server_that_means_it_ill_is_named(string answer, string more, string word, string why)
    {
        // Pieces of a body are made long, so that it is the bound that ends it and not the time.
        await using var server = ScriptedServer.Says(answer, more.Length > 10 ? string.Concat(Enumerable.Repeat(more, 2000)) : more);
        using var camera = new Camera(Settings() with { Snapshot = new Uri($"http://127.0.0.1:{server.Port}/snapshot"), Timeout = TimeSpan.FromSeconds(20) }, _clock);
        var readings = await camera.LookAsync(Stop);
        Assert.Equal(string.Join(", ", Enumerable.Repeat(word, 4)), Words(readings));
        Assert.Contains(why, readings[0].Reading.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_TLS_a_picture_comes_by_Basic_to_who_pins_the_certificate_and_to_nobody_else()
    {
        using var authority = new TestAuthority(_folder);
        authority.Issue("cam");
        using var pair = X509Certificate2.CreateFromPemFile(_folder.Path("cam.pem"), _folder.Path("cam.key"));
        using var certificate = X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
        var picture = await TestPicture.MakeAsync(_folder, (64, 48));
        var requests = new ConcurrentQueue<string>();
        await using var server = new ScriptedServer(async (plain, stop) =>
        {
            await using var stream = new SslStream(plain);
            await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
            while (await ScriptedServer.RequestAsync(stream, stop) is { } request)
            {
                requests.Enqueue(request);
                var isKnown = request.Contains("Authorization: Basic Z3VhcmQ6czNjcmV0\r\n", StringComparison.Ordinal);
                var head = isKnown ? $"HTTP/1.1 200 OK\r\nContent-Length: {picture.Length}\r\n\r\n" : "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"cam\"\r\nContent-Length: 0\r\n\r\n";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(head), stop);
                await stream.WriteAsync(isKnown ? picture : [], stop);
            }
        });
        var settings = Settings() with { Snapshot = new Uri($"https://127.0.0.1:{server.Port}/snapshot") };
        foreach (var trust in (CameraTrust[])[new() { Fingerprint = certificate.GetCertHashString(HashAlgorithmName.SHA256) }, new() { AuthorityFile = _folder.Path("ca.pem") }])
        {
            using var camera = new Camera(settings with { Trust = trust }, _clock);
            Assert.Equal("true, silent, silent, false", await LookAsync(camera));
        }

        requests.Clear();
        foreach (var trust in (CameraTrust[])[new(), new() { Fingerprint = new string('0', 64) }])
        {
            using var camera = new Camera(settings with { Trust = trust }, _clock);
            var readings = await camera.LookAsync(Stop);
            Assert.Equal("faulted, faulted, faulted, faulted", Words(readings));
            Assert.Contains("its certificate is not one that is trusted here", readings[0].Reading.Detail, StringComparison.Ordinal);
        }

        Assert.Empty(requests);
    }

    [Fact]
    public async Task A_camera_that_knows_its_challenge_on_one_connection_only_is_answered_on_it()
    {
        var picture = await TestPicture.MakeAsync(_folder, (64, 48));
        await using var server = new ScriptedServer(async (stream, stop) =>
        {
            var gate = new DigestGate(SimulatedCamera.User, SimulatedCamera.Password, "SHA-256");
            while (await ScriptedServer.RequestAsync(stream, stop) is { } request)
            {
                var answer = request.Split("\r\n").FirstOrDefault(line => line.StartsWith("Authorization: ", StringComparison.Ordinal))?["Authorization: ".Length..];
                var isKnown = gate.Opens("GET", answer);
                var page = isKnown ? picture : Encoding.ASCII.GetBytes(new string('x', 5000));
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {(isKnown ? "200 OK" : "401 No")}\r\nWWW-Authenticate: {gate.Challenge}\r\nContent-Length: {page.Length}\r\n\r\n"), stop);
                await stream.WriteAsync(page, stop);
            }
        });
        using var camera = new Camera(Settings() with { Snapshot = new Uri($"http://127.0.0.1:{server.Port}/snapshot?x=1&y=%20") }, _clock);
        Assert.Equal("true, silent, silent, false", await LookAsync(camera));
    }

    [Theory]
    [InlineData(9999, 12, 31, "true, silent, silent, false, ")]
    [InlineData(2026, 2, 31, "true, silent, silent, false, corrupt")]
    [InlineData(0, 1, 1, "true, silent, silent, false, corrupt")]
    public async Task A_clock_that_cannot_be_breaks_nothing_else(int year, int month, int day, string expected)
    {
        var time = $"<a><GetSystemDateAndTimeResponse><UTCDateTime><Time><Hour>23</Hour><Minute>59</Minute><Second>59</Second></Time><Date><Year>{year}</Year><Month>{month}</Month><Day>{day}</Day></Date></UTCDateTime></GetSystemDateAndTimeResponse></a>";
        await using var simulated = new SimulatedCamera(_clock) { Picture = await TestPicture.MakeAsync(_folder, (64, 48)), Nonsense = time };
        using var camera = new Camera(Settings() with { Onvif = new Uri(simulated.Root + "/onvif/device_service"), Snapshot = new Uri(simulated.Root + "/snapshot") }, _clock);
        Assert.StartsWith(expected, await LookAsync(camera), StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromDays(400));
        await camera.LookAsync(Stop);
    }

    [Fact]
    public async Task A_slow_drip_is_silence_within_the_time()
    {
        await using var drip = ScriptedServer.Says("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", "x", TimeSpan.FromMilliseconds(50));
        using var camera = new Camera(Settings() with { Snapshot = new Uri($"http://127.0.0.1:{drip.Port}/snapshot"), Timeout = TimeSpan.FromSeconds(0.6) }, _clock);
        var watch = Stopwatch.StartNew();
        Assert.Equal("false, silent, silent, silent", await LookAsync(camera));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.5, 5);
    }

    private static async Task<string> LookAsync(Camera camera) => Words(await camera.LookAsync(Stop));

    private static string Words(IReadOnlyList<CameraReading> readings) =>
        string.Join(", ", readings.Select(reading => reading.Reading.IsPresent ? reading.Reading.ToString() : reading.Reading.Absence.ToWord()));

    private static CameraSettings Settings(string password = SimulatedCamera.Password) => new() { Login = new CameraLogin(SimulatedCamera.User, password) };
}
