using System.Text.Json;
using RoomGuard.Agent.Tests.Broker;
using RoomGuard.Testing;
using RoomGuard.Testing.Cameras;

namespace RoomGuard.Agent.Tests.Cameras;

/// <summary>The agent's own process between simulated cameras and Debian's mosquitto.</summary>
public sealed class CamerasOnBrokerTests
{
    private const string Camera = "cam-1/cam.";
    private const string Recorder = "nvr-1/nvr.";

    [Fact]
    public async Task What_a_camera_and_a_recorder_say_reaches_the_broker_and_their_passwords_do_not()
    {
        using var folder = new Scratch();
        folder.Write("cam.password", "s3cret\n");
        var picture = await TestPicture.MakeAsync(folder, (320, 240));
        var other = await TestPicture.MakeAsync(folder, (320, 240), seed: 2);
        var now = TimeProvider.System.GetUtcNow();
        await using var web = new SimulatedCamera(TimeProvider.System) { Picture = picture, Ahead = TimeSpan.FromMinutes(-30), Record = (now.AddDays(-40), now.AddMinutes(-31), 2) };
        await using var stream = new ScriptedServer(new SimulatedRtsp(new DigestGate("guard", "s3cret", "SHA-256"), () => picture, (320, 240)).TalkAsync);
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = broker.Subscribe("roomguard/1/#", "-F", "%j");
        var settings = folder.Write("agent.json", $$"""
            {
              "site": "hq", "agent": "node-1", "mqtt": { "host": "127.0.0.1", "port": {{broker.Port}} }, "publishing": { "batch": "100 ms" },
              "cameras": [
                { "room": "srv-1", "equipment": "cam-1", "rtsp": "rtsp://127.0.0.1:{{stream.Port}}/cam", "onvif": "{{web.Root}}/onvif/device_service", "user": "guard", "passwordFile": "cam.password", "period": "5 s" },
                { "room": "srv-1", "equipment": "nvr-1", "kind": "recorder", "onvif": "{{web.Root}}/onvif/device_service", "user": "guard", "passwordFile": "cam.password", "period": "5 s" }
              ]
            }
            """);
        var (exitCode, output) = await RealProcess.RunAsync("dotnet", [AgentRig.Program, "check", settings]);
        Assert.True(exitCode == 0 && output.Contains("0 SNMP devices, 2 cameras.", StringComparison.Ordinal), output);
        await using var agent = RealProcess.Start("dotnet", [AgentRig.Program, "run", "--config", settings]);
        await AgentRig.UntilAsync(witness, all => Newest(all, Camera + "online") == "True" && Newest(all, Camera + "frozen:fault") == "silent", "a first picture, of which nothing good is said");
        web.Picture = other;
        var messages = await AgentRig.UntilAsync(witness, all => Newest(all, Camera + "frozen") == "False" && Newest(all, Recorder + "recording") is not null, "a second picture");
        Assert.Equal("False", Newest(messages, Camera + "dark"));
        Assert.Equal("True", Newest(messages, Recorder + "recording"));
        Assert.StartsWith("39.9", Newest(messages, Recorder + "oldest_days"), StringComparison.Ordinal);
        Assert.InRange(double.Parse(Newest(messages, Camera + "clock_offset")!, System.Globalization.CultureInfo.InvariantCulture), -1801, -1799);
        var birth = messages.First(message => message.Kind == "birth").Payload;
        Assert.All(["cam.online", "cam.frame_age", "cam.frozen", "cam.dark", "cam.clock_offset"], signal => Assert.Contains($"cam-1/{signal}", birth, StringComparison.Ordinal));
        await web.DisposeAsync();
        await stream.DisposeAsync();
        await AgentRig.UntilAsync(witness, all => Newest(all, Camera + "online") == "False" && Newest(all, Recorder + "recording:fault") == "silent", "their silence");
        Assert.DoesNotContain("s3cret", agent.Output + witness.Output, StringComparison.Ordinal);
    }

    private static string? Newest(List<Message> messages, string name)
    {
        string? newest = null;
        foreach (var message in messages.Where(message => message.Kind == "live"))
        {
            using var pack = JsonDocument.Parse(message.Payload);
            foreach (var record in pack.RootElement.EnumerateArray().Where(record => record.GetProperty("n").GetString() == name))
            {
                newest = record.EnumerateObject().First(member => member.Name is "v" or "vs" or "vb").Value.ToString();
            }
        }

        return newest;
    }
}
