using RoomGuard.Central.Rooms;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Store;
using RoomGuard.Rooms;

namespace RoomGuard.Central.Cluster;

/// <summary>What the owners of rooms work with.</summary>
/// <param name="Stop">Ends when the machine's share of the cluster has stopped.</param>
internal sealed record RoomGrainParts(StateStore Store, StateCommitter Committer, StateGate Gate, RoomBoard Board, SiteBook Sites, LocalRooms Local, StoredRooms Stored, TimeProvider Clock, CancellationToken Stop)
{
    /// <summary>The room called <c>{site}/{room}</c> as its operator describes it now; null when there is none.</summary>
    public RoomDefinition? FindRoom(string path) => Sites.Current.FindRoom(path);
}
