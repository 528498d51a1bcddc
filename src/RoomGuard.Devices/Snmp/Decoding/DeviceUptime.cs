using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>How long a device has run at its last poll, and so whether it has restarted since.</summary>
/// <param name="Hundredths">sysUpTime in hundredths of a second; null while it was never told.</param>
/// <param name="Boots">Its engine's boots, in SNMPv3; null without.</param>
internal readonly record struct DeviceUptime(uint? Hundredths, int? Boots)
{
    // sysUpTime goes round after 497 days (RFC 3418): from its last hour on, a smaller number is no restart.
    private const uint LastHour = uint.MaxValue - 360_000;

    /// <summary>What is known after another poll, and whether the device has restarted before it.</summary>
    /// <param name="varBinds">The poll's answers; sysUpTime among them, where the device has it.</param>
    /// <param name="boots">The boots of its engine now; null without SNMPv3.</param>
    public (DeviceUptime Next, bool HasRestarted) After(List<VarBind> varBinds, int? boots)
    {
        var told = varBinds.Find(static varBind => varBind.Id == Profile.SysUpTime).Value;
        var hundredths = told.TryGetUnsigned(out var number) ? (uint?)Math.Min(number, uint.MaxValue) : Hundredths;
        return (new DeviceUptime(hundredths, boots ?? Boots), boots > Boots || (hundredths < Hundredths && Hundredths < LastHour));
    }
}
