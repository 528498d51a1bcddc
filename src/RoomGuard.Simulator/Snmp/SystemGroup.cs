using RoomGuard.Simulator.World;
using RoomGuard.Snmp;

namespace RoomGuard.Simulator.Snmp;

/// <summary>The system group of SNMPv2-MIB (RFC 3418) of one device.</summary>
/// <param name="Name">sysName.</param>
/// <param name="Description">sysDescr.</param>
/// <param name="Kind">sysObjectID.</param>
/// <param name="Location">sysLocation.</param>
internal sealed record SystemGroup(string Name, string Description, ObjectId Kind, string Location)
{
    private static readonly ObjectId System = ObjectId.Parse("1.3.6.1.2.1.1");

    // Cards run for weeks before anybody looks.
    private static readonly TimeSpan UpBeforeScenario = TimeSpan.FromDays(41.3);

    /// <summary>sysUpTime at scenario time <paramref name="at"/>.</summary>
    public static TimeSpan UpTime(TimeSpan at) => UpBeforeScenario + at;

    /// <summary>Adds the group's rows.</summary>
    public void Fill(SiteState state, MibRows rows)
    {
        rows.Text(System, [1, 0], Description);
        rows.Add(System, [2, 0], SnmpValue.Oid(Kind));
        rows.Ticks(System, [3, 0], UpTime(state.At));
        rows.Text(System, [4, 0], "Duty engineer");
        rows.Text(System, [5, 0], Name);
        rows.Text(System, [6, 0], Location);
        rows.Number(System, [7, 0], 72);
    }
}
