using RoomGuard.Contract.Samples;
using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>What a device's answer says of one signal.</summary>
/// <param name="Signal">The signal's id in the catalogue.</param>
/// <param name="Reading">Its reading.</param>
/// <param name="Remark">Something an engineer should know of the value, such as a code that the profile does not list; null as a rule.</param>
public sealed record SignalReading(string Signal, Reading Reading, string? Remark = null)
{
    /// <summary>The part of the device it is of, such as <c>probe-1</c>; empty for the device itself.</summary>
    public string Part { get; init; } = "";

    /// <summary>The object the value came from; of a derived signal the one that decided. Empty for an absence that no object told.</summary>
    public ObjectId Source { get; init; }

    /// <summary>What the device calls the part; null when it does not say.</summary>
    public string? Label { get; init; }

    /// <summary>Signal and part together.</summary>
    public DeviceSignal Key => new(Part, Signal);
}

/// <summary>One signal of a device or of a part of it.</summary>
/// <param name="Part">The part, such as <c>probe-1</c>; empty for the device itself. Follows the rule for the parts of a point.</param>
/// <param name="Signal">The signal's id in the catalogue.</param>
public readonly record struct DeviceSignal(string Part, string Signal)
{
    /// <summary>Longest part a device may have, in characters: what an equipment's name leaves of a point's.</summary>
    public const int MaxPartLength = 32;

    /// <summary>By part and signal, the device's own first.</summary>
    public static IComparer<DeviceSignal> Order { get; } = Comparer<DeviceSignal>.Create(static (one, other) =>
        string.CompareOrdinal(one.Part, other.Part) is not 0 and var byPart ? byPart : string.CompareOrdinal(one.Signal, other.Signal));

    /// <summary><c>probe-1/env.temp</c>, or the signal alone.</summary>
    public override string ToString() => Part.Length == 0 ? Signal : $"{Part}/{Signal}";
}
