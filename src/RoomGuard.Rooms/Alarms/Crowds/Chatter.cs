using System.Collections.Immutable;

namespace RoomGuard.Rooms.Alarms.Crowds;

/// <summary>How often one alarm opened lately.</summary>
/// <param name="Case">The alarm.</param>
/// <param name="Opened">When, UTC; oldest first, no more than it takes to chatter.</param>
/// <param name="IsChattering">Whether it opened too often, and has not been quiet since.</param>
internal sealed record ChatterWatch(AlarmCase Case, ImmutableList<DateTimeOffset> Opened, bool IsChattering);

/// <summary>Finds the alarms of a room that open again and again. One that does is one latched alarm until it has been quiet.</summary>
internal sealed class Chatter(RoomTurn turn)
{
    internal ImmutableDictionary<string, ChatterWatch> All { get; private set; } = turn.Before.Memory.Chatter;

    internal bool IsChattering(string key) => !All.IsEmpty && All.TryGetValue(key, out var watch) && watch.IsChattering;

    /// <summary>Takes in that an alarm opens; true when it chatters by that.</summary>
    internal bool Note(AlarmCase @case, DateTimeOffset raisedAt)
    {
        if (@case.Rule is AlarmRules.Chattering or AlarmRules.Flood || turn.Rules.Book.Find(@case.Point.Signal, AlarmRules.Chattering) is null)
        {
            return false;
        }

        var rules = turn.Rules.Crowds;
        var known = All.GetValueOrDefault(@case.Key) ?? new ChatterWatch(@case, [], false);
        var opened = known.Opened.RemoveAll(at => at <= raisedAt - rules.ChatterWithin).Add(raisedAt);
        var begins = !known.IsChattering && opened.Count > rules.ChatterOpenings;
        opened = opened.Count > rules.ChatterOpenings + 1 ? opened.RemoveAt(0) : opened;
        All = All.SetItem(@case.Key, new ChatterWatch(@case, opened, known.IsChattering || begins));
        return begins;
    }

    /// <summary>The alarm that stands for all openings of one that chatters: never less urgent than that one.</summary>
    internal AlarmCase CaseOf(AlarmCase @case)
    {
        var latched = AlarmCase.Of(turn, @case.Point, AlarmRules.Chattering, AlarmPriority.Warning, @case.Value);
        return latched.Priority >= @case.Priority ? latched : latched with { Priority = @case.Priority };
    }

    /// <summary>Forgets what was long ago, and gives the alarms that have been quiet for long enough and leave none of their point chattering.</summary>
    internal IReadOnlyList<AlarmCase> Advance(DateTimeOffset now)
    {
        if (All.IsEmpty)
        {
            return [];
        }

        var quiet = new List<AlarmCase>();
        foreach (var (key, watch) in All)
        {
            var last = watch.Opened.IsEmpty ? DateTimeOffset.MinValue : watch.Opened[^1];
            if (now - last >= (watch.IsChattering ? turn.Rules.Crowds.ChatterQuiet : turn.Rules.Crowds.ChatterWithin))
            {
                All = All.Remove(key);
                if (watch.IsChattering)
                {
                    quiet.Add(watch.Case);
                }
            }
        }

        return quiet.Count == 0 ? quiet : [.. quiet.Where(@case => !All.Values.Any(watch => watch.IsChattering && watch.Case.Point == @case.Point))];
    }
}
