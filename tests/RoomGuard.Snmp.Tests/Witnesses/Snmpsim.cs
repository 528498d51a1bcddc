using System.Net;
using RoomGuard.Testing;

namespace RoomGuard.Snmp.Tests.Witnesses;

/// <summary>Debian's snmpsimd serving recordings: each file under the community of its name.</summary>
internal sealed class Snmpsim : IAsyncDisposable
{
    private readonly Scratch _scratch = new();
    private RealProcess? _process;

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; } = new(IPAddress.Loopback, Ports.FreeUdp());

    /// <summary>Starts it over copies of <paramref name="recordings"/> and waits until it answers for <paramref name="community"/>.</summary>
    public static async Task<Snmpsim> StartAsync(IEnumerable<string> recordings, string community)
    {
        var program = Needs.Program("snmpsimd", "snmpsim");
        var simulator = new Snmpsim();
        Directory.CreateDirectory(simulator._scratch.Path("data"));
        Directory.CreateDirectory(simulator._scratch.Path("cache"));
        foreach (var recording in recordings)
        {
            File.Copy(recording, simulator._scratch.Path("data", Path.GetFileName(recording)));
        }

        // As root it insists on becoming somebody else, who must then read the data and write the index.
        await RealProcess.RunAsync(Needs.Program("chmod", "coreutils"), ["-R", "a+rwX", simulator._scratch.Folder]);

        string[] drop = Environment.UserName == "root" ? ["--process-user=nobody", "--process-group=nogroup"] : [];
        simulator._process = RealProcess.Start(program, [$"--data-dir={simulator._scratch.Path("data")}", $"--cache-dir={simulator._scratch.Path("cache")}", $"--agent-udpv4-endpoint={simulator.Address}", "--logging-method=null", .. drop]);
        await simulator._process.UntilAsync(
            async () => (await NetSnmp.TryAsync("snmpgetnext", simulator.Address, community, "-t1", "-r0", ".1.3")).ExitCode == 0,
            TimeSpan.FromSeconds(60),
            "snmpsimd answers");
        return simulator;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _scratch.Dispose();
    }
}
