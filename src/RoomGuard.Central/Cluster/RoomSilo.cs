using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using RoomGuard.Central.Ingest;
using RoomGuard.Central.Options;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Store;
using ClusterOptions = RoomGuard.Central.Options.ClusterOptions;

namespace RoomGuard.Central.Cluster;

/// <summary>This machine's share of the rooms: an Orleans silo, alone or one of several. The only file that configures the engine.</summary>
/// <remarks>The silo has services of its own: its clock is the real one whatever clock the rooms live by.</remarks>
internal sealed partial class RoomSilo(CentralOptions options, StateStore store, StateCommitter committer, StateGate gate, RoomBoard board, SiteBook sites, ReceiptLoop receipts, TimeProvider clock, ILoggerFactory loggers)
{
    // Rooms and agents whose machine is remembered; others are asked for.
    private const int MostOwners = 50_000;

    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);

    private readonly ILogger _logger = loggers.CreateLogger<RoomSilo>();
    private IHost? _host;
    private Task<Share>? _prepared;
    private readonly ConcurrentDictionary<string, IRoomGrain> _rooms = new(StringComparer.Ordinal);
    private IGrainFactory? _grains;

    /// <summary>The rooms that live here.</summary>
    public LocalRooms Local { get; } = new();

    /// <summary>The rooms as the last run left them.</summary>
    public StoredRooms Stored { get; } = new(store, gate, board, clock);

    /// <summary>Whether it has all the rooms, for there is no cluster.</summary>
    public bool IsAlone => options.Cluster is null;

    /// <summary>The owner of a room.</summary>
    /// <param name="path">The room as <c>{site}/{room}</c>.</param>
    public IRoomGrain Room(string path) => _rooms.TryGetValue(path, out var room) ? room : _rooms[path] = Grains.GetGrain<IRoomGrain>(path);

    /// <summary>The owner of what is known of an agent.</summary>
    public IAgentGrain Agent(string site, string agent) => Grains.GetGrain<IAgentGrain>($"{site}/{agent}");

    /// <summary>Who knows which site model each machine has.</summary>
    public IModelGrain Models => Grains.GetGrain<IModelGrain>(0);

    /// <summary>The machines that share the rooms; null before the silo runs.</summary>
    public ISiloStatusOracle? Members => _host?.Services.GetService<ISiloStatusOracle>();

    private IGrainFactory Grains => _grains ?? throw new InvalidOperationException("The rooms have no owners yet.");

    /// <summary>Begins to put the engine together, which takes a processor a second, while others start. Nothing runs yet.</summary>
    public void Prepare() => _prepared = Task.Run(Build);

    /// <summary>Runs until <paramref name="stop"/>; then the rooms store what they have not stored yet.</summary>
    /// <param name="work">What to do while it runs.</param>
    public async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken stop)
    {
        using var share = await (Interlocked.Exchange(ref _prepared, null) ?? Task.Run(Build, stop));
        var host = share.Host;
        await host.StartAsync(stop);
        _rooms.Clear();
        (_host, _grains) = (host, host.Services.GetRequiredService<IGrainFactory>());
        Log.Running(_logger, host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress.ToString());
        try
        {
            await work(stop);
        }
        finally
        {
            using var patience = new CancellationTokenSource(StopPatience);
            await host.StopAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await share.End.CancelAsync();
            _host = null;
        }
    }

    private Share Build()
    {
        var ended = new CancellationTokenSource();
        var end = ended.Token;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton(new RoomGrainParts(store, committer, gate, board, sites, Local, Stored, clock, end));
        builder.Services.AddSingleton(new AgentGrainParts(store, committer, gate, receipts, path => sites.Current.FindRoom(path) is not null, clock, end));
        builder.UseOrleans(Configure);
        return new Share(builder.Build(), ended);
    }

    private void Configure(ISiloBuilder silo)
    {
        if (options.Cluster is { } cluster)
        {
            ConfigureShare(silo, cluster);
        }
        else
        {
            var port = FreePort(IPAddress.Loopback);
            silo.UseLocalhostClustering(port, gatewayPort: 0, new IPEndPoint(IPAddress.Loopback, port));
        }

        // The table is made at its full size; a million places of its default are for other services.
        silo.Configure<GrainDirectoryOptions>(directory => directory.CacheSize = MostOwners);
        silo.Configure<SiloMessagingOptions>(messages =>
        {
            messages.ResponseTimeout = TimeSpan.FromSeconds(30);
            messages.SystemResponseTimeout = TimeSpan.FromSeconds(30);
        });
    }

    // One vote is enough with two machines; three missed questions of a second each are a death.
    private static void ConfigureShare(ISiloBuilder silo, ClusterOptions cluster)
    {
        silo.UseAdoNetClustering(database =>
        {
            database.Invariant = "Npgsql";
            database.ConnectionString = cluster.Postgres.Reveal();
        });
        silo.ConfigureEndpoints(cluster.Address, cluster.Port == 0 ? FreePort(cluster.Address) : cluster.Port, gatewayPort: 0, listenOnAnyHostAddress: false);
        silo.Configure<Orleans.Configuration.ClusterOptions>(engine =>
        {
            engine.ClusterId = "roomguard";
            engine.ServiceId = "roomguard";
        });
        silo.Configure<SiloOptions>(engine => engine.SiloName = cluster.Silo);
        silo.Configure<ClusterMembershipOptions>(members =>
        {
            members.NumVotesForDeathDeclaration = 1;
            members.ProbeTimeout = TimeSpan.FromSeconds(1);
            members.NumMissedProbesLimit = 3;
            members.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            members.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            members.EnableIndirectProbes = false;
            members.DefunctSiloExpiration = TimeSpan.FromDays(1);
        });
    }

    private static int FreePort(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <param name="End">Ends when the rooms have stored what they had to.</param>
    private sealed record Share(IHost Host, CancellationTokenSource End) : IDisposable
    {
        public void Dispose()
        {
            Host.Dispose();
            End.Dispose();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4130, LogLevel.Debug, "The rooms have owners here: {Address}.")]
        internal static partial void Running(ILogger logger, string address);
    }
}
