using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Traps;

/// <summary>Makes the PDU of a trap or inform: sysUpTime, snmpTrapOID, and what is told with them (RFC 3416 section 4.2.6).</summary>
internal static class NotificationWriter
{
    private static readonly ObjectId SysUpTime = new(1, 3, 6, 1, 2, 1, 1, 3, 0);
    private static readonly ObjectId SnmpTrapOid = new(1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0);

    /// <summary>The PDU.</summary>
    public static Pdu Of(SnmpNotification told, PduKind kind, int requestId) => new(kind, requestId, 0, 0,
    [
        new VarBind(SysUpTime, SnmpValue.TimeTicks(Hundredths(told.UpTime))),
        new VarBind(SnmpTrapOid, SnmpValue.Oid(told.TrapOid)),
        .. told.VarBinds,
    ]);

    /// <summary>A time as TimeTicks, which start again after 497 days.</summary>
    public static uint Hundredths(TimeSpan upTime) => unchecked((uint)(upTime.Ticks / (TimeSpan.TicksPerMillisecond * 10)));
}
