using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using MQTTnet;
using MQTTnet.Protocol;
using RoomGuard.Bench.Centre;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Verdicts;

/// <summary>How soon a verdict of a real centre follows what a sensor says: from publishing a leak to the verdict on pipes being another one on the API.</summary>
internal static class VerdictFollows
{
    private const int Rooms = 40;

    public static async Task<IReadOnlyList<Measure>> RunAsync()
    {
        using var scratch = new Scratch();
        await using var broker = await Broker.StartAsync();
        await using var influx = await Influx.StartAsync();
        await using var centre = await CentreProcess.StartAsync(CentreProcess.WriteSettings(scratch, broker, influx, Rooms));
        using var http = new HttpClient { BaseAddress = centre.Page };
        using var client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500).Build());
        var (signed, sensed) = (new List<double>(), new List<double>());
        for (var room = 0; room < Rooms; room++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"api/v1/rooms/bench/r{room:00000}");
            await PublishAsync(client, room, isWet: false);
            signed.Add(await UntilAsync(http, path, "Compliant", async () => (await http.PostAsJsonAsync($"{path}/attestations", new { item = "163.6", statement = "absent", signer = "B. Inspector" })).EnsureSuccessStatusCode()));
            sensed.Add(await UntilAsync(http, path, "AttestationExpired", () => PublishAsync(client, room, isWet: true)));
        }

        Note.Line($"a verdict after its evidence, {Rooms} rooms: signed p50 {Percentiles.At(signed, 50):0.0}, most {signed.Max():0.0} ms; sensed p50 {Percentiles.At(sensed, 50):0.0}, most {sensed.Max():0.0} ms");
        return
        [
            new Measure("verdict_follows_signature_most", signed.Max(), "ms", "bar", 1000) { MostRatio = 1 },
            new Measure("verdict_follows_sensor_most", sensed.Max(), "ms", "bar", 1000) { MostRatio = 1 },
        ];
    }

    private static async Task PublishAsync(IMqttClient client, int room, bool isWet)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        var payload = string.Create(CultureInfo.InvariantCulture, $$"""[{"bn":"bench/r{{room:00000}}/","bt":{{now}},"n":"leak-1/leak.wet","vb":{{(isWet ? "true" : "false")}}}]""");
        await client.PublishAsync(new MqttApplicationMessageBuilder().WithTopic("roomguard/1/bench/hand/live").WithPayload(payload).WithContentType("application/senml+json").WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build());
    }

    private static async Task<double> UntilAsync(HttpClient http, string path, string state, Func<Task> act)
    {
        var clock = Stopwatch.StartNew();
        await act();
        while (clock.Elapsed < TimeSpan.FromSeconds(20))
        {
            var text = await http.GetStringAsync($"{path}/verdicts");
            if (text.Contains($"\"id\":\"163.6\",\"state\":\"{state}\"", StringComparison.Ordinal))
            {
                return clock.Elapsed.TotalMilliseconds;
            }

            await Task.Delay(2);
        }

        throw new InvalidOperationException($"{path}: 163.6 did not become {state} within 20 s.");
    }
}
