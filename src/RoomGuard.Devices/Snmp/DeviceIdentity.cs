using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>What a device says it is.</summary>
/// <param name="Profile">The profile that fits, with the device's own object identifiers; null when none does.</param>
/// <param name="SysObjectId">Its sysObjectID; empty when it has none.</param>
/// <param name="SysDescr">Its sysDescr; empty when it has none.</param>
/// <param name="Names">What the profile's identity objects hold: <c>manufacturer</c>, <c>model</c>, <c>firmware</c>, <c>serial</c>.</param>
public sealed record DeviceIdentity(Profile? Profile, ObjectId SysObjectId, string SysDescr, IReadOnlyDictionary<string, string> Names)
{
    /// <summary>For a log line: the names in one text.</summary>
    public string Describe() => Names.Count > 0 ? string.Join(", ", Names.Values) : SysDescr;
}
