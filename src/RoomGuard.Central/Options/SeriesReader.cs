using RoomGuard.Contract.Files;

namespace RoomGuard.Central.Options;

/// <summary>Reads the section <c>series</c> of <c>central.json</c>; every fault is noted in the settings file.</summary>
internal sealed class SeriesReader(SettingsNode node, SettingsPaths paths)
{
    /// <summary>The options; usable only when the settings file holds no fault.</summary>
    public SeriesOptions Read() => new()
    {
        Influx = node.GetOptionalSection("influx") is { } influx ? ReadInflux(influx) : null,
        Spool = node.GetOptionalSection("spool") is { } spool ? ReadSpool(spool) : new SpoolOptions(),
    };

    private InfluxOptions ReadInflux(SettingsNode influx) => new()
    {
        Url = CentralOptionsReader.ReadUrl(influx, "url"),
        Database = influx.GetText("database", "roomguard"),
        Retention = influx.GetText("retention", "autogen"),
        Gzip = influx.Has("gzip") ? influx.GetFlag("gzip", true) : null,
        User = influx.GetOptionalText("user"),
        Password = paths.Secret(influx, "passwordFile"),
    };

    private static SpoolOptions ReadSpool(SettingsNode spool) => new()
    {
        MaxMegabytes = spool.GetInteger("maxMegabytes", 0, 1024 * 1024, 2048),
        After = spool.GetDuration("after", TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(3)),
    };
}
