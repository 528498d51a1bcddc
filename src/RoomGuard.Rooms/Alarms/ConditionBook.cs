using System.Collections.Immutable;
using RoomGuard.Contract.Points;
using RoomGuard.Rooms.State;

namespace RoomGuard.Rooms.Alarms;

/// <summary>The conditions under way in one room during one step, and how many each point has.</summary>
internal sealed class ConditionBook(RoomTurn turn)
{
    private readonly ImmutableDictionary<string, Condition>.Builder _conditions = turn.Before.Memory.Conditions.ToBuilder();

    internal ImmutableDictionary<string, Condition> All => _conditions.ToImmutable();

    internal int Count => _conditions.Count;

    /// <summary>The condition with this key, or null when all is well there.</summary>
    internal Condition? Find(string key) => _conditions.GetValueOrDefault(key);

    internal void Put(Condition condition)
    {
        var key = condition.Case.Key;
        if (!_conditions.ContainsKey(key))
        {
            Note(condition.Case.Point, 1);
        }

        _conditions[key] = condition;
    }

    internal void Remove(Condition condition)
    {
        if (_conditions.Remove(condition.Case.Key))
        {
            Note(condition.Case.Point, -1);
        }
    }

    /// <summary>A state that was read, with the conditions of each point counted again.</summary>
    internal static RoomState Counted(RoomState state)
    {
        var points = state.Points.ToBuilder();
        foreach (var group in state.Memory.Conditions.Values.GroupBy(condition => RoomState.KeyOf(condition.Case.Point), StringComparer.Ordinal))
        {
            if (points.TryGetValue(group.Key, out var point))
            {
                points[group.Key] = point with { Open = group.Count() };
            }
        }

        return state with { Points = points.ToImmutable() };
    }

    private void Note(PointId point, int more)
    {
        var key = RoomState.KeyOf(point);
        if (turn.Points.TryGetValue(key, out var known))
        {
            turn.Points[key] = known with { Open = Math.Max(known.Open + more, 0) };
        }
    }
}
