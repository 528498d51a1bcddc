using System.Globalization;

namespace RoomGuard.Testing;

/// <summary>Debian's mosquitto on a free loopback port, set up as production is: persistence that survives <c>kill -9</c>.</summary>
public sealed class Mosquitto : IAsyncDisposable
{
    private readonly Scratch _scratch = new();
    private RealProcess? _process;

    private Mosquitto(int port) => Port = port;

    /// <summary>The port it listens on.</summary>
    public int Port { get; }

    /// <summary>What the broker printed.</summary>
    public string Output => _process?.Output ?? "";

    /// <summary>Starts a broker and waits until it accepts connections.</summary>
    public static async Task<Mosquitto> StartAsync()
    {
        var broker = new Mosquitto(Ports.FreeTcp());
        await broker.StartAgainAsync();
        return broker;
    }

    /// <summary>Starts the broker again on its port and with what it had stored.</summary>
    public async Task StartAgainAsync()
    {
        var program = Needs.Program("mosquitto", "mosquitto");
        var config = _scratch.Write("mosquitto.conf", string.Create(CultureInfo.InvariantCulture, $"""
            listener {Port} 127.0.0.1
            allow_anonymous true
            persistence true
            persistence_location {_scratch.Folder}/
            autosave_on_changes true
            autosave_interval 1
            max_inflight_messages 0
            max_queued_messages 0
            set_tcp_nodelay true
            user root
            """));
        _process = RealProcess.Start(program, ["-c", config]);
        await _process.UntilAsync(() => Ports.AcceptsAsync(Port), TimeSpan.FromSeconds(10), "mosquitto accepts connections");
    }

    /// <summary>Ends the broker as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (_process is not null)
        {
            await _process.KillAsync();
            await _process.DisposeAsync();
            _process = null;
        }
    }

    /// <summary>Publishes one message with Debian's <c>mosquitto_pub</c>.</summary>
    public async Task PublishAsync(string topic, string file, params string[] more)
    {
        var program = Needs.Program("mosquitto_pub", "mosquitto-clients");
        var (exitCode, output) = await RealProcess.RunAsync(program, ["-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-V", "5", "-q", "1", "-t", topic, "-f", file, .. more]);
        Xunit.Assert.True(exitCode == 0, $"mosquitto_pub ended with {exitCode}: {output}");
    }

    /// <summary>Subscribes with Debian's <c>mosquitto_sub</c>; its output has a line per message.</summary>
    public RealProcess Subscribe(string filter, params string[] more) => RealProcess.Start(
        Needs.Program("mosquitto_sub", "mosquitto-clients"),
        ["-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-V", "5", "-q", "1", "-t", filter, .. more]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _scratch.Dispose();
    }
}
