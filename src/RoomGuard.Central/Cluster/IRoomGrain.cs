using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Samples;

namespace RoomGuard.Central.Cluster;

/// <summary>The one owner of a room, wherever it lives; its key is <c>{site}/{room}</c>. Every call ends when what it did is durable and shown.</summary>
[Alias("roomguard.room")]
internal interface IRoomGrain : IGrainWithStringKey
{
    /// <summary>Makes sure that somebody owns the room and watches its clock.</summary>
    [Alias("wake")]
    ValueTask WakeAsync();

    /// <summary>Takes in samples of this room.</summary>
    /// <returns>Whether an alarm changed by them: it is stored, and those who tell people of it are woken.</returns>
    [Alias("observe")]
    ValueTask<bool> ObserveAsync([Immutable] Sample[] samples);

    /// <summary>Takes in which points of this room an agent will publish.</summary>
    [Alias("expect")]
    ValueTask ExpectAsync(string agent, [Immutable] BirthPoint[] points);

    /// <summary>Takes in that an agent has come or gone.</summary>
    [Alias("connect")]
    ValueTask ConnectAsync(string agent, bool isOnline);

    /// <summary>Lets time pass.</summary>
    [Alias("tick")]
    ValueTask TickAsync();

    /// <summary>Does what a person asked for, as <see cref="Rooms.PersonalWork"/> writes it.</summary>
    /// <returns>False when it had no object.</returns>
    [Alias("act")]
    ValueTask<bool> ActAsync(string work);

    /// <summary>The room as it is; null when it is still the one the caller knows.</summary>
    /// <param name="known">The revision that the caller knows.</param>
    [Alias("read")]
    ValueTask<RoomView?> ReadAsync(long known);

    /// <summary>Moves to another machine of the cluster as soon as the call at hand has ended.</summary>
    [Alias("move")]
    ValueTask MoveAsync(SiloAddress to);
}

/// <summary>A room for a machine that does not own it.</summary>
/// <param name="State">The state, as <see cref="RoomGuard.Rooms.State.RoomStateJson"/> writes it.</param>
/// <param name="Revision">Counts up with every change the owner shows.</param>
/// <param name="At">When it became so, UTC.</param>
[GenerateSerializer]
[Immutable]
[Alias("roomguard.view")]
internal sealed record RoomView([property: Id(0)] byte[] State, [property: Id(1)] long Revision, [property: Id(2)] DateTimeOffset At);
