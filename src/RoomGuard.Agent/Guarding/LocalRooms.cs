using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.State;

namespace RoomGuard.Agent.Guarding;

/// <summary>The agent's rooms by the same rules as the centre's, from the agent's own samples. For one thread.</summary>
internal sealed class LocalRooms(string agent, IReadOnlyList<RoomDefinition> rooms, DateTimeOffset now)
{
    private readonly Dictionary<string, (RoomDefinition Room, RoomState State)> _rooms = rooms.ToDictionary(
        room => room.Path,
        room => (room, RoomLogic.Connection(room, RoomState.New(room, now), agent, true, now).State),
        StringComparer.Ordinal);

    /// <summary>All alarms that stand.</summary>
    public IEnumerable<Alarm> Standing => _rooms.Values.SelectMany(room => room.State.Alarms.Values).Where(alarm => alarm.IsStanding);

    /// <summary>Takes over what the agent announces: each of its points is waited for from now on.</summary>
    public void Expect(IReadOnlyList<BirthPoint> points, DateTimeOffset now)
    {
        foreach (var (path, (room, state)) in _rooms)
        {
            _rooms[path] = (room, RoomLogic.Expect(room, state, agent, [.. points.Where(point => point.Room == room.Id)], now).State);
        }
    }

    /// <summary>Takes in a sample.</summary>
    public IEnumerable<AlarmChanged> Observe(Sample sample, DateTimeOffset now) =>
        _rooms.ContainsKey(sample.Point.RoomPath) ? Step(sample.Point.RoomPath, (room, state) => RoomLogic.Observe(room, state, [sample], now)) : [];

    /// <summary>Lets time pass; to be called each second.</summary>
    public IEnumerable<AlarmChanged> Tick(DateTimeOffset now) => [.. _rooms.Keys.ToList().SelectMany(path => Step(path, (room, state) => RoomLogic.Tick(room, state, now)))];

    private IEnumerable<AlarmChanged> Step(string path, Func<RoomDefinition, RoomState, RoomStep> step)
    {
        var (room, state) = _rooms[path];
        var taken = step(room, state);
        _rooms[path] = (room, taken.State);
        return taken.Effects.Count == 0 ? [] : taken.Effects.OfType<AlarmChanged>();
    }
}
