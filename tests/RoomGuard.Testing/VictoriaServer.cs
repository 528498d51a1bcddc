using System.Globalization;

namespace RoomGuard.Testing;

/// <summary>Debian's victoria-metrics on a free loopback port, with HTTP Basic.</summary>
public sealed class VictoriaServer : IAsyncDisposable
{
    /// <summary>The only user.</summary>
    public const string User = "roomguard";

    /// <summary>The user's password.</summary>
    public const string Password = "correct-horse";

    private readonly Scratch _scratch = new();
    private readonly HttpClient _http = new();
    private RealProcess? _process;

    private VictoriaServer()
    {
    }

    /// <summary>The HTTP port.</summary>
    public int Port { get; } = Ports.FreeTcp();

    /// <summary>The base address.</summary>
    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/"));

    /// <summary>Starts a server.</summary>
    public static async Task<VictoriaServer> StartAsync()
    {
        var server = new VictoriaServer();
        var login = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{User}:{Password}"));
        server._http.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Basic", login);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts the server again on its port and with what it had stored.</summary>
    public async Task StartAgainAsync()
    {
        var program = Needs.Program("victoria-metrics", "victoria-metrics");
        _process = RealProcess.Start(program,
        [
            string.Create(CultureInfo.InvariantCulture, $"-httpListenAddr=127.0.0.1:{Port}"),
            $"-storageDataPath={_scratch.Path("data")}",
            "-retentionPeriod=100y",
            "-search.latencyOffset=0s",
            $"-httpAuth.username={User}",
            $"-httpAuth.password={Password}",
        ]);
        await _process.UntilAsync(
            async () =>
            {
                try
                {
                    using var answer = await _http.GetAsync(new Uri(Url, "api/v1/labels"));
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            TimeSpan.FromSeconds(20),
            "victoria-metrics answers");
    }

    /// <summary>Makes what was written visible to reads at once.</summary>
    public async Task FlushAsync()
    {
        using var answer = await _http.GetAsync(new Uri(Url, "internal/force_flush"));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What a query of PromQL gives at an instant, as JSON.</summary>
    /// <param name="at">Seconds since 1970.</param>
    public async Task<string> QueryAsync(string promQl, long at) =>
        await _http.GetStringAsync(new Uri(Url, string.Create(CultureInfo.InvariantCulture, $"api/v1/query?query={Uri.EscapeDataString(promQl)}&time={at}")));

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
        _http.Dispose();
        _scratch.Dispose();
    }
}
