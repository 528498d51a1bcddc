using System.Collections.Immutable;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Rooms.State;

/// <summary>Takes a room's description over into its state: who is expected, and what its newest values are by the limits in force now.</summary>
internal static class Description
{
    internal static void Apply(RoomTurn turn)
    {
        Expect(turn);
        DropRulesThatAreGone(turn);
        JudgeAgain(turn);
    }

    /// <summary>The centre was away: nobody was late meanwhile.</summary>
    internal static ImmutableDictionary<string, PointState> Resume(ImmutableDictionary<string, PointState> points, DateTimeOffset now)
    {
        var builder = points.ToBuilder();
        foreach (var (key, point) in points.Where(point => point.Value.Expected is not null))
        {
            builder[key] = point with { Expected = point.Expected! with { Since = now } };
        }

        return builder.ToImmutable();
    }

    private static void Expect(RoomTurn turn)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var expected in turn.Room.Points)
        {
            var point = new PointId(turn.Room.Site, turn.Room.Id, expected.Equipment, expected.Signal);
            var key = RoomState.KeyOf(point);
            keys.Add(key);
            var known = turn.Points.GetValueOrDefault(key) ?? new PointState(point, default, turn.Now, TimeQuality.Synced, true);
            if (known.Expected?.Period != expected.Period)
            {
                turn.Points[key] = known with { Expected = new Expectation(expected.Period, known.Expected?.Since ?? turn.Now) };
                VerdictBook.Touch(turn, expected.Signal);
            }
        }

        foreach (var (key, point) in turn.Points.ToImmutable().Where(point => point.Value.Expected is not null && !keys.Contains(point.Key)))
        {
            turn.Points[key] = point with { Expected = null };
            if (point.Agent is null)
            {
                SilenceAlarms.Forget(turn, point.Point);
                if (!point.IsHeard)
                {
                    turn.Points.Remove(key);
                }
            }
        }
    }

    // A rule that the operator took away decides nothing any more, nor that its alarm is over some day. What the program itself tells goes on.
    private static void DropRulesThatAreGone(RoomTurn turn)
    {
        foreach (var condition in turn.Before.Memory.Conditions.Values)
        {
            var (signal, rule) = (condition.Case.Point.Signal, condition.Case.Rule);
            if (turn.Rules.Book.Find(signal, rule) is null && !AlarmRules.OfProgram.Contains(rule))
            {
                turn.Alarms.Drop(condition.Case.Key, turn.Now);
            }
        }
    }

    // The newest value is judged by the new limits, with their delays; what is stale waits for a value.
    private static void JudgeAgain(RoomTurn turn)
    {
        foreach (var point in turn.Points.ToImmutable().Values)
        {
            if (point.Last.IsPresent && !point.IsStale)
            {
                PointAlarms.Apply(turn, new PointChange(point, point));
            }
        }
    }
}
