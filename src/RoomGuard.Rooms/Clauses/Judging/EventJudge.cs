namespace RoomGuard.Rooms.Clauses;

/// <summary>Judges a slot that something must fill again and again: a test of each piece of equipment, an entry of the room.</summary>
internal readonly struct EventJudge(PartJudge judge, Requirement item, RequirementPart part, EvidenceView evidence, ClauseTerms terms, DateTimeOffset now)
{
    /// <summary>The result of an event that was not passed.</summary>
    internal const string Fail = "fail";

    internal const string NotCompleted = "not_completed";

    internal VerdictState Judge(EvidenceSlot slot)
    {
        if (slot.Subject is not { } subject)
        {
            return JudgeOne(slot, null);
        }

        var worst = VerdictState.NotApplicable;
        foreach (var equipment in evidence.Of(EvidenceKind.Equipment).ToList())
        {
            if (equipment.Value == subject)
            {
                judge.Ids.Add(equipment.Id);
                var state = JudgeOne(slot, equipment);
                worst = state > worst ? state : worst;
            }
        }

        if (worst != VerdictState.NotApplicable)
        {
            return worst;
        }

        // Nobody says that there is none: then nobody knows.
        judge.Reasons.Add(ReasonCode.NoEquipment);
        return VerdictState.Unknown;
    }

    private VerdictState JudgeOne(EvidenceSlot slot, Evidence? equipment)
    {
        var (interval, grace) = (terms.IntervalOf(slot), terms.GraceOf(slot));
        if (Newest(slot, equipment) is not { } newest)
        {
            judge.Reasons.Add(ReasonCode.NeverObserved);
            return equipment?.Since is { } since && slot.IsOverdueBroken && IsPast(since + interval + grace) ? Overdue(VerdictState.NonCompliant) : VerdictState.Unknown;
        }

        judge.Ids.Add(newest.Id);
        if (newest.Value == Fail && !IsAnswered(newest))
        {
            judge.Reasons.Add(ReasonCode.TestFailed);
            return VerdictState.NonCompliant;
        }

        var due = newest.ObservedAt + interval;
        if (IsPast(due + grace))
        {
            return Overdue(slot.IsOverdueBroken ? VerdictState.NonCompliant : VerdictState.EvidenceStale);
        }

        if (slot.IsOverdueBroken && IsPast(due))
        {
            return Overdue(VerdictState.EvidenceStale);
        }

        if (now < due)
        {
            judge.ExpireAt(due, slot.Notice < interval ? slot.Notice : interval / 4);
        }
        else
        {
            judge.Reasons.Add(ReasonCode.ExpiringSoon);
        }

        return VerdictState.Compliant;
    }

    // A journal's entry for this equipment, or what a person signed to this question.
    private Evidence? Newest(EvidenceSlot slot, Evidence? equipment)
    {
        Evidence? newest = null;
        foreach (var one in evidence.Of(EvidenceKind.Event))
        {
            var isOurs = slot.Subject is null ? slot.Journal is not null && one.Signal == slot.Journal : one.Signal == slot.Subject && one.Source == equipment!.Source;
            newest = isOurs && one.Quality != EvidenceQuality.Bad && one.Value != NotCompleted ? one : newest;
        }

        foreach (var one in evidence.Statements(item, part))
        {
            if (one.Supports == true && part.FilledBy(one.Slot)?.Id == slot.Id && (newest is null || one.ObservedAt > newest.ObservedAt) && (equipment is null || IsOf(one, equipment)))
            {
                newest = one;
            }
        }

        return newest;
    }

    // A statement speaks of all equipment, or of the one whose failed test it answers.
    private static bool IsOf(Evidence statement, Evidence equipment) => statement.Answers is not { } answered || answered.StartsWith($"event/{equipment.Source}/", StringComparison.Ordinal);

    private bool IsAnswered(Evidence failed)
    {
        foreach (var one in evidence.Statements(item, part))
        {
            if (one.Supports == true && one.Answers == failed.Id && one.ObservedAt >= failed.ObservedAt)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsPast(DateTimeOffset at)
    {
        judge.WakeAt(at);
        return at <= now;
    }

    private VerdictState Overdue(VerdictState state)
    {
        judge.Reasons.Add(ReasonCode.TestOverdue);
        return state;
    }
}
