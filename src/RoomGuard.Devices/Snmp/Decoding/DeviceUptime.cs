using RoomGuard.Snmp;

namespace RoomGuard.Devices.Snmp;

/// <summary>How long a device has run at its last poll, and so whether it has restarted since.</summary>
/// <param name="Hundredths">sysUpTime in hundredths of a second; null while it was never told.</param>
/// <param name="Boots">Its engine's boots, in SNMPv3; null without.</param>
internal readonly record struct DeviceUptime(uint? Hundredths, int? Boots)
{
    // sysUpTime goes round after 497 days (RFC 3418): from its last hour on, a smaller number is no restart.
    private const uint LastHour = uint.MaxValue - 360_000;

    /// <summary>Whether the device has restarted since this was known.</summary>
    /// <param name="varBinds">A poll's answers; sysUpTime among them, where the device has it.</param>
    /// <param name="boots">The boots of its engine now; null without SNMPv3.</param>
    /// <param name="now">What is known from now on.</param>
    public bool HasRestarted(List<VarBind> varBinds, int? boots, out DeviceUptime now)
    {
        var told = varBinds.Find(static varBind => varBind.Id == Profile.SysUpTime).Value;
        var hundredths = told.TryGetUnsigned(out var number) ? (uint?)Math.Min(number, uint.MaxValue) : Hundredths;
        now = new DeviceUptime(hundredths, boots ?? Boots);
        return boots > Boots || (hundredths < Hundredths && Hundredths < LastHour);
    }
}
