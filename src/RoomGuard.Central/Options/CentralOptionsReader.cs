using System.Net;
using RoomGuard.Central.Access;
using RoomGuard.Central.Deadman;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Telemetry;
using RoomGuard.Contract.Files;
using RoomGuard.Contract.Points;

namespace RoomGuard.Central.Options;

/// <summary>Reads the sections of <c>central.json</c>; every fault is noted in the settings file.</summary>
internal sealed class CentralOptionsReader(SettingsFile file, SettingsNode root, SettingsPaths paths)
{
    /// <summary>The site files that were read, with their faults.</summary>
    public IReadOnlyList<SettingsFile> SiteFiles { get; private set; } = [];

    /// <summary>The options; usable only when the settings file holds no fault.</summary>
    public CentralOptions Read()
    {
        var cluster = root.GetOptionalSection("cluster") is { } share ? new ClusterReader(share, paths).Read() : null;
        var options = new CentralOptions
        {
            Cluster = cluster,
            Organisation = OrganisationReader.Read(root.GetOptionalSection("organisation")),
            Folder = paths.Resolve(root.GetText("data", "./data")),
            Attachments = paths.Resolve(root.GetOptionalText("attachments") ?? Path.Combine(root.GetText("data", "./data"), "attachments")),
            Listen = ReadListen(root.GetOptionalSection("listen")),
            Access = ReadAccess(),
            Broker = ReadBroker(root.GetSection("mqtt"), cluster),
            Series = root.GetOptionalSection("series") is { } series ? new SeriesReader(series, paths).Read() : new SeriesOptions(),
            Retention = root.GetOptionalSection("retention") is { } retention ? RetentionReader.ReadLogs(retention) : new RetentionOptions(),
            Journals = JournalReader.Read(root.GetOptionalSection("journals"), paths),
            Channels = [.. root.GetSections("notify").Select((node, index) => ChannelReader.Read(node, index + 1, paths)).OfType<ChannelOptions>()],
            Source = Path.GetFullPath(file.Name),
            SiteFiles = ReadSitePaths(),
            Telemetry = TelemetryOptions.Read(root.GetOptionalSection("telemetry"), paths),
            Deadman = DeadmanReader.Read(root.GetOptionalSection("deadman"), paths),
        };
        options = options with { Model = ReadModel(options.SiteFiles) };
        CheckExposure(options);
        if (options.Organisation.IsWiredOnly)
        {
            WiredPolicy.Check(file, SiteFiles);
        }

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

    // One path, or a list of them.
    private string[] ReadSitePaths() => [.. (root.IsList("site") ? root.GetTexts("site") : root.GetOptionalText("site") is { Length: > 0 } one ? [one] : []).Select(paths.Resolve)];

    // Settings file and site files are one model; a site file that cannot be parsed leaves the others unread, for they may refer to it.
    private SiteModel ReadModel(IReadOnlyList<string> sitePaths)
    {
        SiteFiles = [.. SiteFile.WithAdopted(sitePaths).Select(SiteFile.Read)];
        if (SiteFiles.Any(site => site.Faults.Count > 0))
        {
            return SiteModel.Of([]);
        }

        var model = new SiteModelReader([file, .. SiteFiles]).Read();
        if (model.Sites.Count == 0)
        {
            root.Refuse("sites", "must list at least one site with its rooms, here or in a file that site names.");
        }

        return model;
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
