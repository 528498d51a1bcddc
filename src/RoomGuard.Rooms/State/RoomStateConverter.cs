using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using RoomGuard.Rooms.Alarms.Crowds;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.Recognition;
using RoomGuard.Rooms.Recognition.Access;
using RoomGuard.Rooms.Recognition.Checks;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Rooms.State;

/// <summary>
/// A state part by part: what is empty is left out, and points and verdicts, which are nearly all of it, go by hand. A centre that starts reads thousands
/// before it is ready. What versions 1 and 2 wrote, with every part, and points and verdicts by their names, reads too.
/// </summary>
internal sealed class RoomStateConverter : JsonConverter<RoomState>
{
    private static readonly StatePart<RoomState>[] Parts =
    [
        Table<RoomState, Alarms.Alarm>("alarms", static state => state.Alarms, static (state, alarms) => state with { Alarms = alarms }),
        List<RoomState, ServiceWindow>("windows", static state => state.Windows, static (state, windows) => state with { Windows = windows }),
        Table<RoomState, AgentLink>("agents", static state => state.Agents, static (state, agents) => state with { Agents = agents }),
        Table<RoomState, Attestation>("attestations", static state => state.Attestations, static (state, attestations) => state with { Attestations = attestations }),
        List<RoomState, ClauseHint>("hints", static state => state.Hints, static (state, hints) => state with { Hints = hints }),
        Table<RoomState, Trends.TrendEstimate>("trends", static state => state.Trends, static (state, trends) => state with { Trends = trends }),
    ];

    private static readonly StatePart<RoomMemory>[] MemoryParts =
    [
        Table<RoomMemory, Alarms.Condition>("conditions", static memory => memory.Conditions, static (memory, conditions) => memory with { Conditions = conditions }),
        Table<RoomMemory, Alarms.Holds.AlarmHold>("shelf", static memory => memory.Shelf, static (memory, shelf) => memory with { Shelf = shelf }),
        Table<RoomMemory, ChatterWatch>("chatter", static memory => memory.Chatter, static (memory, chatter) => memory with { Chatter = chatter }),
        new StatePart<RoomMemory, FloodWatch>("flood", static memory => memory.Flood, static (memory, flood) => memory with { Flood = flood }),
        new StatePart<RoomMemory, CascadeWatch>("cascade", static memory => memory.Cascade, static (memory, cascade) => memory with { Cascade = cascade }),
        Table<RoomMemory, TrackPair>("tracks", static memory => memory.Tracks, static (memory, tracks) => memory with { Tracks = tracks }),
        new StatePart<RoomMemory, OutageWatch>("outage", static memory => memory.Outage, static (memory, outage) => memory with { Outage = outage }),
        new StatePart<RoomMemory, AccessWatch>("access", static memory => memory.Access is { IsEmpty: false } access ? access : null, static (memory, access) => memory with { Access = access }),
        new StatePart<RoomMemory, RoomChecks>("checks", static memory => memory.Checks is { IsEmpty: false } checks ? checks : null, static (memory, checks) => memory with { Checks = checks }),
        Table<RoomMemory, OpenIncident>("incidents", static memory => memory.Incidents, static (memory, incidents) => memory with { Incidents = incidents }),
        List<RoomMemory, DraftMark>("drafted", static memory => memory.Drafted, static (memory, drafted) => memory with { Drafted = drafted }),
        Table<RoomMemory, Evidence>("findings", static memory => memory.Findings, static (memory, findings) => memory with { Findings = findings }),
        Table<RoomMemory, Evidence>("revocations", static memory => memory.Revocations, static (memory, revocations) => memory with { Revocations = revocations }),
        Table<RoomMemory, Evidence>("happened", static memory => memory.Happened, static (memory, happened) => memory with { Happened = happened }),
        Table<RoomMemory, DateTimeOffset>("watched", static memory => memory.Watched, static (memory, watched) => memory with { Watched = watched }),
        Table<RoomMemory, Alarms.Kinds.UnsignedEntry>("unsigned", static memory => memory.Unsigned, static (memory, unsigned) => memory with { Unsigned = unsigned }),
        Table<RoomMemory, ImmutableList<DateTimeOffset>>("feedDrops", static memory => memory.FeedDrops, static (memory, drops) => memory with { FeedDrops = drops }),
        List<RoomMemory, DateTimeOffset>("openings", static memory => memory.Openings, static (memory, openings) => memory with { Openings = openings }),
        Table<RoomMemory, Alarms.Kinds.Ballot>("ballots", static memory => memory.Ballots, static (memory, ballots) => memory with { Ballots = ballots }),
    ];

    public override RoomState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Begin(ref reader);
        var state = new RoomState { Room = "" };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, "room"u8))
            {
                state = state with { Room = reader.GetString() ?? throw new JsonException("A state without its room.") };
            }
            else if (Is(ref reader, "points"u8))
            {
                state = state with { Points = reader.TokenType == JsonTokenType.StartArray ? PointJson.ReadAll(ref reader, state.Room, options) : ReadTable<PointState>(ref reader, options) };
            }
            else if (Is(ref reader, "verdicts"u8))
            {
                state = state with { Verdicts = reader.TokenType == JsonTokenType.StartArray ? VerdictJson.ReadAll(ref reader) : ReadTable<Verdict>(ref reader, options) };
            }
            else if (Is(ref reader, "memory"u8))
            {
                state = state with { Memory = ReadMemory(ref reader, options) };
            }
            else
            {
                state = StatePart<RoomState>.ReadOne(Parts, ref reader, state, options);
            }
        }

        return state.Room.Length > 0 ? state : throw new JsonException("A state without its room.");
    }

    public override void Write(Utf8JsonWriter writer, RoomState value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("room"u8, value.Room);
        PointJson.WriteAll(writer, value, options);
        VerdictJson.WriteAll(writer, value.Verdicts.Values);
        StatePart<RoomState>.WriteAll(Parts, writer, value, options);
        writer.WriteStartObject("memory"u8);
        StatePart<RoomMemory>.WriteAll(MemoryParts, writer, value.Memory, options);
        if (value.Memory.SkewedAt is { } skewedAt)
        {
            writer.WriteString("skewedAt"u8, skewedAt);
        }

        if (value.Memory.MonthFrom is { } monthFrom)
        {
            writer.WriteString("monthFrom"u8, monthFrom);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static RoomMemory ReadMemory(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        Begin(ref reader);
        var memory = new RoomMemory();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            memory = Is(ref reader, "skewedAt"u8) ? memory with { SkewedAt = TimeOf(ref reader) }
                : Is(ref reader, "monthFrom"u8) ? memory with { MonthFrom = TimeOf(ref reader) }
                : StatePart<RoomMemory>.ReadOne(MemoryParts, ref reader, memory, options);
        }

        return memory;
    }

    private static void Begin(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("Not a state.");
        }
    }

    private static DateTimeOffset? TimeOf(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null ? null : reader.GetDateTimeOffset();

    // On a hit the reader stands on the value.
    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

    private static ImmutableDictionary<string, T> ReadTable<T>(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize(ref reader, (JsonTypeInfo<ImmutableDictionary<string, T>>)options.GetTypeInfo(typeof(ImmutableDictionary<string, T>))) ?? throw new JsonException("Not a table.");

    private static StatePart<TOwner, ImmutableDictionary<string, T>> Table<TOwner, T>(string name, Func<TOwner, ImmutableDictionary<string, T>> get, Func<TOwner, ImmutableDictionary<string, T>, TOwner> with) =>
        new(name, owner => get(owner) is { IsEmpty: false } table ? table : null, with);

    private static StatePart<TOwner, ImmutableList<T>> List<TOwner, T>(string name, Func<TOwner, ImmutableList<T>> get, Func<TOwner, ImmutableList<T>, TOwner> with) =>
        new(name, owner => get(owner) is { IsEmpty: false } list ? list : null, with);
}
