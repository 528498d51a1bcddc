using System.Globalization;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Terms;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Alarms.Kinds;

/// <summary>What must be tested again and again: a note before a test is due, an alarm when it is overdue. A test that is recognised ends both; so does taking the equipment out of the description.</summary>
internal static class TestAlarms
{
    /// <summary>Signal of the point that stands for the tests of a piece of equipment.</summary>
    internal const string Signal = "equipment.test";

    /// <summary>Looks at every term now, and gives when it must be looked at again, at the latest <paramref name="next"/>.</summary>
    internal static DateTimeOffset Review(RoomTurn turn, DateTimeOffset next)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var term in TestTerm.Of(turn))
        {
            var point = new PointId(turn.Room.Site, turn.Room.Id, term.Equipment, Signal);
            var isOverdue = term.OverdueAt <= turn.Now;
            Apply(turn, point, AlarmRules.TestOverdue, AlarmPriority.Warning, isOverdue ? term : null, term.OverdueAt, seen);
            Apply(turn, point, AlarmRules.TestDue, AlarmPriority.Info, !isOverdue && term.RemindAt <= turn.Now ? term : null, term.RemindAt, seen);
            next = Earlier(turn, Earlier(turn, next, term.OverdueAt), term.RemindAt);
        }

        ClearOthers(turn, seen);
        return next;
    }

    // A device that is a UPS and an engine in one has a term for each; the point is one, and the first that stands speaks for it.
    private static void Apply(RoomTurn turn, PointId point, string rule, AlarmPriority priority, TestTerm? term, DateTimeOffset since, HashSet<string> seen)
    {
        var key = AlarmCase.KeyOf(point, rule);
        if (term is not null && turn.Rules.Book.Find(Signal, rule) is not null && seen.Add(key))
        {
            var known = turn.Alarms.Find(key);
            turn.Alarms.Apply(known is { Phase: not ConditionPhase.Pending } ? known.Case : CaseOf(turn, point, rule, priority, term), Wish.Active, since);
        }
    }

    private static void ClearOthers(RoomTurn turn, HashSet<string> seen)
    {
        if (!turn.Alarms.HasConditions)
        {
            return;
        }

        foreach (var condition in turn.Alarms.Conditions.Values)
        {
            if (condition.Case.Point.Signal == Signal && condition.Case.Rule is AlarmRules.TestOverdue or AlarmRules.TestDue && !seen.Contains(condition.Case.Key))
            {
                turn.Alarms.Apply(condition.Case, Wish.Clear, turn.Now);
            }
        }
    }

    private static AlarmCase CaseOf(RoomTurn turn, PointId point, string rule, AlarmPriority priority, TestTerm term)
    {
        var @case = AlarmCase.Of(turn, point, rule, priority, Reading.Of(Stamp(term.Due, "yyyy-MM-dd'T'HH:mm:ss'Z'")));
        var what = RoomTexts.Get($"test.{(rule == AlarmRules.TestDue ? "due" : "overdue")}.{term.Kind}{(term.Last is null ? ".never" : "")}");
        var last = term.Last ?? term.Since;
        return @case with
        {
            Words = RoomTexts.Fill(
                AlarmTexts.TemplateOf(@case),
                ("what", what),
                ("last", Day(last)),
                ("due", Day(term.Due)),
                ("ago", Amounts.About(turn.Now - last)),
                ("interval", Amounts.About(term.Interval)),
                ("duration", Amounts.Of(turn.Rules.GeneratorTest.Duration)),
                ("load", Amounts.Of(turn.Rules.GeneratorTest.LoadPercent, "%"))),
        };
    }

    private static LocalText Day(DateTimeOffset at) => new(Stamp(at, "dd.MM.yyyy HH:mm 'UTC'"), Stamp(at, "dd.MM.yyyy HH:mm 'UTC'"), Stamp(at, "yyyy-MM-dd HH:mm 'UTC'"));

    private static string Stamp(DateTimeOffset at, string form) => at.UtcDateTime.ToString(form, CultureInfo.InvariantCulture);

    private static DateTimeOffset Earlier(RoomTurn turn, DateTimeOffset than, DateTimeOffset at) => at > turn.Now && at < than ? at : than;
}
