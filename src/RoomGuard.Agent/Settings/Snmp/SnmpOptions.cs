using RoomGuard.Devices.Snmp;

namespace RoomGuard.Agent;

/// <summary>One SNMP device to watch. An entry of section <c>snmp</c>.</summary>
/// <param name="Device">Where it is, how it is asked, and by which profile.</param>
/// <param name="Place">Whose readings they are.</param>
/// <param name="Period">Time between the starts of two polls; 1 s to 1 h, 10 s unless set.</param>
public sealed record SnmpOptions(SnmpDevice Device, InputPlace Place, TimeSpan Period)
{
    /// <summary>With what its self-test may be started from the centre: the device with a credential that may write; null where that is not allowed.</summary>
    public SnmpDevice? Tester { get; init; }

    /// <summary>Time between two polls while the UPS is on battery or in test, or the engine turns; zero for never, up to 1 min, 1 s unless set.</summary>
    public TimeSpan Burst { get; init; } = TimeSpan.FromSeconds(1);
}
