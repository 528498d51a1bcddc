using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>What decoding one answer gave.</summary>
/// <param name="Readings">The readings, one for each signal of the device and of each part.</param>
/// <param name="Sources">The objects worth asking again: those that gave a reading, and those that may yet.</param>
/// <param name="Memory">What is to be remembered for the next answer.</param>
internal sealed record Decoding(IReadOnlyList<SignalReading> Readings, IReadOnlyList<ObjectId> Sources, DeviceMemory Memory)
{
    /// <summary>Columns of alarms, which change their rows: to be walked again at every poll at which their count is not zero.</summary>
    public IReadOnlyList<AlarmColumn> Walks { get; init; } = [];

    /// <summary>Readings that stand behind those of better sources, in the order of the profile.</summary>
    public IReadOnlyList<SignalReading> Alternates { get; init; } = [];

    /// <summary>Objects of the profile that gave no reading, with the reason.</summary>
    public IReadOnlyList<SkippedObject> Skipped { get; init; } = [];
}

/// <summary>A column whose rows come and go.</summary>
/// <param name="Column">The column.</param>
/// <param name="Count">The scalar that counts its rows; null when there is none.</param>
internal sealed record AlarmColumn(ObjectId Column, ObjectId? Count);

/// <summary>An object of a profile that a device has, and that gives no reading.</summary>
/// <param name="Key">The signal it would have been.</param>
/// <param name="Id">The object.</param>
/// <param name="Reason">Why not, for a person.</param>
public sealed record SkippedObject(DeviceSignal Key, ObjectId Id, string Reason);
