using System.Collections.Immutable;
using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Alarms.Kinds;
using RoomGuard.Rooms.Clause35;
using RoomGuard.Rooms.Clause35.Checks;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.State;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Rooms;

/// <summary>Everything a room decides, as functions of what it knew, what came, and the time. Pure: no clock, no input or output, no memory of its own.</summary>
/// <remarks>Safe for all threads. One room's calls must follow each other: each takes the state the last one gave.</remarks>
public static class RoomLogic
{
    /// <summary>Takes in samples, live or from a backlog, in any order. What is not newer than what is known changes nothing; other rooms' samples are passed over.</summary>
    /// <param name="now">The centre's clock, UTC.</param>
    public static RoomStep Observe(RoomDefinition room, RoomState state, IReadOnlyList<Sample> samples, DateTimeOffset now)
    {
        var turn = new RoomTurn(room, state, now);
        foreach (var sample in InOrder(samples))
        {
            var change = PointBook.Accept(turn, sample);
            if (change is { } news)
            {
                PointAlarms.Apply(turn, news);
                VerdictBook.Observe(turn, news);
                turn.Access.Observe(news);
                turn.Checks.Observe(news);
            }

            var isLate = change is null && PointBook.IsLate(turn, sample);
            if (isLate)
            {
                turn.Access.TakeLate(sample);
            }

            if (change is not null || isLate)
            {
                turn.Tracks.Take(sample, change?.Next.Period ?? PointBook.PeriodOf(turn, sample.Point));
            }
        }

        turn.Outages.Advance(turn.Tracks.NewestAt ?? now);
        VerdictBook.Assess(turn);
        return turn.End();
    }

    /// <summary>Lets time pass: delays end, points go stale, terms run out. Cheap when nothing is due; call it every second.</summary>
    public static RoomStep Tick(RoomDefinition room, RoomState state, DateTimeOffset now)
    {
        var turn = new RoomTurn(room, state, now);
        SilenceAlarms.Sweep(turn);
        TrendAlarms.Forget(turn);
        turn.Tracks.Advance(now);
        turn.Outages.Advance(now);
        turn.Access.Advance(now);
        turn.Alarms.Advance(now);
        turn.Checks.Advance(now);
        ClauseAlarms.Advance(turn);
        turn.Journal.Advance(now);
        QuietMonth.Advance(turn);
        VerdictBook.Assess(turn);
        return turn.End();
    }

    /// <summary>Goes on after the centre was away: what could not be heard meanwhile is no silence of the agents, so each gets the time of one that has just come.</summary>
    public static RoomState Resume(RoomState state, DateTimeOffset now) => state with
    {
        Points = Description.Resume(state.Points, now),
        Agents = state.Agents.ToImmutableDictionary(agent => agent.Key, agent => agent.Value.IsOnline ? agent.Value with { Since = now } : agent.Value, StringComparer.Ordinal),
    };

    /// <summary>Takes over a description that may be another than before: who is expected, and what the newest values are by its limits. Twice the same changes nothing.</summary>
    /// <remarks>A value beyond a new limit waits that limit's on-delay; an alarm whose value is good by the new limit waits its off-delay; a rule that is gone takes its alarm with it.</remarks>
    public static RoomStep Describe(RoomDefinition room, RoomState state, DateTimeOffset now)
    {
        var turn = new RoomTurn(room, state, now);
        Description.Apply(turn);
        VerdictBook.Describe(turn);
        return turn.End();
    }

    /// <summary>The operator has taken the room out of the site: nothing of it is watched any more.</summary>
    /// <remarks>Its alarms are closed as out of service, not as returned: nobody saw them end, and nobody is told so. What people attested stays, should the room come back.</remarks>
    public static RoomStep Retire(RoomState state) => new(
        new RoomState { Room = state.Room, Attestations = state.Attestations, Verdicts = state.Verdicts },
        [.. state.Alarms.Values.OrderBy(alarm => alarm.Id, StringComparer.Ordinal).Select(alarm => new AlarmChanged(alarm with { State = AlarmCondition.OutOfService }, alarm))]);

    /// <summary>Takes in an agent's birth: the points of this room are expected from now on. Other rooms' points are passed over.</summary>
    public static RoomStep Expect(RoomDefinition room, RoomState state, string agent, IReadOnlyList<BirthPoint> points, DateTimeOffset now)
    {
        var turn = new RoomTurn(room, state, now);
        PointBook.Expect(turn, agent, points);
        return turn.End();
    }

    /// <summary>Takes in that an agent has connected or gone. While it is away its points are stale, and the agent is the only alarm.</summary>
    public static RoomStep Connection(RoomDefinition room, RoomState state, string agent, bool online, DateTimeOffset now)
    {
        var turn = new RoomTurn(room, state, now);
        PointBook.Connect(turn, agent, online);
        if (turn.Agents.TryGetValue(agent, out var link))
        {
            SilenceAlarms.ApplyAgent(turn, link);
        }

        return turn.End();
    }

    /// <summary>Somebody declares an event that takes the force of what was attested before it. One that the room's edition does not have changes nothing.</summary>
    public static RoomStep Happen(RoomDefinition room, RoomState state, Happening happening, DateTimeOffset now)
    {
        var turn = new RoomTurn(room, state, now);
        VerdictBook.Declare(turn, happening);
        VerdictBook.Assess(turn);
        return turn.End();
    }

    /// <summary>Takes in an entry that a person writes into a journal: what it is evidence of is judged like what was recognised.</summary>
    public static RoomStep Enter(RoomDefinition room, RoomState state, JournalDraft draft, DateTimeOffset now)
    {
        var turn = new RoomTurn(room, state, now);
        turn.Add(new JournalDrafted(ReferenceCheck.Complete(turn, draft)));
        VerdictBook.Assess(turn);
        return turn.End();
    }

    /// <summary>Takes in entries that came as a table and stand in their journals already: what still holds today is evidence like what was recognised, if nothing newer is known.</summary>
    /// <remarks>What is over by now is history. It makes no verdict worse and raises nothing, and no entry of a table is waited for until it is signed.</remarks>
    /// <param name="drafts">The entries; their fields are not needed.</param>
    public static RoomStep Recall(RoomDefinition room, RoomState state, IReadOnlyList<JournalDraft> drafts, DateTimeOffset now)
    {
        var turn = new RoomTurn(room, state, now);
        foreach (var draft in drafts)
        {
            VerdictBook.Recall(turn, draft);
        }

        VerdictBook.Assess(turn);
        return turn.End();
    }

    /// <summary>Takes in that an entry of a journal was signed: it waits no longer. One that does not wait changes nothing.</summary>
    /// <param name="draftKey">The key of the entry's draft.</param>
    public static RoomStep Sign(RoomDefinition room, RoomState state, string draftKey, DateTimeOffset now)
    {
        var turn = new RoomTurn(room, state, now);
        if (turn.Unsigned.Remove(draftKey))
        {
            ClauseAlarms.Review(turn);
        }

        return turn.End();
    }

    /// <summary>Takes in what a person signed. An item that the room's edition does not have changes nothing.</summary>
    public static RoomStep Attest(RoomDefinition room, RoomState state, Attestation attestation, DateTimeOffset now)
    {
        var turn = new RoomTurn(room, state, now);
        VerdictBook.Attest(turn, attestation);
        ClauseAlarms.Review(turn);
        VerdictBook.Assess(turn);
        return turn.End();
    }

    /// <summary>Somebody does something to an alarm. What has a fault, does not fit the alarm's state, or was done already changes nothing.</summary>
    public static RoomStep Act(RoomDefinition room, RoomState state, string alarmId, AlarmAction action)
    {
        var turn = new RoomTurn(room, state, action.At);
        if (!action.Faults().Any())
        {
            turn.Alarms.Act(alarmId, action);
        }

        return turn.End();
    }

    /// <summary>Somebody declares maintenance or a test. What has a fault, or is declared already, changes nothing.</summary>
    public static RoomStep Declare(RoomDefinition room, RoomState state, ServiceWindow window, DateTimeOffset now)
    {
        var turn = new RoomTurn(room, state, now);
        turn.Windows.Declare(window);
        return turn.End();
    }

    /// <summary>Somebody ends maintenance or a test before its time. What is not there, or is over, changes nothing.</summary>
    public static RoomStep EndWindow(RoomDefinition room, RoomState state, string windowId, string who, DateTimeOffset now)
    {
        var turn = new RoomTurn(room, state, now);
        turn.Windows.End(windowId, who);
        return turn.End();
    }

    // Packs are in order almost always; the sort is stable, so that what stands together stays together.
    private static IReadOnlyList<Sample> InOrder(IReadOnlyList<Sample> samples)
    {
        for (var i = 1; i < samples.Count; i++)
        {
            if (samples[i].At < samples[i - 1].At)
            {
                return [.. samples.OrderBy(sample => sample.At)];
            }
        }

        return samples;
    }
}
