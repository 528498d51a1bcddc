using System.Net;
using RoomGuard.Central.Access;
using RoomGuard.Central.Deadman;
using RoomGuard.Central.Telemetry;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Points;

namespace RoomGuard.Central.Options;

/// <summary>Reads the sections of <c>central.json</c>; every fault is noted in the settings file.</summary>
internal sealed class CentralOptionsReader(SettingsNode root, SettingsPaths paths)
{
    /// <summary>The options; usable only when the settings file holds no fault.</summary>
    public CentralOptions Read()
    {
        var cluster = root.GetOptionalSection("cluster") is { } share ? new ClusterReader(share, paths).Read() : null;
        var options = new CentralOptions
        {
            Cluster = cluster,
            Folder = paths.Resolve(root.GetText("data", "./data")),
            Listen = ReadListen(root.GetOptionalSection("listen")),
            Access = ReadAccess(),
            Broker = ReadBroker(root.GetSection("mqtt"), cluster),
            Series = root.GetOptionalSection("series") is { } series ? new SeriesReader(series, paths).Read() : new SeriesOptions(),
            Channels = [.. root.GetSections("notify").Select((node, index) => ChannelReader.Read(node, index + 1, paths)).OfType<ChannelOptions>()],
            Telemetry = TelemetryOptions.Read(root.GetOptionalSection("telemetry"), paths),
            Deadman = DeadmanReader.Read(root.GetOptionalSection("deadman"), paths),
            Sites = [.. root.GetSections("sites").Select(SiteDefinition.Read)],
        };
        CheckSites(options.Sites);
        CheckExposure(options);
        return options;
    }

    private ListenOptions ReadListen(SettingsNode? node)
    {
        if (node is null)
        {
            return new ListenOptions();
        }

        var text = node.GetText("address", "127.0.0.1");
        if (!IPAddress.TryParse(text, out var address))
        {
            node.Refuse("address", $"is \"{text}\"; it must be an IP address such as \"127.0.0.1\" or \"::\".");
        }

        var (certificate, key) = paths.Certificate(node);
        return new ListenOptions
        {
            Address = address ?? IPAddress.Loopback,
            Port = node.GetInteger("port", 0, 65535, 8080),
            CertificateFile = certificate,
            KeyFile = key,
        };
    }

    private AccessList? ReadAccess()
    {
        if (paths.File(root, "access") is not { } path || !File.Exists(path))
        {
            return null;
        }

        var list = AccessList.Parse(File.ReadAllLines(path), out var problems);
        foreach (var problem in problems)
        {
            root.Refuse("access", $"names a file with a fault: {problem}");
        }

        return list;
    }

    // Members of one cluster share the packs; each needs a session of its own at the broker.
    private BrokerOptions ReadBroker(SettingsNode node, ClusterOptions? cluster) => new()
    {
        Host = node.GetText("host"),
        Port = node.GetInteger("port", 1, 65535, 1883),
        ClientId = node.GetText("clientId", "roomguard-central"),
        Share = ReadShare(node, cluster),
        User = node.GetOptionalText("user"),
        Password = paths.Secret(node, "passwordFile"),
        Tls = node.GetOptionalSection("tls") is { } tls ? ReadTls(tls) : null,
    };

    private static string? ReadShare(SettingsNode node, ClusterOptions? cluster)
    {
        var share = node.GetOptionalText("share") ?? (cluster is null ? null : "centre");
        if (share is not null && !PointName.IsValid(share))
        {
            node.Refuse("share", $"is \"{share}\"; it must be {PointName.Rule}.");
        }

        return share;
    }

    private BrokerTlsOptions ReadTls(SettingsNode node)
    {
        var (certificate, key) = paths.Certificate(node);
        return new BrokerTlsOptions(paths.Authority(node, "ca"), certificate, key);
    }

    /// <summary>An http or https address at <paramref name="key"/>.</summary>
    internal static Uri ReadUrl(SettingsNode node, string key)
    {
        var text = node.GetText(key);
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return url;
        }

        if (text.Length > 0)
        {
            node.Refuse(key, $"is \"{text}\"; it must be an address such as \"http://127.0.0.1:8086\".");
        }

        return new Uri("http://127.0.0.1");
    }

    private void CheckSites(IReadOnlyList<SiteDefinition> sites)
    {
        if (sites.Count == 0)
        {
            root.Refuse("sites", "must list at least one site with its rooms.");
        }

        foreach (var twice in sites.GroupBy(site => site.Id, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            root.Refuse("sites", $"name the site \"{twice.Key}\" more than once.");
        }
    }

    // Journals and room plans are restricted (clause 8-1 of the decree): nobody reads them over a wire in the clear, or without a name.
    private void CheckExposure(CentralOptions options)
    {
        if (IPAddress.IsLoopback(options.Listen.Address))
        {
            return;
        }

        if (options.Listen.CertificateFile is null)
        {
            root.Refuse("listen", $"is on {options.Listen.Address}, which others can reach; it must then have certificate and key.");
        }

        if (options.Access is null)
        {
            root.Refuse("access", $"is missing; listening on {options.Listen.Address}, which others can reach, needs a file that names who may do what.");
        }
    }
}
