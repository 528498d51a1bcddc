namespace RoomGuard.Central.Access;

/// <summary>What a person or program may do here. Every role may read.</summary>
public enum Role
{
    /// <summary>Looks at rooms, alarms, journals and series.</summary>
    Reader,

    /// <summary>Also acknowledges alarms: the duty engineer.</summary>
    Operator,

    /// <summary>Acknowledges too, and attests what no sensor can see.</summary>
    Inspector,

    /// <summary>Sees the audit trail; changes nothing.</summary>
    Auditor,

    /// <summary>May do everything.</summary>
    Admin,
}
