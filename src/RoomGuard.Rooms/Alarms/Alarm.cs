using System.Collections.Immutable;
using System.Text.Json.Serialization;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Alarms.Holds;

namespace RoomGuard.Rooms.Alarms;

/// <summary>One occurrence of one alarm. Immutable; every change is a new record with the same <see cref="Id"/>.</summary>
public sealed record Alarm
{
    /// <summary>16 hexadecimal digits, the same for the whole occurrence and for nothing else.</summary>
    public required string Id { get; init; }

    /// <summary>The point the alarm is about. For an agent: equipment is the agent, signal is <c>agent.online</c>.</summary>
    public required PointId Point { get; init; }

    /// <summary>Which rule raised it, for example <c>limit-high</c>, <c>contact</c>, <c>stale</c>, <c>on-battery</c>; see <see cref="AlarmRules"/>.</summary>
    public required string Rule { get; init; }

    /// <summary>How urgent it is.</summary>
    public required AlarmPriority Priority { get; init; }

    /// <summary>Where it stands in the ISA-18.2 life cycle.</summary>
    public required AlarmCondition State { get; init; }

    /// <summary>When the condition began, by the sample that showed it, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When the alarm was raised: <see cref="Since"/> and the on-delay, UTC.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>The reading that raised it.</summary>
    public required Reading Value { get; init; }

    /// <summary>Whether a test caused it: recorded, nobody is woken.</summary>
    public bool Test { get; init; }

    /// <summary>What people are told.</summary>
    public required LocalText Text { get; init; }

    /// <summary>When the condition ended, UTC; null while it stands.</summary>
    public DateTimeOffset? ReturnedAt { get; init; }

    /// <summary>When somebody acknowledged it, UTC.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>Who acknowledged it.</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>What keeps it from people; null when nothing does.</summary>
    public AlarmHold? Hold { get; init; }

    /// <summary>Whether it came first of the alarms that came together; see <see cref="Cascade"/>.</summary>
    public bool FirstOut { get; init; }

    /// <summary>What the alarms that came together have in common: the id of the one that was raised first. Null for an alarm on its own.</summary>
    public string? Cascade { get; init; }

    /// <summary>The newest decision on whether people hear of it, and why.</summary>
    public Telling Telling { get; init; }

    /// <summary>When people were first told of it, UTC; null when they were not.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>What people did to it, oldest first; at most <see cref="AlarmAction.MostKept"/>.</summary>
    public ImmutableList<AlarmAction> Actions { get => field ?? []; init; } = [];

    /// <summary>The point's signal.</summary>
    [JsonIgnore]
    public string Signal => Point.Signal;

    /// <summary>Whether the condition still stands, whatever keeps it from people.</summary>
    [JsonIgnore]
    public bool IsStanding => ReturnedAt is null;

    /// <summary>Key of its condition among those of its room: the same for every occurrence.</summary>
    [JsonIgnore]
    internal string Key => AlarmCase.KeyOf(Point, Rule);

    /// <summary>Whether the condition still stands and nothing keeps it from people.</summary>
    [JsonIgnore]
    public bool IsActive => State is AlarmCondition.Unacknowledged or AlarmCondition.Acknowledged;
}
