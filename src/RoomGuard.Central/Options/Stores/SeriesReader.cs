using RoomGuard.Contract.Files;

namespace RoomGuard.Central.Options;

/// <summary>Reads the section <c>series</c> of <c>central.json</c>; every fault is noted in the settings file.</summary>
internal sealed class SeriesReader(SettingsNode node, SettingsPaths paths)
{
    /// <summary>The options; usable only when the settings file holds no fault.</summary>
    public SeriesOptions Read()
    {
        if (node.Has("influx") && node.Has("victoria"))
        {
            node.Refuse("victoria", "stands beside influx; samples are kept in one store.");
        }

        var retention = node.GetOptionalSection("retention") is { } kept ? RetentionReader.ReadSeries(kept) : new SeriesRetention();
        if (node.Has("retention") && (node.Has("victoria") || (node.GetOptionalSection("influx")?.Has("tokenFile") ?? false)))
        {
            node.Refuse("retention", "is set, but that store keeps by its own setting: -retentionPeriod of VictoriaMetrics, the retention of a bucket of InfluxDB 2.x or a database of 3.");
        }

        return new SeriesOptions
        {
            Influx = node.GetOptionalSection("influx") is { } influx ? WithPolicies(influx, ReadInflux(influx), retention) : null,
            Victoria = node.GetOptionalSection("victoria") is { } victoria ? ReadVictoria(victoria) : null,
            Retention = retention,
            Spool = node.GetOptionalSection("spool") is { } spool ? ReadSpool(spool) : new SpoolOptions(),
        };
    }

    // Only policies of our own are altered: a shorter one erases what is in it.
    private static InfluxOptions WithPolicies(SettingsNode influx, InfluxOptions options, SeriesRetention retention)
    {
        if (retention.Raw is not null && influx.Has("retention"))
        {
            influx.Refuse("retention", "stands beside series.retention.raw, which makes a policy of its own (rg_raw).");
        }

        return options with
        {
            Retention = retention.Raw is null ? options.Retention : "rg_raw",
            MinuteRetention = retention.Minute is null ? null : "rg_1m",
            QuarterRetention = retention.Quarter is null ? null : "rg_15m",
            Kept = retention,
        };
    }

    private VictoriaOptions ReadVictoria(SettingsNode victoria) => new()
    {
        Url = CentralOptionsReader.ReadUrl(victoria, "url"),
        User = victoria.GetOptionalText("user"),
        Password = paths.Secret(victoria, "passwordFile"),
    };

    private InfluxOptions ReadInflux(SettingsNode influx)
    {
        if (influx.Has("tokenFile") && (influx.Has("user") || influx.Has("passwordFile")))
        {
            influx.Refuse("tokenFile", "stands beside user or passwordFile; a request bears one of them.");
        }

        return new InfluxOptions
        {
            Url = CentralOptionsReader.ReadUrl(influx, "url"),
            Database = influx.GetText("database", "roomguard"),
            Retention = influx.GetText("retention", "autogen"),
            Gzip = influx.Has("gzip") ? influx.GetFlag("gzip", true) : null,
            User = influx.GetOptionalText("user"),
            Password = paths.Secret(influx, "passwordFile"),
            Token = paths.Secret(influx, "tokenFile"),
            Organisation = influx.GetOptionalText("organisation"),
        };
    }

    private static SpoolOptions ReadSpool(SettingsNode spool) => new()
    {
        MaxMegabytes = spool.GetInteger("maxMegabytes", 0, 1024 * 1024, 2048),
        After = spool.GetDuration("after", TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(3)),
    };
}
