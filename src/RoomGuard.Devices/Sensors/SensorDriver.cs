using RoomGuard.Contract.Files;

namespace RoomGuard.Devices.Sensors;

/// <summary>One way to reach sensors.</summary>
/// <param name="Name">Its name in settings and births.</param>
/// <param name="Fault">What is wrong with a channel, in a sentence without its subject; null when it can be opened. Touches no device.</param>
/// <param name="Open">Makes the reader of a channel below a root (<c>/sys</c>). The sensor need not be there yet.</param>
public sealed record SensorDriver(string Name, Func<SensorChannel, string?> Fault, Func<string, SensorChannel, ISensor> Open)
{
    /// <summary>Whether a read takes long by design: a DS18B20 converts for 750 ms. Nobody else's readings wait behind it.</summary>
    public bool IsSlow { get; init; }

    /// <summary>The number that its chips give before they have measured; null when they give none.</summary>
    public double? PowerOn { get; init; }

    /// <summary>Reads the driver's own keys of an entry of the settings, and notes what is wrong with them there; null for a driver without any.</summary>
    public Func<SettingsNode, SensorTuning>? Tune { get; init; }
}
