using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RoomGuard.Central.Options;
using RoomGuard.Central.Running;
using RoomGuard.Central.Series.Influx;
using RoomGuard.Central.Series.Rollups;
using RoomGuard.Central.Series.Spool;
using RoomGuard.Central.Series.Sqlite;
using RoomGuard.Central.Series.Victoria;
using RoomGuard.Central.Store;
using RoomGuard.Central.Telemetry;

namespace RoomGuard.Central.Series;

/// <summary>Registers the series store that the settings name, its tiers, and where samples wait while it is away.</summary>
internal static class SeriesParts
{
    /// <summary>Registers everything that is behind <see cref="ISeriesStore"/> and <see cref="SeriesWriter"/>.</summary>
    public static void Add(IServiceCollection services, CentralOptions options)
    {
        var folder = options.Folder;
        services.AddSingleton(all => new RefusedLines(Path.Combine(folder, "series-refused.txt"), all.GetRequiredService<CentralMeter>(), all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<RefusedLines>>()));
        AddStore(services, options);
        services.AddSingleton<ISeriesStore>(all => new RolledSeriesStore(
            all.GetRequiredService<RollupParts>().Samples,
            all.GetRequiredService<RollupWorker>(),
            new TierReader(all.GetRequiredService<RollupParts>().Samples, all.GetRequiredService<IRollupStore>(), all.GetRequiredService<RollupBook>())));
        services.AddSingleton(all => new RollupBook(new DataFolder(folder), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new SeriesLoops(all.GetRequiredService<SpoolDrain>(), all.GetRequiredService<RollupWorker>(), all.GetService<SqliteEraser>()));
        services.AddSingleton(new RollupPace()).AddSingleton<RollupWorker>();
        services.AddSingleton(options.Series.Spool).AddSingleton<SeriesWriter>().AddSingleton<SpoolDrain>();
        services.AddSingleton(all => new SeriesSpool(Path.Combine(folder, "spool"), options.Series.Spool, all.GetRequiredService<CentralMeter>(), all.GetRequiredService<ILogger<SeriesSpool>>()));
    }

    private static void AddStore(IServiceCollection services, CentralOptions options)
    {
        if (options.Series.Influx is { } influx)
        {
            services.AddSingleton(influx).AddSingleton<InfluxHttp>().AddSingleton<InfluxProvisioner>().AddSingleton<InfluxLines>();
            Use<InfluxSeriesStore, InfluxRollups>(services, options);
        }
        else if (options.Series.Victoria is { } victoria)
        {
            services.AddSingleton(victoria).AddSingleton<VictoriaHttp>();
            Use<VictoriaSeriesStore, VictoriaRollups>(services, options);
        }
        else
        {
            services.AddSingleton(new SqliteFile(Path.Combine(options.Folder, "series.db"))).AddSingleton(options.Series.Retention).AddSingleton<SqliteEraser>();
            Use<SqliteSeriesStore, SqliteRollups>(services, options);
        }
    }

    // Where packs are shared out, no centre sees all samples of a point.
    private static void Use<TSamples, TRollups>(IServiceCollection services, CentralOptions options)
        where TSamples : class, ISeriesStore
        where TRollups : class, IRollupStore
    {
        services.AddSingleton<TSamples>().AddSingleton<IRollupStore, TRollups>();
        services.AddSingleton(all => new RollupParts(
            all.GetRequiredService<TSamples>(),
            all.GetRequiredService<IRollupStore>(),
            all.GetRequiredService<RollupBook>(),
            all.GetRequiredService<TimeProvider>(),
            options.Broker.Share is not null,
            options.Series.Retention.Raw));
    }
}
