namespace RoomGuard.Snmp.Messages;

/// <summary>The PDUs of RFC 3416 section 3 and RFC 1157 section 4.1, each with the number of its context tag.</summary>
internal enum PduKind
{
    Get = 0,
    GetNext = 1,
    Response = 2,
    Set = 3,
    TrapV1 = 4,
    GetBulk = 5,
    Inform = 6,
    Trap = 7,
    Report = 8,
}
