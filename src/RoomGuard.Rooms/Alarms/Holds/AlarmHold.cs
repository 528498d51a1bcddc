namespace RoomGuard.Rooms.Alarms.Holds;

/// <summary>What can keep an alarm from people. It is recorded all the same.</summary>
public enum HoldKind
{
    /// <summary>Another alarm says it already.</summary>
    Cause,

    /// <summary>The room or the equipment is in maintenance.</summary>
    Maintenance,

    /// <summary>It opens again and again, and one alarm stands for all of it.</summary>
    Chattering,

    /// <summary>Set aside by a person until a stated time.</summary>
    Shelf,

    /// <summary>Taken out of service by a person.</summary>
    OutOfService,
}

/// <summary>What keeps one alarm from people.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Until">Until when, UTC; null where nobody can say.</param>
/// <param name="By">Who decided it; null for a rule of the design.</param>
/// <param name="Comment">What they said of it.</param>
/// <param name="Cause">The alarm that is the cause, or the window of the maintenance, by its id.</param>
public sealed record AlarmHold(HoldKind Kind, DateTimeOffset Since, DateTimeOffset? Until = null, string? By = null, string? Comment = null, string? Cause = null)
{
    /// <summary>Whether its time on the shelf ran out meanwhile: when nothing holds it any more, people are told that it is back.</summary>
    public bool IsAfterShelf { get; init; }

    /// <summary>The state of an alarm that is kept so.</summary>
    internal AlarmCondition State => Kind switch
    {
        HoldKind.Shelf => AlarmCondition.Shelved,
        HoldKind.OutOfService => AlarmCondition.OutOfService,
        _ => AlarmCondition.SuppressedByDesign,
    };

    /// <summary>Why people do not hear of it.</summary>
    internal Telling Telling => Kind switch
    {
        HoldKind.Shelf => Telling.Shelved,
        HoldKind.OutOfService => Telling.OutOfService,
        HoldKind.Maintenance => Telling.Maintenance,
        HoldKind.Chattering => Telling.Chattering,
        HoldKind.Cause => Telling.Suppressed,
        _ => throw new InvalidOperationException($"A hold has a case that telling does not know: {Kind}."),
    };

    /// <summary>Whether it is the same hold, whenever it began.</summary>
    internal bool IsSame(AlarmHold? other) => other is not null && this with { Since = other.Since, IsAfterShelf = other.IsAfterShelf } == other;
}
