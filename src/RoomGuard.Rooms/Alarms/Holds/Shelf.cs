using System.Collections.Immutable;

namespace RoomGuard.Rooms.Alarms.Holds;

/// <summary>What people set aside or took out of service in one room, during one step. It is the alarm of a rule at a point that is, not one occurrence of it.</summary>
internal sealed class Shelf(RoomTurn turn)
{
    // Anybody with the role may shelve: a room's memory has an end all the same.
    private const int MostEntries = 1000;

    internal ImmutableDictionary<string, AlarmHold> All { get; private set; } = turn.Before.Memory.Shelf;

    internal AlarmHold? Find(string key) => All.IsEmpty ? null : All.GetValueOrDefault(key);

    /// <summary>Puts one there; false when there are too many.</summary>
    internal bool Put(string key, AlarmHold hold)
    {
        if (!All.ContainsKey(key) && All.Count >= MostEntries)
        {
            return false;
        }

        All = All.SetItem(key, hold);
        return true;
    }

    /// <summary>Takes one from there, if it is there for this reason.</summary>
    internal bool Take(string key, HoldKind kind)
    {
        if (Find(key)?.Kind != kind)
        {
            return false;
        }

        All = All.Remove(key);
        return true;
    }

    /// <summary>Takes away what has been there until its time.</summary>
    internal void Advance(DateTimeOffset now)
    {
        if (All.IsEmpty)
        {
            return;
        }

        foreach (var (key, hold) in All)
        {
            if (hold.Until <= now)
            {
                All = All.Remove(key);
            }
        }
    }
}
