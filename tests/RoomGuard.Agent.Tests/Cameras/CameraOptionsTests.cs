using RoomGuard.Contract.Signals;
using RoomGuard.Testing;

namespace RoomGuard.Agent.Tests.Cameras;

public sealed class CameraOptionsTests : IDisposable
{
    private const string Place = "\"room\": \"srv-1\", \"equipment\": \"cam-1\"";

    private readonly Scratch _folder = new();

    public CameraOptionsTests()
    {
        _folder.Write("cam-1.password", "hunter2\n");
        _folder.Write("nvr-1.password", "hunter3\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_sample_is_a_camera_and_a_recorder_that_can_be_configured()
    {
        var options = Read(File.ReadAllText(Repository.Path("src", "RoomGuard.Devices", "Cameras", "sample.json")), out var faults);
        Assert.Empty(faults);
        Assert.Equal(["cam-1: cam.online cam.frame_age cam.frozen cam.dark cam.clock_offset", "nvr-1: nvr.recording nvr.oldest_days nvr.clock_offset"],
            options!.Cameras.Select(camera => $"{camera.Place.Equipment}: {string.Join(' ', camera.Settings.Signals)}"));
        Assert.All(options.Cameras.SelectMany(camera => camera.Settings.Signals), signal => Assert.NotNull(SignalCatalogue.Find(signal)));
        Assert.Equal(("roomguard", "hunter2", 10), (options.Cameras[0].Settings.Login!.User, options.Cameras[0].Settings.Login!.Reveal(), options.Cameras[0].Settings.Picture.OverlayTop));
        Assert.DoesNotContain("hunter", string.Join(' ', options.Cameras), StringComparison.Ordinal);
        Assert.Equal("srv-1", options.Centre.Place.Room);
    }

    [Fact]
    public void What_is_not_set_has_its_default_and_makes_no_point()
    {
        var camera = Assert.Single(Read($$"""[ { {{Place}}, "rtsp": "rtsps://[fd00::5]/live?stream=1" } ]""", out _)!.Cameras);
        Assert.Equal(["cam.online"], camera.Settings.Signals);
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5)), (camera.Period, camera.Settings.Timeout));
    }

    [Theory]
    [InlineData("", "says nothing that can be asked")]
    [InlineData("\"rtsp\": \"rtsp://admin:hunter2@10.0.0.1/\"", "rtsp has a user or password in it")]
    [InlineData("\"rtsp\": \"http://10.0.0.1/hunter2\"", "rtsp must be an address that begins with rtsp:// or rtsps://")]
    [InlineData("\"snapshot\": \"10.0.0.1/hunter2.jpg\"", "snapshot must be an address that begins with http:// or https://")]
    [InlineData("\"rtsp\": \"rtsp://a/\", \"user\": \"u\"", "user needs the other")]
    [InlineData("\"rtsp\": \"rtsp://a/\", \"user\": \"u:v\", \"passwordFile\": \"cam-1.password\"", "user has a colon")]
    [InlineData("\"rtsp\": \"rtsp://a/\", \"user\": \"u\", \"passwordFile\": \"none\"", "passwordFile names")]
    [InlineData("\"rtsp\": \"rtsp://a/\", \"allowBasic\": true", "allowBasic is of no use")]
    [InlineData("\"rtsp\": \"rtsp://a/\", \"picture\": { }", "picture is of no use")]
    [InlineData("\"rtsp\": \"rtsps://a/\", \"tls\": { \"fingerprint\": \"12:34\" }", "fingerprint must be the SHA-256")]
    [InlineData("\"rtsp\": \"rtsps://a/\", \"tls\": { \"ca\": \"none.pem\" }", "ca names")]
    [InlineData("\"kind\": \"recorder\", \"onvif\": \"http://a/\", \"rtsp\": \"rtsp://a/\"", "rtsp has no place in a recorder")]
    [InlineData("\"kind\": \"recorder\"", "onvif is missing")]
    [InlineData("\"snapshot\": \"http://a/\", \"recordingWithin\": \"1 h\"", "recordingWithin has a place in a recorder only")]
    [InlineData("\"snapshot\": \"http://a/\", \"picture\": { \"overlayTop\": 60 }", "picture.overlayTop is 60; it must be a number from 0 to 40")]
    [InlineData("\"snapshot\": \"http://a/\", \"period\": \"1 s\"", "period is \"1 s\"")]
    [InlineData("\"snapshot\": \"http://a/\", \"colour\": 1", "colour is not known here")]
    public void A_wrong_entry_is_one_fault_that_shows_no_secret(string entry, string fault)
    {
        Assert.Null(Read($$"""[ { {{Place}}{{(entry.Length > 0 ? ", " : "")}}{{entry}} } ]""", out var faults));
        var text = Assert.Single(faults);
        Assert.Contains("cameras[0]", text, StringComparison.Ordinal);
        Assert.Contains(fault, text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_cameras_cannot_be_one_piece_of_equipment()
    {
        Assert.Null(Read($$"""[ { {{Place}}, "rtsp": "rtsp://a/" }, { {{Place}}, "rtsp": "rtsp://b/" } ]""", out var faults));
        Assert.Contains("as is cameras[0]; a point has one input", Assert.Single(faults), StringComparison.Ordinal);
    }

    private AgentOptions? Read(string cameras, out IReadOnlyList<string> faults)
    {
        var options = AgentOptions.Read(_folder.Write("agent.json", $$"""{ "site": "hq", "agent": "a", "mqtt": { "host": "b" }, "cameras": {{cameras}} }"""), out var found);
        faults = [.. found.Select(fault => fault.ToString())];
        return options;
    }
}
