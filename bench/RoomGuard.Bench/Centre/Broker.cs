using System.Globalization;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Centre;

/// <summary>mosquitto for a load: nothing bounded, its store written each five seconds.</summary>
/// <remarks>Writing the store at every change, as the tests have it, holds mosquitto 2.0.11 to some 700 messages a second; agents keep what is not receipted, so five seconds lose nothing.</remarks>
internal sealed class Broker : IAsyncDisposable
{
    private readonly Scratch _scratch = new();
    private readonly RealProcess _process;

    private Broker()
    {
        var settings = _scratch.Write("mosquitto.conf", string.Create(CultureInfo.InvariantCulture, $"""
            listener {Port} 127.0.0.1
            allow_anonymous true
            persistence true
            persistence_location {_scratch.Folder}/
            autosave_on_changes false
            autosave_interval 5
            max_inflight_messages 0
            max_queued_messages 0
            set_tcp_nodelay true
            log_type error
            log_type warning
            user root
            """));
        _process = RealProcess.Start(Needs.Program("mosquitto", "mosquitto"), ["-c", settings]);
    }

    public int Port { get; } = Ports.FreeTcp();

    public int ProcessId => _process.Id;

    public static async Task<Broker> StartAsync()
    {
        var broker = new Broker();
        await broker._process.UntilAsync(() => Ports.AcceptsAsync(broker.Port), TimeSpan.FromSeconds(10), "mosquitto accepts connections");
        return broker;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _scratch.Dispose();
    }
}
