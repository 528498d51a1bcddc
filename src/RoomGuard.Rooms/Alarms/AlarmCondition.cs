namespace RoomGuard.Rooms.Alarms;

/// <summary>The alarm states of ISA-18.2 / IEC 62682, section 5 of the former.</summary>
public enum AlarmCondition
{
    /// <summary>Nothing stands and nothing waits for anybody.</summary>
    Normal,

    /// <summary>The condition stands; nobody has acknowledged it.</summary>
    Unacknowledged,

    /// <summary>The condition stands; somebody knows.</summary>
    Acknowledged,

    /// <summary>The condition is over; nobody acknowledged it while it stood.</summary>
    ReturnedUnacknowledged,

    /// <summary>Set aside by a person until a stated time.</summary>
    Shelved,

    /// <summary>Silenced by a rule of the design, for example by maintenance.</summary>
    SuppressedByDesign,

    /// <summary>Taken out of service.</summary>
    OutOfService,
}

/// <summary>How urgent an alarm is; a greater value is more urgent.</summary>
public enum AlarmPriority
{
    /// <summary>Recorded and shown; nobody is told.</summary>
    Info,

    /// <summary>To be looked at today.</summary>
    Warning,

    /// <summary>To be acted on now.</summary>
    Critical,
}

/// <summary>Alarm states and priorities as the HTTP contract spells them.</summary>
public static class AlarmWords
{
    internal static readonly IReadOnlyDictionary<string, AlarmPriority> Priorities = new Dictionary<string, AlarmPriority>(StringComparer.Ordinal)
    {
        ["info"] = AlarmPriority.Info,
        ["warning"] = AlarmPriority.Warning,
        ["critical"] = AlarmPriority.Critical,
    };

    private static readonly string[] Conditions =
        ["normal", "unacknowledged", "acknowledged", "returned_unacknowledged", "shelved", "suppressed_by_design", "out_of_service"];

    /// <summary>The state's word, for example <c>returned_unacknowledged</c>.</summary>
    public static string ToWord(this AlarmCondition condition) => Conditions[(int)condition];

    /// <summary>The priority's word: <c>info</c>, <c>warning</c> or <c>critical</c>.</summary>
    public static string ToWord(this AlarmPriority priority) => priority switch
    {
        AlarmPriority.Info => "info",
        AlarmPriority.Warning => "warning",
        AlarmPriority.Critical => "critical",
        _ => throw new ArgumentOutOfRangeException(nameof(priority), priority, "Not a priority."),
    };

    /// <summary>Parses a state's word; false for any other.</summary>
    public static bool TryParse(string? word, out AlarmCondition condition)
    {
        var index = Array.IndexOf(Conditions, word);
        condition = index < 0 ? default : (AlarmCondition)index;
        return index >= 0;
    }
}
