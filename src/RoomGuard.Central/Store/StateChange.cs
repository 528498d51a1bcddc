using RoomGuard.Central.Ingest;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Clause163;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Store;

/// <summary>Everything that is made durable in one transaction: all of it, or nothing.</summary>
/// <param name="At">The centre's clock at the change, UTC.</param>
internal sealed record StateChange(DateTimeOffset At)
{
    /// <summary>Rooms that are other than stored, with what came of it.</summary>
    public IReadOnlyList<RoomChange> Rooms { get; init; } = [];

    /// <summary>Packs that are now stored.</summary>
    public IReadOnlyList<Watermark> Watermarks { get; init; } = [];

    /// <summary>Attestations that were made.</summary>
    public IReadOnlyList<(string Room, Attestation Attestation)> Attestations { get; init; } = [];
}

/// <summary>One room after a change.</summary>
/// <param name="Room">The room as <c>{site}/{room}</c>.</param>
/// <param name="State">The room now.</param>
/// <param name="Effects">What the world must be told, in order.</param>
internal sealed record RoomChange(string Room, RoomState State, IReadOnlyList<RoomEffect> Effects);
