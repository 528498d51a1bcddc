using System.Collections.Immutable;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>What decoding has learnt of one device and must not forget between two polls. Immutable.</summary>
/// <param name="Scales">The scale that was found for a point, by the object its profile names.</param>
/// <param name="Dates">The instant computed from an uptime, by signal, with the uptime it came from: computed anew it would jitter by the poll's delay.</param>
public sealed record DeviceMemory(ImmutableDictionary<ObjectId, double> Scales, ImmutableDictionary<DeviceSignal, (double Ticks, string Text)> Dates)
{
    /// <summary>Nothing learnt yet.</summary>
    public static DeviceMemory Empty { get; } = new(ImmutableDictionary<ObjectId, double>.Empty, ImmutableDictionary<DeviceSignal, (double Ticks, string Text)>.Empty);
}
