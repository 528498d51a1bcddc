using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>Everything that is read of a device, for a person who sets one up or checks a profile. Immutable.</summary>
/// <param name="Identity">What the device says it is.</param>
/// <param name="Readings">What an agent would publish.</param>
public sealed record DeviceReport(DeviceIdentity Identity, IReadOnlyList<SignalReading> Readings)
{
    /// <summary>The same signals from other objects that the device has too; each stands behind one of <see cref="Readings"/>.</summary>
    public IReadOnlyList<SignalReading> Alternates { get; init; } = [];

    /// <summary>Objects of the profile that the device has and that give no reading.</summary>
    public IReadOnlyList<SkippedObject> Skipped { get; init; } = [];

    /// <summary>Asks a device over the network.</summary>
    /// <param name="at">For dates that are relative to now.</param>
    /// <exception cref="SnmpException">The device is silent or refuses.</exception>
    public static Task<DeviceReport> OfDeviceAsync(SnmpManager manager, SnmpDevice device, DateTimeOffset at, CancellationToken stop) =>
        OfAsync(new SnmpAnswers(manager, device, null), ProfileCatalog.Find(device.Profile), at, stop);

    /// <summary>Asks a recording.</summary>
    /// <param name="profile">The profile to try; null to let the recording say what it is.</param>
    /// <param name="at">For dates that are relative to now.</param>
    public static Task<DeviceReport> OfRecordingAsync(DeviceRecording recording, Profile? profile, DateTimeOffset at, CancellationToken stop) =>
        OfAsync(new RecordedAnswers(recording), profile, at, stop);

    private static async Task<DeviceReport> OfAsync(IDeviceAnswers device, Profile? named, DateTimeOffset at, CancellationToken stop)
    {
        var identity = await DeviceFinder.IdentifyAsync(device, named, stop);
        if (identity.Profile is not { } profile)
        {
            return new DeviceReport(identity, []);
        }

        var decoding = profile.Decode(await DeviceFinder.DiscoverAsync(device, profile, stop), at, DeviceMemory.Empty);
        return new DeviceReport(identity, [.. decoding.Readings.OrderBy(reading => reading.Key, DeviceSignal.Order)]) { Alternates = decoding.Alternates, Skipped = decoding.Skipped };
    }
}
