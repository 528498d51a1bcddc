using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Alarms.Crowds;
using RoomGuard.Rooms.Alarms.Holds;
using RoomGuard.Rooms.Alarms.Kinds;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.Recognition;
using RoomGuard.Rooms.Recognition.Access;
using RoomGuard.Rooms.Recognition.Checks;
using RoomGuard.Rooms.Trends;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Rooms.State;

/// <summary>A room's state as JSON, so that it outlives the process. Without reflection; safe for all threads.</summary>
public static class RoomStateJson
{
    /// <summary>The state as UTF-8 JSON; <see cref="TryRead"/> of it gives an equal state back.</summary>
    public static byte[] Write(RoomState state) =>
        JsonSerializer.SerializeToUtf8Bytes(new StoredRoom(StoredRoom.Newest, state), RoomJsonContext.Default.StoredRoom);

    /// <summary>Reads a state back. False for anything that is not one, or that a newer version wrote.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out RoomState? state)
    {
        state = null;
        try
        {
            if (JsonSerializer.Deserialize(utf8, RoomJsonContext.Default.StoredRoom) is { Version: >= 1 and <= StoredRoom.Newest } stored)
            {
                state = ConditionBook.Counted(stored.Version == 1 ? WithTellings(stored.State) : stored.State);
            }
        }
        catch (JsonException)
        {
            return false;
        }

        return state is not null;
    }

    // Version 1 did not note who was told; it told of every alarm that is no test and more than information.
    private static RoomState WithTellings(RoomState state) => state with
    {
        Alarms = state.Alarms.ToImmutableDictionary(
            entry => entry.Key,
            entry => entry.Value is { Test: false, Priority: > AlarmPriority.Info } alarm ? alarm with { ToldAt = alarm.RaisedAt, Telling = Telling.Raised } : entry.Value,
            StringComparer.Ordinal),
    };
}

/// <summary>A state with the version of its form.</summary>
internal sealed record StoredRoom(int Version, RoomState State)
{
    internal const int Newest = 3;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(PointIdConverter), typeof(ReadingConverter), typeof(SeenConverter), typeof(TraceConverter), typeof(EvidenceConverter), typeof(RoomStateConverter)])]
[JsonSerializable(typeof(StoredRoom))]
[JsonSerializable(typeof(Expectation))]
[JsonSerializable(typeof(ImmutableDictionary<string, PointState>))]
[JsonSerializable(typeof(ImmutableDictionary<string, Alarm>))]
[JsonSerializable(typeof(ImmutableDictionary<string, AgentLink>))]
[JsonSerializable(typeof(ImmutableDictionary<string, Attestation>))]
[JsonSerializable(typeof(ImmutableDictionary<string, Verdict>))]
[JsonSerializable(typeof(ImmutableDictionary<string, TrendEstimate>))]
[JsonSerializable(typeof(ImmutableDictionary<string, Condition>))]
[JsonSerializable(typeof(ImmutableDictionary<string, AlarmHold>))]
[JsonSerializable(typeof(ImmutableDictionary<string, ChatterWatch>))]
[JsonSerializable(typeof(ImmutableDictionary<string, TrackPair>))]
[JsonSerializable(typeof(ImmutableDictionary<string, OpenIncident>))]
[JsonSerializable(typeof(ImmutableDictionary<string, Evidence>))]
[JsonSerializable(typeof(ImmutableDictionary<string, DateTimeOffset>))]
[JsonSerializable(typeof(ImmutableList<DateTimeOffset>))]
[JsonSerializable(typeof(ImmutableDictionary<string, ImmutableList<DateTimeOffset>>))]
[JsonSerializable(typeof(ImmutableList<ClauseHint>))]
[JsonSerializable(typeof(ImmutableDictionary<string, Ballot>))]
[JsonSerializable(typeof(ImmutableDictionary<string, UnsignedEntry>))]
[JsonSerializable(typeof(ImmutableList<ServiceWindow>))]
[JsonSerializable(typeof(ImmutableList<DraftMark>))]
[JsonSerializable(typeof(FloodWatch))]
[JsonSerializable(typeof(CascadeWatch))]
[JsonSerializable(typeof(OutageWatch))]
[JsonSerializable(typeof(AccessWatch))]
[JsonSerializable(typeof(RoomChecks))]
internal sealed partial class RoomJsonContext : JsonSerializerContext;
