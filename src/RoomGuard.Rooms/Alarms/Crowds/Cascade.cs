namespace RoomGuard.Rooms.Alarms.Crowds;

/// <summary>Alarms of a room that come together: which of them came first.</summary>
/// <param name="Id">The alarm that was raised first.</param>
/// <param name="FirstId">The alarm whose condition began first: raised first it need not have been, it may have the longer delay.</param>
/// <param name="FirstSince">When that began, UTC.</param>
/// <param name="Began">When the first of them was raised, UTC.</param>
/// <param name="LastAt">When the last of them was, UTC.</param>
internal sealed record CascadeWatch(string Id, string FirstId, DateTimeOffset FirstSince, DateTimeOffset Began, DateTimeOffset LastAt);

/// <summary>Marks the first of the alarms that come together (first-out).</summary>
internal sealed class Cascade(RoomTurn turn)
{
    // Alarms that drop in all day are not one happening.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    internal CascadeWatch? Watch { get; private set; } = turn.Before.Memory.Cascade;

    /// <summary>Takes in a new alarm.</summary>
    /// <param name="mark">Gives the alarm of this id its cascade, and says whether it came first; does nothing for one that is over.</param>
    /// <returns>The alarm, with its marks.</returns>
    internal Alarm Join(Alarm alarm, Action<string, string, bool> mark)
    {
        // By the times of the samples: the same happening, however its samples are packed, has the same first alarm.
        var now = alarm.RaisedAt;
        if (Watch is not { } watch || (now - watch.LastAt).Duration() > turn.Rules.Crowds.CascadeWithin || (now - watch.Began).Duration() > Longest)
        {
            Watch = new CascadeWatch(alarm.Id, alarm.Id, alarm.Since, now, now);
            return alarm;
        }

        var isFirst = alarm.Since < watch.FirstSince;
        mark(watch.FirstId, watch.Id, !isFirst);
        Watch = isFirst ? watch with { FirstId = alarm.Id, FirstSince = alarm.Since, LastAt = now } : watch with { LastAt = now };
        return alarm with { Cascade = watch.Id, FirstOut = isFirst };
    }
}
