using RoomGuard.Central.Access;
using RoomGuard.Central.Deadman;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Telemetry;
using RoomGuard.Contract.Files;

namespace RoomGuard.Central.Options;

/// <summary>Everything a centre is told at its start; <c>central.json</c>. Immutable.</summary>
public sealed record CentralOptions
{
    /// <summary>Absolute path of the folder for the databases; made when it is not there.</summary>
    public required string Folder { get; init; }

    /// <summary>Whose rooms these are.</summary>
    public OrganisationOptions Organisation { get; init; } = new();

    /// <summary>Absolute path of the folder for photos and documents; in <see cref="Folder"/> unless set. Centres that share rooms must share it.</summary>
    public string Attachments { get => field ?? Path.Combine(Folder, "attachments"); init; }

    /// <summary>Where pages and API are served.</summary>
    public ListenOptions Listen { get; init; } = new();

    /// <summary>Who may do what; null lets everybody do everything, which only loopback may.</summary>
    public AccessList? Access { get; init; }

    /// <summary>The broker.</summary>
    public required BrokerOptions Broker { get; init; }

    /// <summary>The other centres that share the rooms; null when this one is alone.</summary>
    public ClusterOptions? Cluster { get; init; }

    /// <summary>Where samples are kept.</summary>
    public SeriesOptions Series { get; init; } = new();

    /// <summary>How long event logs and journals are kept.</summary>
    public RetentionOptions Retention { get; init; } = new();

    /// <summary>How journals are kept, signed and proven.</summary>
    public JournalOptions Journals { get; init; } = new();

    /// <summary>The ways to tell people of an alarm.</summary>
    public IReadOnlyList<ChannelOptions> Channels { get; init; } = [];

    /// <summary>Where metrics and traces are sent.</summary>
    public TelemetryOptions Telemetry { get; init; } = new();

    /// <summary>Signs of life that others listen for.</summary>
    public DeadmanOptions Deadman { get; init; } = new();

    /// <summary>The sites with their rooms, people and contracts, as they are at the start.</summary>
    public SiteModel Model { get; init; } = SiteModel.Of([]);

    /// <summary>The sites of <see cref="Model"/>; set alone, they make a model of nothing else.</summary>
    public IReadOnlyList<SiteDefinition> Sites
    {
        get => Model.Sites;
        init => Model = SiteModel.Of(value);
    }

    /// <summary>The settings file itself, read again when the sites are; null for options that come from no file.</summary>
    public string? Source { get; init; }

    /// <summary>Absolute paths of the site files, in the order of <c>site</c>; empty when the sites stand in the settings file itself.</summary>
    public IReadOnlyList<string> SiteFiles { get; init; } = [];

    /// <summary>Reads <c>central.json</c>. Opens nothing but the files it names.</summary>
    /// <param name="path">The file; paths inside it are relative to its folder.</param>
    /// <param name="faults">Everything wrong with it, in the order of the file.</param>
    /// <returns>The options, or null when there is any fault.</returns>
    public static CentralOptions? Read(string path, out IReadOnlyList<SettingsFault> faults)
    {
        var file = SettingsFile.Read(path);
        if (file.Faults.Count > 0)
        {
            faults = file.Close();
            return null;
        }

        var reader = new CentralOptionsReader(file, file.Root, new SettingsPaths(path));
        var options = reader.Read();
        faults = [.. file.Close(), .. reader.SiteFiles.SelectMany(site => site.Close())];
        return faults.Count == 0 ? options : null;
    }
}
