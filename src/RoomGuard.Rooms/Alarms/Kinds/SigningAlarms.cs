using System.Globalization;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Alarms.Kinds;

/// <summary>Entries of journals that nobody signed in time: an alarm for each journal of the room, that its last signature ends.</summary>
internal static class SigningAlarms
{
    /// <summary>Signal of the point that stands for the signatures of a journal; its equipment is the journal.</summary>
    internal const string Signal = "journal.signature";

    private const int MostRemembered = 500;

    /// <summary>Remembers that an entry waits for its signature.</summary>
    internal static void Await(RoomTurn turn, string key, string journal)
    {
        if (turn.Unsigned.Count < MostRemembered)
        {
            turn.Unsigned.TryAdd(key, new UnsignedEntry(journal, turn.Now));
        }
    }

    /// <summary>Looks at every entry now, and gives when it must be looked at again, at the latest <paramref name="next"/>.</summary>
    internal static DateTimeOffset Review(RoomTurn turn, DateTimeOffset next)
    {
        var overdue = new HashSet<string>(StringComparer.Ordinal);
        foreach (var journal in turn.Unsigned.Values.GroupBy(entry => entry.Journal, StringComparer.Ordinal))
        {
            var oldest = journal.Min(entry => entry.At);
            var overdueAt = WorkingDays.After(oldest, turn.Rules.Signing.Within, turn.Room.Zone);
            if (overdueAt <= turn.Now)
            {
                overdue.Add(journal.Key);
                Raise(turn, journal.Key, journal.Count(), oldest, overdueAt);
            }
            else if (overdueAt < next)
            {
                next = overdueAt;
            }
        }

        foreach (var condition in turn.Alarms.HasConditions ? turn.Alarms.Conditions.Values.Where(condition => condition.Case.Point.Signal == Signal && !overdue.Contains(condition.Case.Point.Equipment)).ToList() : [])
        {
            turn.Alarms.Apply(condition.Case, Wish.Clear, turn.Now);
        }

        return next;
    }

    private static void Raise(RoomTurn turn, string journal, int count, DateTimeOffset oldest, DateTimeOffset since)
    {
        var point = new PointId(turn.Room.Site, turn.Room.Id, journal, Signal);
        if (turn.Rules.Book.Find(Signal, AlarmRules.SignatureOverdue) is null)
        {
            return;
        }

        var known = turn.Alarms.Find(AlarmCase.KeyOf(point, AlarmRules.SignatureOverdue));
        turn.Alarms.Apply(known is { Phase: not ConditionPhase.Pending } ? known.Case : CaseOf(turn, point, count, oldest), Wish.Active, since);
    }

    private static AlarmCase CaseOf(RoomTurn turn, PointId point, int count, DateTimeOffset oldest)
    {
        var @case = AlarmCase.Of(turn, point, AlarmRules.SignatureOverdue, AlarmPriority.Warning, Reading.Of(oldest.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
        return @case with
        {
            Words = RoomTexts.Fill(
                AlarmTexts.TemplateOf(@case),
                ("journal", LocalText.Same(point.Equipment)),
                ("count", LocalText.Same(count.ToString(CultureInfo.InvariantCulture))),
                ("ago", Amounts.About(turn.Now - oldest))),
        };
    }
}

/// <summary>An entry that waits for its signature.</summary>
/// <param name="Journal">Its journal.</param>
/// <param name="At">When it was entered, UTC.</param>
internal sealed record UnsignedEntry(string Journal, DateTimeOffset At);

/// <summary>Counts days on which people work: Monday to Friday by the room's clocks. Holidays are not known.</summary>
internal static class WorkingDays
{
    /// <summary>The instant so many working days after another.</summary>
    internal static DateTimeOffset After(DateTimeOffset at, int days, TimeZoneInfo zone)
    {
        for (var left = days; left > 0;)
        {
            at = at.AddDays(1);
            left -= TimeZoneInfo.ConvertTime(at, zone).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1;
        }

        return at;
    }
}
