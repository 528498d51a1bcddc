using RoomGuard.Contract.Samples;

namespace RoomGuard.Devices.Snmp;

/// <summary>What a device's answer says of one signal.</summary>
/// <param name="Signal">The signal's id in the catalogue.</param>
/// <param name="Reading">Its reading.</param>
/// <param name="Remark">Something an engineer should know of the value, such as a code that the profile does not list; null as a rule.</param>
public sealed record SignalReading(string Signal, Reading Reading, string? Remark = null);
