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

    /// <summary>Acknowledges too, and changes what the site is: reloads its model, adopts points.</summary>
    Engineer,

    /// <summary>Sees the audit trail; changes nothing.</summary>
    Auditor,

    /// <summary>May do everything.</summary>
    Admin,
}
