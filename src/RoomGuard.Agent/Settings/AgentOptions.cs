using RoomGuard.Agent.Cameras;
using RoomGuard.Agent.Radio;
using RoomGuard.Contract.Files;

namespace RoomGuard.Agent;

/// <summary>Everything an agent is told: the contents of <c>agent.json</c>. Immutable.</summary>
/// <param name="Site">The site's name.</param>
/// <param name="Agent">The agent's name, unique in its site.</param>
/// <param name="Mqtt">The broker.</param>
public sealed record AgentOptions(string Site, string Agent, MqttOptions Mqtt)
{
    /// <summary>How samples are gathered and kept.</summary>
    public PublishingOptions Publishing { get; init; } = new();

    /// <summary>How long the centre may be silent.</summary>
    public required CentreOptions Centre { get; init; }

    /// <summary>Whether the agent keeps the signed heads of the centre's journals.</summary>
    public bool Witness { get; init; } = true;

    /// <summary>Where it keeps what must outlive a restart: the first folder of <c>STATE_DIRECTORY</c>, which systemd sets, or else the settings file's own.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Where the kernel shows its devices; <c>/sys</c> unless set.</summary>
    public string Sysfs { get; init; } = "/sys";

    /// <summary>What the board may be linked by.</summary>
    public NetworkPolicy Network { get; init; }

    /// <summary>Sensors to read.</summary>
    public IReadOnlyList<SensorOptions> Sensors { get; init; } = [];

    /// <summary>What is reckoned from the sensors.</summary>
    public IReadOnlyList<DerivedOptions> Derived { get; init; } = [];

    /// <summary>Contacts to watch.</summary>
    public ContactsOptions Contacts { get; init; } = new(false, []);

    /// <summary>Meters to count for.</summary>
    public MetersOptions Meters { get; init; } = new(false, []);

    /// <summary>SNMP devices to watch.</summary>
    public IReadOnlyList<SnmpOptions> Snmp { get; init; } = [];

    /// <summary>Cameras and recorders to watch.</summary>
    public IReadOnlyList<CameraOptions> Cameras { get; init; } = [];

    /// <summary>Where SNMP devices may send their traps to; null when they are polled only.</summary>
    public TrapOptions? Traps { get; init; }

    /// <summary>What the agent does by itself; null for nothing.</summary>
    public LocalOptions? Local { get; init; }

    /// <summary>Reads and judges a settings file whole. No device is opened.</summary>
    /// <param name="faults">Everything wrong with it, in the order of the file.</param>
    /// <returns>The options, or null when there is any fault.</returns>
    public static AgentOptions? Read(string path, out IReadOnlyList<SettingsFault> faults)
    {
        var file = SettingsFile.Read(path);
        var options = AgentOptionsReader.Read(file, Path.GetDirectoryName(Path.GetFullPath(path))!);
        faults = file.Close();
        return faults.Count == 0 ? options : null;
    }
}
