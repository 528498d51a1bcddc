using RoomGuard.Devices.Cameras;
using RoomGuard.Devices.Cameras.Access;
using RoomGuard.Devices.Cameras.Jpeg;
using RoomGuard.Devices.Cameras.Rtsp;
using RoomGuard.Testing;
using RoomGuard.Testing.Cameras;

namespace RoomGuard.Devices.Tests.Cameras;

/// <summary>The simulated camera is one that a real player plays; the probe sees the same one.</summary>
public sealed class SimulatedRtspTests : IDisposable
{
    private readonly Scratch _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("MD5", true)]
    [InlineData("MD5", false)]
    [InlineData("SHA-256", false)]
    public async Task The_probe_sees_the_stream_and_so_does_a_player_that_knows_its_digest(string algorithm, bool isOld)
    {
        var picture = await TestPicture.MakeAsync(_folder, (320, 240));
        var stream = new SimulatedRtsp(new DigestGate("guard", "s3cret", algorithm), () => picture, (320, 240)) { IsOld = isOld };
        await using var server = new ScriptedServer(stream.TalkAsync);
        var address = $"rtsp://127.0.0.1:{server.Port}/cam";
        await new RtspProbe(new Uri(address), new CameraLogin("guard", "s3cret"), new CameraTrust(), TimeSpan.FromSeconds(5)).LookAsync(TestContext.Current.CancellationToken);
        var refusal = await Assert.ThrowsAsync<CameraException>(() => new RtspProbe(new Uri(address), new CameraLogin("guard", "wrong"), new CameraTrust(), TimeSpan.FromSeconds(5)).LookAsync(TestContext.Current.CancellationToken));
        Assert.Equal(CameraFault.Refused, refusal.Fault);
        if (algorithm == "MD5")
        {
            string player = Needs.Program("ffprobe", "ffmpeg"), watched = address.Replace("//", "//guard:s3cret@", StringComparison.Ordinal);
            var (exitCode, output) = await RealProcess.RunAsync(player, ["-v", "error", "-rtsp_transport", "tcp", "-show_entries", "stream=codec_name,width,height", "-of", "csv=p=0", watched]);
            Assert.True(exitCode == 0 && output.Contains("mjpeg,320,240", StringComparison.Ordinal), output);
            (exitCode, output) = await RealProcess.RunAsync(Needs.Program("ffmpeg", "ffmpeg"), ["-v", "error", "-rtsp_transport", "tcp", "-i", watched, "-frames:v", "1", "-q:v", "2", _folder.Path("seen.jpg")]);
            Assert.True(exitCode == 0, output);
            var (sent, seen) = (JpegLuma.Read(picture).Spread(0, 30), JpegLuma.Read(await File.ReadAllBytesAsync(_folder.Path("seen.jpg"), TestContext.Current.CancellationToken)).Spread(0, 30));
            Assert.Equal(sent.Mean, seen.Mean, 1.0);
            Assert.Equal(sent.Deviation, seen.Deviation, 1.0);
        }
    }
}
