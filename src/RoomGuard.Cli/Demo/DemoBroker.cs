using System.Net;
using MQTTnet.Server;

namespace RoomGuard.Cli.Demo;

/// <summary>An MQTT broker inside the demo's process, on loopback only. A real site runs mosquitto or an MQTT 5 cluster.</summary>
internal sealed class DemoBroker : IAsyncDisposable
{
    // The embedded broker drops the oldest beyond this; in compressed time packs come in bursts.
    private const int PendingPerClient = 100_000;

    private readonly MqttServer _server;

    private DemoBroker(MqttServer server) => _server = server;

    /// <summary>Starts the broker.</summary>
    /// <param name="port">A free port of the loopback interface.</param>
    public static async Task<DemoBroker> StartAsync(int port)
    {
        var factory = new MqttServerFactory();
        var options = factory.CreateServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
            .WithDefaultEndpointPort(port)
            .WithPersistentSessions()
            .WithMaxPendingMessagesPerClient(PendingPerClient)
            .Build();
        var server = factory.CreateMqttServer(options);
        await server.StartAsync();
        return new DemoBroker(server);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        _server.Dispose();
    }
}
