using System.Text.Json.Serialization;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Trends;

namespace RoomGuard.Rooms.State;

/// <summary>The newest a room knows of one point. Immutable.</summary>
/// <param name="Point">Which point.</param>
/// <param name="Last">The newest reading; an absence when there is no value now.</param>
/// <param name="At">When <paramref name="Last"/> was taken, UTC; for a point never heard, when it was announced.</param>
/// <param name="Quality">How far <paramref name="At"/> can be trusted.</param>
/// <param name="IsStale">Whether no value has come for too long, or the agent is away: the reading is history, not news.</param>
public sealed record PointState(PointId Point, Reading Last, DateTimeOffset At, TimeQuality Quality, bool IsStale)
{
    /// <summary>Time between two samples as its agent announced it; zero when nobody did.</summary>
    public TimeSpan Period { get; init; }

    /// <summary>The agent that announced it; null when nobody did. Such a point is expected: its silence is an alarm.</summary>
    public string? Agent { get; init; }

    /// <summary>What the site model expects of it; null when it does not name it. Such a point's silence is an alarm too, whether an agent announced it or not.</summary>
    public Expectation? Expected { get; init; }

    /// <summary>The period that staleness is told by: the site model's, or else the agent's; zero when neither named one.</summary>
    [JsonIgnore]
    internal TimeSpan Pace => Expected is { Period.Ticks: > 0 } expected ? expected.Period : Period;

    /// <summary>False until the first sample.</summary>
    public bool IsHeard { get; init; }

    /// <summary>The newest reading that had a value; an absence when none ever had. Not to be shown as if it were new.</summary>
    public Reading Known { get; init; }

    /// <summary>When <see cref="Known"/> was taken, UTC.</summary>
    public DateTimeOffset KnownAt { get; init; }

    /// <summary>When <see cref="Known"/> first had this value, without another one in between; absences do not interrupt it.</summary>
    public DateTimeOffset KnownSince { get; init; }

    /// <summary>Its recent past, where a rule of its signal looks back.</summary>
    [JsonInclude]
    internal Trace? Trace { get; init; }

    /// <summary>The point that a rule compares it with, once looked up.</summary>
    [JsonIgnore]
    internal KeyBeside Beside { get; init; }

    /// <summary>How many conditions about it are under way; counted again when a state is read.</summary>
    [JsonIgnore]
    internal int Open { get; init; }
}

/// <summary>A point's key, kept so that it is made once. It is no part of what the room knows: all are equal.</summary>
internal readonly struct KeyBeside(string key) : IEquatable<KeyBeside>
{
    internal string? Key { get; } = key;

    /// <inheritdoc/>
    public bool Equals(KeyBeside other) => true;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is KeyBeside;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;
}
