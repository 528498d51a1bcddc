using System.Globalization;
using System.Net;

namespace RoomGuard.Testing;

/// <summary>snmpsimd serving a folder of recordings on a free loopback port; each file's name without its ending is its community.</summary>
public sealed class SnmpSim : IAsyncDisposable
{
    private readonly Scratch _scratch;
    private readonly RealProcess _process;

    private SnmpSim(RealProcess process, int port, Scratch scratch) => (_process, Port, _scratch) = (process, port, scratch);

    /// <summary>The UDP port.</summary>
    public int Port { get; }

    /// <summary>The address it answers on.</summary>
    public IPEndPoint Address => new(IPAddress.Loopback, Port);

    /// <summary>What snmpsimd printed.</summary>
    public string Output => _process.Output;

    /// <summary>Starts snmpsimd on copies of <paramref name="recordings"/>.</summary>
    public static async Task<SnmpSim> StartAsync(params string[] recordings)
    {
        var program = Needs.Program("snmpsimd", "snmpsim");
        var scratch = new Scratch();
        Directory.CreateDirectory(scratch.Path("data"));
        Directory.CreateDirectory(scratch.Path("cache"));
        foreach (var recording in recordings)
        {
            File.Copy(recording, scratch.Path("data", Path.GetFileName(recording)));
        }

        // As root it insists on becoming somebody else, who must then read the data and write the index.
        await RealProcess.RunAsync("/bin/chmod", ["-R", "a+rwX", scratch.Folder]);
        var port = Ports.FreeUdp();
        var process = RealProcess.Start(program,
        [
            "--data-dir=" + scratch.Path("data"),
            "--cache-dir=" + scratch.Path("cache"),
            string.Create(CultureInfo.InvariantCulture, $"--agent-udpv4-endpoint=127.0.0.1:{port}"),
            .. Environment.UserName == "root" ? ["--process-user=nobody", "--process-group=nogroup"] : Array.Empty<string>(),
        ]);
        await process.UntilAsync(() => Task.FromResult(process.Output.Contains("Listening at UDP", StringComparison.Ordinal)), TimeSpan.FromSeconds(60), "snmpsimd listens");
        return new SnmpSim(process, port, scratch);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _scratch.Dispose();
    }
}
