using System.Globalization;

namespace RoomGuard.Testing;

/// <summary>Debian's PostgreSQL on a free loopback port with an empty database of its own.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Account = "postgres";

    private readonly string _folder = Directory.CreateTempSubdirectory("roomguard-postgres-").FullName;
    private readonly string _programs;
    private RealProcess? _process;

    private PostgresServer(string programs) => _programs = programs;

    /// <summary>The TCP port.</summary>
    public int Port { get; } = Ports.FreeTcp();

    /// <summary>How to connect; loopback is trusted, so there is no password.</summary>
    public string Connection => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username={Account};Database={Account}");

    // The server refuses to run as root; it then runs under the account that its package made.
    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>Makes a database folder and starts the server.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer(Programs());
        if (IsRoot)
        {
            await server.RunAsync("chown", Account, server._folder);
        }

        await server.RunAsAccountAsync("initdb", "-D", server._folder, "-U", Account, "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8");
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts the server again on its port and with what it had stored.</summary>
    public async Task StartAgainAsync()
    {
        var (program, arguments) = AsAccount("postgres", ["-D", _folder, "-p", Port.ToString(CultureInfo.InvariantCulture), "-h", "127.0.0.1", "-k", _folder]);
        _process = RealProcess.Start(program, arguments);
        await _process.UntilAsync(() => Task.FromResult(_process.Output.Contains("ready to accept connections", StringComparison.Ordinal)), TimeSpan.FromSeconds(30), "postgres accepts connections");
    }

    /// <summary>Kills the server as a power cut would.</summary>
    public async Task KillAsync()
    {
        await _process!.DisposeAsync();
        _process = null;
    }

    /// <summary>Runs SQL with Debian's <c>psql</c> and gives the rows it prints, columns parted by a vertical bar.</summary>
    public async Task<string> QueryAsync(string sql)
    {
        var (exitCode, output) = await RealProcess.RunAsync(
            Needs.Program("psql", "postgresql-client"),
            ["-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", Account, "-c", sql],
            environment: new Dictionary<string, string> { ["PGOPTIONS"] = "-c default_transaction_read_only=off" });
        return exitCode == 0 ? output.Trim() : throw new InvalidOperationException(output);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string Programs()
    {
        const string Root = "/usr/lib/postgresql";
        var newest = Directory.Exists(Root) ? Directory.GetDirectories(Root).Order(StringComparer.Ordinal).LastOrDefault() : null;
        return Path.GetDirectoryName(newest is null ? Needs.Program("initdb", "postgresql") : Path.Combine(newest, "bin", "initdb"))!;
    }

    private (string Program, string[] Arguments) AsAccount(string program, string[] arguments) => IsRoot
        ? (Needs.Program("setpriv", "util-linux"), ["--reuid", Account, "--regid", Account, "--clear-groups", Path.Combine(_programs, program), .. arguments])
        : (Path.Combine(_programs, program), arguments);

    private async Task RunAsAccountAsync(string program, params string[] arguments)
    {
        var (path, all) = AsAccount(program, arguments);
        await RunAsync(path, all);
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        var (exitCode, output) = await RealProcess.RunAsync(program, arguments, TimeSpan.FromMinutes(1), folder: _folder);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed: {output}");
        }
    }
}
