using System.Text.Json.Serialization;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Rules;

namespace RoomGuard.Rooms.Alarms;

/// <summary>Where a condition stands between its first sign and its end.</summary>
internal enum ConditionPhase
{
    /// <summary>Seen, but not yet for as long as its on-delay.</summary>
    Pending,

    /// <summary>Its alarm has been raised.</summary>
    Raised,

    /// <summary>Gone, but not yet for as long as its off-delay.</summary>
    Returning,
}

/// <summary>What a rule makes of the newest sample.</summary>
internal enum Wish
{
    /// <summary>The condition stands.</summary>
    Active,

    /// <summary>Inside the deadband: neither.</summary>
    Keep,

    /// <summary>The condition does not stand.</summary>
    Clear,
}

/// <summary>A rule applied to a point: everything an alarm needs, whether it is raised or not.</summary>
internal sealed record AlarmCase(PointId Point, string Rule, AlarmPriority Priority)
{
    /// <summary>How long the condition must stand before the alarm is raised.</summary>
    public TimeSpan OnDelay { get; init; }

    /// <summary>How long it must be gone before the alarm returns.</summary>
    public TimeSpan OffDelay { get; init; }

    /// <summary>The limit it is about, for the text.</summary>
    public double? Limit { get; init; }

    /// <summary>Whether a test causes it.</summary>
    public bool Test { get; init; }

    /// <summary>The reading that shows it.</summary>
    public Reading Value { get; init; }

    /// <summary>What people are told, when the rule brings its own words.</summary>
    public LocalText? Words { get; init; }

    /// <summary>Fire, or the mains really gone: no test and no maintenance of a whole room keeps it from paging.</summary>
    public bool IsAlways { get; init; }

    /// <summary>No declared test explains it, whatever its scope: power is really lost, or a test failed.</summary>
    public bool IsEvenInTest { get; init; }

    /// <summary>Whether it says that the equipment is without power or does not answer.</summary>
    public bool IsDown { get; init; }

    /// <summary>Key of the condition among those of its room.</summary>
    public string Key => KeyOf(Point, Rule);

    /// <summary>A rule applied to a point that gave <paramref name="value"/>.</summary>
    internal static AlarmCase Of(PointId point, AlarmRule rule, Reading value) => new(point, rule.Rule, rule.Priority)
    {
        OnDelay = rule.OnDelay,
        OffDelay = rule.OffDelay,
        Limit = (rule as LimitRule)?.Limit,
        Value = value,
        Words = rule.Text,
        IsAlways = rule.IsAlways,
        IsDown = rule.IsDown,
        IsEvenInTest = rule.IsEvenInTest,
    };

    /// <summary>Key of the condition of a rule at a point.</summary>
    internal static string KeyOf(PointId point, string rule) => string.Concat(point.Equipment, "/", point.Signal, "|" + rule);

    /// <summary>A rule whose condition the program itself tells: with the words of the room's book where it has any.</summary>
    internal static AlarmCase Of(RoomTurn turn, PointId point, string rule, AlarmPriority priority, Reading value) =>
        turn.Rules.Book.Find(point.Signal, rule) is { } found ? Of(point, found, value) : new AlarmCase(point, rule, priority) { Value = value };
}

/// <summary>A condition under way. There is none for what is as it should be.</summary>
/// <param name="Case">What it is about.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="Began">When it began, by the sample that showed it, UTC.</param>
/// <param name="Due">When its delay ends, UTC.</param>
/// <param name="AlarmId">Its alarm, once raised.</param>
internal sealed record Condition(AlarmCase Case, ConditionPhase Phase, DateTimeOffset Began, DateTimeOffset Due, string? AlarmId = null)
{
    /// <summary>Whether its alarm stands.</summary>
    [JsonIgnore]
    public bool IsStanding => Phase != ConditionPhase.Pending;

    /// <summary>When it was first seen gone; only while returning.</summary>
    public DateTimeOffset GoneAt { get; init; }
}
