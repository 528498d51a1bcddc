using System.Collections.Concurrent;

namespace RoomGuard.Central.Cluster;

/// <summary>The rooms that this machine owns now. Safe for several threads.</summary>
internal sealed class LocalRooms
{
    private readonly ConcurrentDictionary<string, IRoomGrain> _rooms = new(StringComparer.Ordinal);

    /// <summary>How many they are.</summary>
    public int Count => _rooms.Count;

    /// <summary>Their owners, by <c>{site}/{room}</c>.</summary>
    public IEnumerable<KeyValuePair<string, IRoomGrain>> All => _rooms;

    /// <summary>Whether a room is one of them.</summary>
    public bool Contains(string path) => _rooms.ContainsKey(path);

    /// <summary>A room has come to live here.</summary>
    public void Add(string path, IRoomGrain room) => _rooms[path] = room;

    /// <summary>A room has gone.</summary>
    public void Remove(string path) => _rooms.TryRemove(path, out _);
}
