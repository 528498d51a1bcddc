using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.State;

namespace RoomGuard.Rooms.Alarms;

/// <summary>The alarms of what does not come: a point, a whole piece of equipment, or an agent. The outermost silence is the only alarm.</summary>
internal static class SilenceAlarms
{
    /// <summary>Signal of the point that stands for an agent's connection.</summary>
    internal const string AgentSignal = "agent.online";

    /// <summary>Signal of the point that stands for a whole piece of equipment.</summary>
    internal const string EquipmentSignal = "equipment.online";

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    /// <summary>Looks at every point, at most each ten seconds.</summary>
    internal static void Sweep(RoomTurn turn)
    {
        // A clock that was set back must not stop the looking.
        if (turn.Now - turn.SweptAt < Between && turn.Now >= turn.SweptAt)
        {
            return;
        }

        turn.SweptAt = turn.Now;
        var byEquipment = new Dictionary<string, List<PointState>>(StringComparer.Ordinal);
        foreach (var (key, point) in turn.Points.ToImmutable())
        {
            var looked = point.IsStale == Freshness.IsStale(turn, point) ? point : point with { IsStale = !point.IsStale };
            if (!ReferenceEquals(looked, point))
            {
                turn.Points[key] = looked;
                VerdictBook.Touch(turn, point.Point.Signal);
            }

            if ((looked.Agent is not null || looked.Expected is not null) && IsSilenceNews(looked))
            {
                Add(byEquipment, looked);
            }
        }

        foreach (var link in turn.Agents.Values.ToList())
        {
            ApplyAgent(turn, link, IsAgentSilent(turn, link, byEquipment.Values));
        }

        foreach (var device in byEquipment.Values.GroupBy(static points => DeviceOf(points[0].Point.Equipment), StringComparer.Ordinal))
        {
            ApplyDevice(turn, device.Key, [.. device]);
        }
    }

    /// <summary>An agent has come or gone.</summary>
    internal static void ApplyAgent(RoomTurn turn, AgentLink link, bool isSilent = false)
    {
        var point = new PointId(turn.Room.Site, turn.Room.Id, link.Agent, AgentSignal);
        var @case = AlarmCase.Of(turn, point, AlarmRules.AgentOffline, AlarmPriority.Critical, Reading.Of(false)) with { OnDelay = turn.Rules.AgentAwayAfter };
        turn.Alarms.Apply(@case, link.IsOnline && !isSilent ? Wish.Clear : Wish.Active, turn.Now);
    }

    /// <summary>A point is no longer expected: its silence, and its equipment's, are no alarm any more.</summary>
    internal static void Forget(RoomTurn turn, PointId point)
    {
        turn.Alarms.Apply(new AlarmCase(point, AlarmRules.Stale, AlarmPriority.Warning), Wish.Clear, turn.Now);
        turn.Alarms.Apply(EquipmentCase(turn, point), Wish.Clear, turn.Now);
        turn.Alarms.Apply(EquipmentCase(turn, point with { Equipment = DeviceOf(point.Equipment) }), Wish.Clear, turn.Now);
    }

    // A device with twenty probes that goes silent is one alarm; one of its probes that goes silent is that probe's.
    private static void ApplyDevice(RoomTurn turn, string device, List<List<PointState>> parts)
    {
        var isGone = parts.Count > 1 && parts.TrueForAll(points => points.TrueForAll(point => IsOverdue(turn, point)));
        foreach (var points in parts)
        {
            if (!isGone)
            {
                ApplyEquipment(turn, points);
            }
            else if (points[0].Point.Equipment != device)
            {
                turn.Alarms.Apply(EquipmentCase(turn, points[0].Point), Wish.Clear, turn.Now);
            }
        }

        var first = parts[0][0];
        var isNamed = parts.Exists(points => points[0].Point.Equipment == device);
        if (parts.Count > 1 && (isGone || !isNamed) && !IsAgentAlarmed(turn, first))
        {
            turn.Alarms.Apply(EquipmentCase(turn, first.Point with { Equipment = device }), isGone ? Wish.Active : Wish.Clear, isGone ? OverdueSince(turn, first) : turn.Now);
        }
    }

    // Parts are called {device}.{part}.
    private static string DeviceOf(string equipment) => equipment.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? equipment[..dot] : equipment;

    private static AlarmCase EquipmentCase(RoomTurn turn, PointId point) =>
        AlarmCase.Of(turn, point with { Signal = EquipmentSignal }, AlarmRules.EquipmentSilent, AlarmPriority.Warning, Reading.Of(false));

    private static void ApplyEquipment(RoomTurn turn, List<PointState> points)
    {
        var isWhole = points.Count > 1 && points.TrueForAll(point => IsOverdue(turn, point));
        var first = points[0];
        if (!IsAgentAlarmed(turn, first))
        {
            turn.Alarms.Apply(EquipmentCase(turn, first.Point), isWhole ? Wish.Active : Wish.Clear, isWhole ? OverdueSince(turn, first) : turn.Now);
        }

        foreach (var point in points)
        {
            if (!isWhole && IsOverdue(turn, point) && !IsAgentAlarmed(turn, point))
            {
                turn.Alarms.Apply(AlarmCase.Of(turn, point.Point, AlarmRules.Stale, AlarmPriority.Warning, point.Last), Wish.Active, OverdueSince(turn, point));
            }
        }
    }

    private static bool IsAgentSilent(RoomTurn turn, AgentLink link, IEnumerable<List<PointState>> groups)
    {
        var any = false;
        foreach (var group in groups)
        {
            foreach (var point in group)
            {
                if (point.Agent != link.Agent)
                {
                    continue;
                }

                any = true;
                if (turn.Now - Later(point.At, link.Since) <= Freshness.LimitOf(turn, point))
                {
                    return false;
                }
            }
        }

        return any;
    }

    private static bool IsAgentAlarmed(RoomTurn turn, PointState point) =>
        turn.Alarms.Find(string.Concat(point.Agent, "/", AgentSignal, "|" + AlarmRules.AgentOffline)) is not null;

    private static bool IsOverdue(RoomTurn turn, PointState point) => turn.Now > OverdueSince(turn, point);

    // An agent that has just come, and a point that has just been written into the site model, get the same time as one that has just been heard.
    private static DateTimeOffset OverdueSince(RoomTurn turn, PointState point)
    {
        var heard = point.Known.IsPresent ? point.KnownAt : point.IsHeard ? DateTimeOffset.MinValue : point.At;
        var since = point.Agent is { } agent && turn.Agents.TryGetValue(agent, out var link) ? Later(heard, link.Since) : Later(heard, point.Expected?.Since ?? heard);
        return since + Freshness.LimitOf(turn, point);
    }

    private static bool IsSilenceNews(PointState point) => SignalCatalogue.Find(point.Point.Signal) is not { Kind: SignalKind.Event };

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    private static void Add(Dictionary<string, List<PointState>> groups, PointState point)
    {
        if (!groups.TryGetValue(point.Point.Equipment, out var points))
        {
            groups[point.Point.Equipment] = points = [];
        }

        points.Add(point);
    }
}
