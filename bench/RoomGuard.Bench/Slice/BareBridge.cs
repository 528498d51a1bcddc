using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using MQTTnet;
using MQTTnet.Protocol;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Slice;

/// <summary>The peer: a subscriber that writes each message to InfluxDB as it comes. No rules, no state, no receipt: what is left is broker, network and database.</summary>
internal sealed class BareBridge : IAsyncDisposable
{
    private const string Topic = "bare/edge";

    private readonly IMqttClient _publisher = new MqttClientFactory().CreateMqttClient();
    private readonly IMqttClient _subscriber = new MqttClientFactory().CreateMqttClient();
    private TaskCompletionSource<long> _heard = new();

    public static async Task<BareBridge> StartAsync(Mosquitto broker, InfluxRows rows)
    {
        var bridge = new BareBridge();
        foreach (var client in new[] { bridge._publisher, bridge._subscriber })
        {
            await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500).Build());
        }

        bridge._subscriber.ApplicationMessageReceivedAsync += async message =>
        {
            bridge._heard.TrySetResult(Stopwatch.GetTimestamp());
            await rows.WriteAsync($"bare,equipment=bare v={Encoding.UTF8.GetString(message.ApplicationMessage.Payload.ToArray())}");
        };
        await bridge._subscriber.SubscribeAsync(Topic, MqttQualityOfServiceLevel.AtLeastOnce);
        return bridge;
    }

    /// <summary>Publishes a value and waits until it was heard, and until its row is there.</summary>
    /// <returns>Milliseconds to each.</returns>
    public async Task<(double Heard, double Row)> SendAsync(InfluxRows rows, int value)
    {
        _heard = new TaskCompletionSource<long>();
        var start = Stopwatch.GetTimestamp();
        var row = rows.UntilAsync("bare", "bare", value);
        await _publisher.PublishStringAsync(Topic, value.ToString(CultureInfo.InvariantCulture), MqttQualityOfServiceLevel.AtLeastOnce);
        return (Stopwatch.GetElapsedTime(start, await _heard.Task).TotalMilliseconds, Stopwatch.GetElapsedTime(start, await row).TotalMilliseconds);
    }

    public async ValueTask DisposeAsync()
    {
        await _publisher.DisconnectAsync();
        await _subscriber.DisconnectAsync();
        _publisher.Dispose();
        _subscriber.Dispose();
    }
}
