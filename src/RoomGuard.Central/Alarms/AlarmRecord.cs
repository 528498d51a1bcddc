using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Central.Alarms;

/// <summary>One occurrence of an alarm as the ledger keeps it, also when it is over.</summary>
/// <param name="Room">The room as <c>{site}/{room}</c>.</param>
/// <param name="Alarm">The alarm as it was at its newest change.</param>
/// <param name="ChangedAt">When that was, UTC.</param>
public sealed record AlarmRecord(string Room, Alarm Alarm, DateTimeOffset ChangedAt);

/// <summary>Which alarms to read.</summary>
public sealed record AlarmQuery
{
    /// <summary>Only alarms in one of these states; empty gives all.</summary>
    public IReadOnlyList<AlarmCondition> States { get; init; } = [];

    /// <summary>Only alarms of this room, <c>{site}/{room}</c>; null gives all.</summary>
    public string? Room { get; init; }

    /// <summary>Where the page before ended; null starts with the newest.</summary>
    public string? Cursor { get; init; }

    /// <summary>Most alarms of the page, 1 to 1000; 100 unless set.</summary>
    public int Limit { get; init; } = 100;
}
