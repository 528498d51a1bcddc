using System.Collections.Immutable;
using System.Text.Json.Serialization;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Rooms.State;

/// <summary>What a room's rules remember between two steps and nobody else needs.</summary>
internal sealed record RoomMemory
{
    /// <summary>Conditions that are under way, by <see cref="AlarmCase.Key"/>.</summary>
    public ImmutableDictionary<string, Condition> Conditions { get; init; } = ImmutableDictionary<string, Condition>.Empty;

    /// <summary>When a sample from the future was last refused, UTC.</summary>
    public DateTimeOffset? SkewedAt { get; init; }

    /// <summary>When every point was last looked at; not kept, so that a restart looks at once.</summary>
    [JsonIgnore]
    public DateTimeOffset SweptAt { get; init; }

    /// <summary>When the verdicts were last worked out; not kept, for the same reason.</summary>
    [JsonIgnore]
    public DateTimeOffset AssessedAt { get; init; }
}
