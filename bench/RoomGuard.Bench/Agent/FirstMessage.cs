using System.Diagnostics;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace RoomGuard.Bench.Agent;

/// <summary>Hears a broker: when the first message of a topic came, and how many did.</summary>
internal sealed class FirstMessage : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly TaskCompletionSource<long> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _count;

    /// <summary>Messages so far.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Listens from now on.</summary>
    public static async Task<FirstMessage> ListenAsync(int port, string topic)
    {
        var heard = new FirstMessage();
        heard._client.ApplicationMessageReceivedAsync += _ =>
        {
            Interlocked.Increment(ref heard._count);
            heard._first.TrySetResult(Stopwatch.GetTimestamp());
            return Task.CompletedTask;
        };
        await heard._client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(MqttProtocolVersion.V500).Build());
        await heard._client.SubscribeAsync(topic, MqttQualityOfServiceLevel.AtLeastOnce);
        return heard;
    }

    /// <summary>The time stamp of the first one.</summary>
    public Task<long> AtAsync() => _first.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
        await _client.DisconnectAsync();
        _client.Dispose();
    }
}
