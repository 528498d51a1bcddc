using RoomGuard.Central.Access;
using RoomGuard.Central.Deadman;
using RoomGuard.Central.Telemetry;
using RoomGuard.Contract.Files;

namespace RoomGuard.Central.Options;

/// <summary>Everything a centre is told at its start; <c>central.json</c>. Immutable.</summary>
public sealed record CentralOptions
{
    /// <summary>Absolute path of the folder for the databases; made when it is not there.</summary>
    public required string Folder { get; init; }

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

    /// <summary>The ways to tell people of an alarm.</summary>
    public IReadOnlyList<ChannelOptions> Channels { get; init; } = [];

    /// <summary>Where metrics and traces are sent.</summary>
    public TelemetryOptions Telemetry { get; init; } = new();

    /// <summary>Signs of life that others listen for.</summary>
    public DeadmanOptions Deadman { get; init; } = new();

    /// <summary>The sites and their rooms.</summary>
    public required IReadOnlyList<SiteDefinition> Sites { get; init; }

    /// <summary>Reads <c>central.json</c>. Opens nothing but the files it names.</summary>
    /// <param name="path">The file; paths inside it are relative to its folder.</param>
    /// <param name="faults">Everything wrong with it, in the order of the file.</param>
    /// <returns>The options, or null when there is any fault.</returns>
    public static CentralOptions? Read(string path, out IReadOnlyList<SettingsFault> faults)
    {
        var file = SettingsFile.Read(path);
        var options = file.Faults.Count == 0 ? new CentralOptionsReader(file.Root, new SettingsPaths(path)).Read() : null;
        faults = file.Close();
        return faults.Count == 0 ? options : null;
    }
}
