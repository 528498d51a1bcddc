using RoomGuard.Central.Store;
using RoomGuard.Rooms;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Rooms;

/// <summary>The rooms while one piece of work changes them; nothing of it is real before it is stored. Not for sharing.</summary>
internal sealed class RoomChanges(IReadOnlyDictionary<string, RoomState> rooms)
{
    private readonly Dictionary<string, RoomState> _states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<RoomEffect>> _effects = new(StringComparer.Ordinal);

    /// <summary>Rooms that are other than before.</summary>
    public IReadOnlyDictionary<string, RoomState> States => _states;

    /// <summary>The rooms that changed, with what came of it.</summary>
    /// <param name="withEffectsOnly">Leaves out rooms that changed without anything the world must be told.</param>
    public IReadOnlyList<RoomChange> List(bool withEffectsOnly) =>
        [.. _states.Where(room => !withEffectsOnly || _effects.ContainsKey(room.Key)).Select(room => new RoomChange(room.Key, room.Value, EffectsOf(room.Key)))];

    /// <summary>The room as it is in the middle of this work.</summary>
    public RoomState this[string room] => _states.TryGetValue(room, out var state) ? state : rooms[room];

    /// <summary>Takes a step of one room into the work.</summary>
    public void Take(string room, RoomStep step)
    {
        if (!ReferenceEquals(step.State, this[room]))
        {
            _states[room] = step.State;
        }

        if (step.Effects.Count > 0)
        {
            _states[room] = step.State;
            if (!_effects.TryGetValue(room, out var effects))
            {
                _effects[room] = effects = [];
            }

            effects.AddRange(step.Effects);
        }
    }

    private List<RoomEffect> EffectsOf(string room) => _effects.TryGetValue(room, out var effects) ? effects : [];
}
