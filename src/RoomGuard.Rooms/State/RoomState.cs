using System.Collections.Immutable;
using System.Text.Json.Serialization;
using RoomGuard.Contract.Points;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.Trends;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Rooms.State;

/// <summary>Everything a room remembers. Immutable: <see cref="RoomLogic"/> makes the next one from it, <see cref="RoomStateJson"/> keeps it.</summary>
public sealed record RoomState
{
    /// <summary>Most points of a room. What further ones say is not judged.</summary>
    public const int MostPoints = 4096;

    /// <summary>Most agents that serve a room. Further ones are passed over.</summary>
    public const int MostAgents = 256;

    /// <summary>The room as <c>{site}/{room}</c>.</summary>
    public required string Room { get; init; }

    /// <summary>Points by <c>{equipment}/{signal}</c>.</summary>
    public ImmutableDictionary<string, PointState> Points { get; init; } = ImmutableDictionary<string, PointState>.Empty;

    /// <summary>Alarms that are not normal, by their ids.</summary>
    public ImmutableDictionary<string, Alarm> Alarms { get; init; } = ImmutableDictionary<string, Alarm>.Empty;

    /// <summary>Declared maintenance and tests, oldest first: those in force and to come, and the newest that are over.</summary>
    public ImmutableList<ServiceWindow> Windows { get => field ?? []; init; } = [];

    /// <summary>Agents by name.</summary>
    public ImmutableDictionary<string, AgentLink> Agents { get; init; } = ImmutableDictionary<string, AgentLink>.Empty;

    /// <summary>The newest attestation of each evidence slot, by <c>{item}/{slot}</c>.</summary>
    public ImmutableDictionary<string, Attestation> Attestations { get; init; } = ImmutableDictionary<string, Attestation>.Empty;

    /// <summary>Verdicts by item: all that the room is judged by, always.</summary>
    public ImmutableDictionary<string, Verdict> Verdicts { get; init; } = ImmutableDictionary<string, Verdict>.Empty;

    /// <summary>
    /// Values that go towards a limit of a trend rule, with the time they will reach it, by <c>{equipment}/{signal}|{rule}</c>. Only what is sure enough to be
    /// told, whether or not it is near enough for an alarm; gone when the point falls silent. Times of a UPS or a tank are its autonomy.
    /// </summary>
    public ImmutableDictionary<string, TrendEstimate> Trends
    {
        // A state stored before there were any has none.
        get => field ?? ImmutableDictionary<string, TrendEstimate>.Empty;
        init;
    }

    /// <summary>What sensors say of items beside the law.</summary>
    public ImmutableList<ClauseHint> Hints { get => field ?? []; init; } = [];

    /// <summary>What only the room's own rules need.</summary>
    [JsonInclude]
    internal RoomMemory Memory { get; init; } = new();

    /// <summary>The worst verdict of the room.</summary>
    [JsonIgnore]
    public VerdictState WorstVerdict
    {
        get
        {
            var worst = VerdictState.NotApplicable;
            foreach (var verdict in Verdicts.Values)
            {
                worst = verdict.State > worst ? verdict.State : worst;
            }

            return Verdicts.IsEmpty ? VerdictState.Unknown : worst;
        }
    }

    /// <summary>A room nobody has heard of yet: what is expected of it, and no verdict. Its first tick judges it, and that is kept like any change.</summary>
    public static RoomState New(RoomDefinition room, DateTimeOffset now) => RoomLogic.Describe(room, new RoomState { Room = room.Path, Memory = new RoomMemory { MonthFrom = now } }, now).State;

    /// <summary>The key of a point in <see cref="Points"/>.</summary>
    public static string KeyOf(PointId point) => TextPool.Join(point.Equipment, point.Signal);
}
