using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Rooms.State;

/// <summary>Keeps the newest of every point: what is newer, what is expected, what is no longer news.</summary>
internal static class PointBook
{
    // A sample from later than this is from a clock that is wrong (domain rule: never suddenly fresh).
    private static readonly TimeSpan FutureTolerance = TimeSpan.FromMinutes(5);

    // Anybody's client may publish: a room's memory has an end all the same.
    private const int MostPoints = RoomState.MostPoints;

    /// <summary>Takes in one sample. Null when it is another room's, no value of its signal, from the future, or not newer than what is known.</summary>
    internal static PointChange? Accept(RoomTurn turn, Sample sample)
    {
        if (sample.Point.Room != turn.Room.Id || sample.Point.Site != turn.Room.Site)
        {
            return null;
        }

        if (SignalCatalogue.Find(sample.Point.Signal) is not { } signal || !signal.Accepts(sample.Reading))
        {
            return null;
        }

        if (sample.At > turn.Now + FutureTolerance)
        {
            VerdictBook.NoteSkew(turn);
            return null;
        }

        var key = RoomState.KeyOf(sample.Point);
        var previous = turn.Points.GetValueOrDefault(key);
        if (previous is { IsHeard: true } ? sample.At <= previous.At : previous is null && turn.Points.Count >= MostPoints)
        {
            return null;
        }

        var next = Take(turn, previous, sample);
        turn.Points[key] = next;
        return new PointChange(previous, next);
    }

    /// <summary>Whether a sample is this room's and older than what is known: a recogniser may still want it.</summary>
    internal static bool IsLate(RoomTurn turn, Sample sample) =>
        sample.Point.Room == turn.Room.Id && sample.Point.Site == turn.Room.Site
        && turn.Points.TryGetValue(RoomState.KeyOf(sample.Point), out var known) && sample.At < known.At
        && SignalCatalogue.Find(sample.Point.Signal)?.Accepts(sample.Reading) == true;

    /// <summary>The point's announced period; zero when nobody announced one.</summary>
    internal static TimeSpan PeriodOf(RoomTurn turn, PointId point) => turn.Points.GetValueOrDefault(RoomState.KeyOf(point))?.Period ?? TimeSpan.Zero;

    /// <summary>Notes an agent's points as expected, and those it no longer has as not.</summary>
    internal static void Expect(RoomTurn turn, string agent, IReadOnlyList<BirthPoint> points)
    {
        if (!turn.Agents.ContainsKey(agent))
        {
            if (turn.Agents.Count >= RoomState.MostAgents)
            {
                return;
            }

            turn.Agents[agent] = new AgentLink(agent, true, turn.Now);
        }

        var born = new HashSet<string>(StringComparer.Ordinal);
        foreach (var point in points)
        {
            if (point.Room == turn.Room.Id && PointName.IsValid(point.Equipment) && PointName.IsValid(point.Signal) && Expect(turn, agent, point) is { } key)
            {
                born.Add(key);
            }
        }

        foreach (var (key, point) in turn.Points.ToImmutable())
        {
            if (point.Agent == agent && !born.Contains(key))
            {
                turn.Points[key] = point with { Agent = null, Period = TimeSpan.Zero };
                if (point.Expected is null)
                {
                    SilenceAlarms.Forget(turn, point.Point);
                }
            }
        }
    }

    /// <summary>Notes that an agent has come or gone. While it is away, its points are history.</summary>
    internal static void Connect(RoomTurn turn, string agent, bool online)
    {
        if (turn.Agents.TryGetValue(agent, out var link) ? link.IsOnline == online : turn.Agents.Count >= RoomState.MostAgents)
        {
            return;
        }

        turn.Agents[agent] = new AgentLink(agent, online, turn.Now);
        if (online)
        {
            return;
        }

        foreach (var (key, point) in turn.Points.ToImmutable())
        {
            if (point.Agent == agent && !point.IsStale)
            {
                turn.Points[key] = point with { IsStale = true };
                VerdictBook.Touch(turn, point.Point.Signal);
            }
        }
    }

    // Null when the room has as many points as it may.
    private static string? Expect(RoomTurn turn, string agent, BirthPoint born)
    {
        var point = new PointId(turn.Room.Site, turn.Room.Id, born.Equipment, born.Signal);
        var key = RoomState.KeyOf(point);
        if (turn.Points.Count >= MostPoints && !turn.Points.ContainsKey(key))
        {
            return null;
        }

        var known = turn.Points.GetValueOrDefault(key) ?? new PointState(point, default, turn.Now, TimeQuality.Synced, true);
        var seconds = double.IsFinite(born.Period) ? Math.Clamp(born.Period, 0, 86_400) : 0;
        turn.Points[key] = known with { Agent = agent, Period = TimeSpan.FromSeconds(seconds) };
        return key;
    }

    private static PointState Take(RoomTurn turn, PointState? previous, Sample sample)
    {
        var isValue = sample.Reading.IsPresent;
        var isSame = isValue && previous is { Known.IsPresent: true } && previous.Known == sample.Reading;
        var (known, knownAt, knownSince) = isValue
            ? (sample.Reading, sample.At, isSame ? previous!.KnownSince : sample.At)
            : (previous?.Known ?? default, previous?.KnownAt ?? default, previous?.KnownSince ?? default);

        // One record a sample, not one for each thing that changes: this is what a centre does a hundred thousand times a second.
        var isStale = !known.IsPresent || (previous is not null && Freshness.IsAgentAway(turn, previous)) || Freshness.IsOverdue(turn, previous?.Point.Signal ?? sample.Point.Signal, previous?.Pace ?? TimeSpan.Zero, knownAt);
        return (previous ?? new PointState(sample.Point, default, sample.At, sample.Quality, true)) with
        {
            Last = sample.Reading,
            At = sample.At,
            Quality = sample.Quality,
            IsHeard = true,
            Known = known,
            KnownAt = knownAt,
            KnownSince = knownSince,
            IsStale = isStale,
        };
    }
}

/// <summary>A point before and after a sample that was news.</summary>
internal readonly record struct PointChange(PointState? Previous, PointState Next);
