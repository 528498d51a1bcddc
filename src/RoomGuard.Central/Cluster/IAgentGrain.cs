using RoomGuard.Contract.Messages;

namespace RoomGuard.Central.Cluster;

/// <summary>The one owner of what is known of an agent: its rooms, its connection, and which of its packs are stored. Its key is <c>{site}/{agent}</c>.</summary>
[Alias("roomguard.agent")]
internal interface IAgentGrain : IGrainWithStringKey
{
    /// <summary>The agent introduced itself; ends when its rooms know. It is told what of its packs is stored.</summary>
    [Alias("birth")]
    ValueTask BirthAsync(string boot, [Immutable] BirthPoint[] points);

    /// <summary>The agent came or went; ends when its rooms know.</summary>
    [Alias("connect")]
    ValueTask ConnectAsync(bool isOnline);

    /// <summary>Packs of one boot are stored; ends when that is noted. The agent is told.</summary>
    [Alias("note")]
    ValueTask NoteAsync(string boot, [Immutable] long[] sequences);
}
