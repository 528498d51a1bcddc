using RoomGuard.Central.Audit;
using RoomGuard.Central.Ingest;
using RoomGuard.Central.Notify;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Store;

/// <summary>Everything that is made durable in one transaction: all of it, or nothing.</summary>
/// <param name="At">The centre's clock at the change, UTC.</param>
internal sealed record StateChange(DateTimeOffset At)
{
    /// <summary>Rooms that are other than stored, with what came of it.</summary>
    public IReadOnlyList<RoomChange> Rooms { get; init; } = [];

    /// <summary>What is now known of agents.</summary>
    public IReadOnlyList<AgentPlace> Agents { get; init; } = [];

    /// <summary>Packs that are now stored.</summary>
    public IReadOnlyList<Watermark> Watermarks { get; init; } = [];

    /// <summary>Journal entries that no step of a room made, such as a backup, with the room they are of; empty for none.</summary>
    public IReadOnlyList<(string Room, JournalDraft Draft)> Entries { get; init; } = [];

    /// <summary>What people did to journals: reviews, signatures, volumes.</summary>
    public IReadOnlyList<JournalMark> Marks { get; init; } = [];

    /// <summary>One-time codes that were used with it: the database takes none twice.</summary>
    public IReadOnlyList<SpentCodeRow> Codes { get; init; } = [];

    /// <summary>A checkpoint of the journals.</summary>
    public CheckpointRow? Checkpoint { get; init; }

    /// <summary>Attestations that were made.</summary>
    public IReadOnlyList<(string Room, Attestation Attestation)> Attestations { get; init; } = [];

    /// <summary>Verdicts of the organisation that changed.</summary>
    public IReadOnlyList<VerdictChanged> Organisation { get; init; } = [];

    /// <summary>How deliveries of messages went.</summary>
    public IReadOnlyList<DeliveryTry> Deliveries { get; init; } = [];

    /// <summary>Who did it: a line of the audit trail for each deed.</summary>
    public IReadOnlyList<AuditEvent> Audit { get; init; } = [];
}

/// <summary>One room after a change.</summary>
/// <param name="Room">The room as <c>{site}/{room}</c>.</param>
/// <param name="State">The room now.</param>
/// <param name="Effects">What the world must be told, in order.</param>
internal sealed record RoomChange(string Room, RoomState State, IReadOnlyList<RoomEffect> Effects)
{
    /// <summary>Who writes, and which write of the room this is; null writes whatever is stored.</summary>
    public RoomTenure? Tenure { get; init; }
}

/// <summary>An owner's right to write a room: it knows the newest write.</summary>
/// <param name="Owner">The activation.</param>
/// <param name="Version">The number of this write; the stored one must be the number before it.</param>
internal sealed record RoomTenure(string Owner, long Version);

/// <summary>A room as it was stored.</summary>
/// <param name="Version">The number of the newest write; 0 when there was none.</param>
internal sealed record StoredRoom(RoomState? State, long Version)
{
    /// <summary>The room of a row.</summary>
    /// <exception cref="InvalidDataException">The stored room cannot be read.</exception>
    public static StoredRoom Read(RoomRow row) => RoomStateJson.TryRead(row.State, out var state)
        ? new StoredRoom(state, row.Version)
        : throw new InvalidDataException($"The stored state of room {row.Room} cannot be read.");
}

/// <summary>An agent, the rooms it serves, and whether it is connected.</summary>
internal sealed record AgentPlace(string Site, string Agent, IReadOnlyCollection<string> Rooms, bool? IsOnline);

/// <summary>Somebody else owns a room by now: what this owner wanted to write is not stored, and it must stop.</summary>
internal sealed class RoomTakenException(string room) : Exception($"Room {room} has another owner by now.");
