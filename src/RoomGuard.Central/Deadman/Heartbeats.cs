using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using RoomGuard.Central.Ingest;
using RoomGuard.Central.Options;
using RoomGuard.Central.Running;
using RoomGuard.Central.Telemetry;
using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Topics;

namespace RoomGuard.Central.Deadman;

/// <summary>Says to each site, on the broker, that its centre is there: a connection for each site, because a will speaks for one topic alone.</summary>
internal sealed class Heartbeats(CentralOptions options, CentralMeter meter, ILogger<MqttLink> logger)
{
    // What could not be said for so long is not true any more.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(500);

    private readonly Bell _bell = new();
    private long _beatAt;
    private readonly string _silo = options.Cluster?.Silo ?? "alone";

    /// <summary>Has every site told.</summary>
    public void Beat()
    {
        Volatile.Write(ref _beatAt, Stopwatch.GetTimestamp());
        _bell.Ring();
    }

    /// <summary>Stays connected until <paramref name="stop"/>, and then says that the centre is gone.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(options.Sites.Select(site => SpeakAsync(site.Id, stop)));

    private async Task SpeakAsync(string site, CancellationToken stop)
    {
        var topic = new CentreTopic(site).ToString();
        var link = new MqttLink(options.Broker, $"{options.Broker.ClientId}-{_silo}-heartbeat-{site}", [], new Inflow(), logger)
        {
            IsQuiet = true,
            Will = (topic, () => Write(isOnline: false)),
        };
        var connection = link.RunAsync(Channel.CreateBounded<IncomingMessage>(1).Writer, stop);
        var said = 0L;
        while (!connection.IsCompleted)
        {
            var next = _bell.Next;
            var beat = Volatile.Read(ref _beatAt);
            var isDue = beat != said && Stopwatch.GetElapsedTime(beat) < Fresh;
            if (isDue && await link.TryPublishAsync(topic, Write(isOnline: true), isRetained: true, stop))
            {
                meter.Deadman("mqtt", "given");
                said = beat;
                continue;
            }

            await Task.WhenAny(next, connection, isDue ? Task.Delay(Again, stop) : connection);
        }

        await connection;
    }

    private byte[] Write(bool isOnline) => MessageJson.Write(new CentreState(isOnline, TimeProvider.System.GetUtcNow(), _silo));
}
