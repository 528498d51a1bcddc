using System.Globalization;

namespace RoomGuard.Testing;

/// <summary>Debian's influxd 1.x on a free loopback port, with authentication, one administrator and one database.</summary>
public sealed class InfluxServer : IAsyncDisposable
{
    /// <summary>The database that is there from the start.</summary>
    public const string Database = "roomguard";

    /// <summary>Name of the administrator.</summary>
    public const string User = "admin";

    /// <summary>The administrator's password.</summary>
    public const string Password = "correct-horse";

    private readonly Scratch _scratch = new();
    private RealProcess? _process;

    private InfluxServer()
    {
    }

    /// <summary>The HTTP port.</summary>
    public int Port { get; } = Ports.FreeTcp();

    /// <summary>The base address.</summary>
    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}"));

    /// <summary>Starts a server, its administrator and its database.</summary>
    public static async Task<InfluxServer> StartAsync()
    {
        var server = new InfluxServer();
        await server.StartAgainAsync();
        await server.ExecuteAsync($"CREATE USER {User} WITH PASSWORD '{Password}' WITH ALL PRIVILEGES", isFirst: true);
        await server.ExecuteAsync($"CREATE DATABASE {Database}");
        return server;
    }

    /// <summary>Starts the server again on its port and with what it had stored.</summary>
    public async Task StartAgainAsync()
    {
        var program = Needs.Program("influxd", "influxdb");
        var config = _scratch.Write("influxd.conf", string.Create(CultureInfo.InvariantCulture, $"""
            reporting-disabled = true
            bind-address = "127.0.0.1:{Ports.FreeTcp()}"
            [meta]
              dir = "{_scratch.Path("meta")}"
            [data]
              dir = "{_scratch.Path("data")}"
              wal-dir = "{_scratch.Path("wal")}"
              query-log-enabled = false
            [http]
              bind-address = "127.0.0.1:{Port}"
              auth-enabled = true
              log-enabled = false
            [monitor]
              store-enabled = false
            """));
        _process = RealProcess.Start(program, ["-config", config]);
        using var http = new HttpClient();
        await _process.UntilAsync(
            async () =>
            {
                try
                {
                    using var answer = await http.GetAsync(new Uri(Url, "ping"));
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            TimeSpan.FromSeconds(20),
            "influxd answers /ping");
    }

    /// <summary>Runs InfluxQL with Debian's <c>influx</c> client and gives what it prints as CSV.</summary>
    public async Task<string> ExecuteAsync(string influxQl, bool isFirst = false)
    {
        var program = Needs.Program("influx", "influxdb-client");
        string[] login = isFirst ? [] : ["-username", User, "-password", Password];
        var (exitCode, output) = await RealProcess.RunAsync(program, ["-host", "127.0.0.1", "-port", Port.ToString(CultureInfo.InvariantCulture), .. login, "-database", Database, "-format", "csv", "-precision", "ms", "-execute", influxQl]);
        Xunit.Assert.True(exitCode == 0, $"influx ended with {exitCode}: {output}");
        return output;
    }

    /// <summary>Ends the server as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (_process is not null)
        {
            await _process.KillAsync();
            await _process.DisposeAsync();
            _process = null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _scratch.Dispose();
    }
}
