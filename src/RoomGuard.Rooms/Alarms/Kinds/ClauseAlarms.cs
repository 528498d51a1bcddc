using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Terms;
using RoomGuard.Rooms.Wording;

namespace RoomGuard.Rooms.Alarms.Kinds;

/// <summary>What people attested and must attest again: a note before its term is over, an alarm when it is. What nobody ever attested alarms nobody; it is unknown, and in the plan.</summary>
/// <remarks>What a leak or a discharge revoked is no alarm either: the event has its own.</remarks>
internal static class ClauseAlarms
{
    /// <summary>Signal of the point that stands for what is attested of an item; its equipment is the item.</summary>
    internal const string Signal = "room.attestation";

    // A clock that is set back by less is looked past; terms are days.
    private static readonly TimeSpan Between = TimeSpan.FromHours(1);

    /// <summary>Looks when something is due, and once an hour: between, it costs two comparisons.</summary>
    internal static void Advance(RoomTurn turn)
    {
        if ((turn.Attestations.Count > 0 || turn.Watched.Count > 0 || turn.Unsigned.Count > 0) && (turn.Now >= turn.TermsDue || turn.Now < turn.TermsAt))
        {
            Review(turn);
        }
    }

    /// <summary>Looks at every term now.</summary>
    internal static void Review(RoomTurn turn)
    {
        (turn.TermsAt, turn.TermsDue) = (turn.Now, turn.Now + Between);
        foreach (var part in SlotTerm.Of(turn.Room.Requirements, new GivenEvidence(turn.Attestations, turn.Revocations, turn.Happened), turn.Now).GroupBy(term => term.Part, StringComparer.Ordinal))
        {
            var first = part.Where(term => term is { Due: not null, IsRevoked: false }).MinBy(term => term.Due);
            var isOver = first?.Due <= turn.Now;
            var isSoon = !isOver && first?.RemindAt <= turn.Now;
            Apply(turn, part.Key, AlarmRules.AttestationOverdue, AlarmPriority.Warning, isOver ? first : null, first?.Due);
            Apply(turn, part.Key, AlarmRules.AttestationDue, AlarmPriority.Info, isSoon ? first : null, first?.RemindAt);
            turn.TermsDue = Earlier(turn, Earlier(turn, turn.TermsDue, first?.Due), first?.RemindAt);
        }

        turn.TermsDue = SigningAlarms.Review(turn, TestAlarms.Review(turn, turn.TermsDue));
    }

    private static void Apply(RoomTurn turn, string part, string rule, AlarmPriority priority, SlotTerm? term, DateTimeOffset? since)
    {
        var point = new PointId(turn.Room.Site, turn.Room.Id, part, Signal);
        var known = turn.Alarms.Find(AlarmCase.KeyOf(point, rule));
        if (term is null)
        {
            if (known is not null)
            {
                turn.Alarms.Apply(known.Case, Wish.Clear, turn.Now);
            }
        }
        else if (turn.Rules.Book.Find(Signal, rule) is not null)
        {
            turn.Alarms.Apply(known is { Phase: not ConditionPhase.Pending } ? known.Case : CaseOf(turn, point, rule, priority, term), Wish.Active, since!.Value);
        }
    }

    private static AlarmCase CaseOf(RoomTurn turn, PointId point, string rule, AlarmPriority priority, SlotTerm term)
    {
        var @case = AlarmCase.Of(turn, point, rule, priority, Reading.Of($"{term.Due:yyyy-MM-dd'T'HH:mm:ss'Z'}"));
        return @case with { Words = RoomTexts.Fill(AlarmTexts.TemplateOf(@case), ("slot", term.Name)) };
    }

    private static DateTimeOffset Earlier(RoomTurn turn, DateTimeOffset than, DateTimeOffset? at) => at > turn.Now && at < than ? at.Value : than;
}
