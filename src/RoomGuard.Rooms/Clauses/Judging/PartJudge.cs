namespace RoomGuard.Rooms.Clauses;

/// <summary>Judges one part of an item. Lives for one call.</summary>
internal sealed class PartJudge(Requirement item, RequirementPart part, EvidenceView evidence, ClauseTerms terms, DateTimeOffset now)
{
    /// <summary>Every reason.</summary>
    internal SortedSet<ReasonCode> Reasons { get; } = [];

    /// <summary>Ids of what the verdict rests on.</summary>
    internal List<string> Ids { get; } = [];

    /// <summary>When time alone may change it.</summary>
    internal DateTimeOffset? NextAt { get; private set; }

    internal VerdictState Judge()
    {
        if (Excluded() is { } exclusion)
        {
            Reasons.Add(ReasonCode.Excluded);
            Ids.Add(exclusion.Id);
            ExpireAt(exclusion.ExpiresAt!.Value, TimeSpan.FromDays(30));
            return VerdictState.NotApplicable;
        }

        if (evidence.IsFromFuture)
        {
            Reasons.Add(ReasonCode.ClockSkew);
        }

        var worst = VerdictState.Compliant;
        foreach (var slot in part.Slots)
        {
            if (slot.IsRequired)
            {
                var state = slot.Kind switch
                {
                    SlotKind.Sensor => new SensorJudge(this, evidence, now).Judge(slot),
                    SlotKind.Event => new EventJudge(this, item, part, evidence, terms, now).Judge(slot),
                    SlotKind.Setting => JudgeSetting(slot),
                    _ => JudgeStatement(slot),
                };
                worst = state > worst ? state : worst;
            }
        }

        return IsContradicted() ? VerdictState.NonCompliant : worst;
    }

    /// <summary>Notes when a term ends, and says so when that is soon.</summary>
    internal void ExpireAt(DateTimeOffset until, TimeSpan notice)
    {
        if (until - now <= notice)
        {
            Reasons.Add(ReasonCode.ExpiringSoon);
            WakeAt(until);
        }
        else
        {
            WakeAt(until - notice);
        }
    }

    /// <summary>Notes a time at which time alone may change the verdict.</summary>
    internal void WakeAt(DateTimeOffset at) => NextAt = at > now && (NextAt is null || at < NextAt) ? at : NextAt;

    private Evidence? Excluded()
    {
        Evidence? newest = null;
        foreach (var one in evidence.Of(EvidenceKind.Exclusion))
        {
            newest = one.Quality == EvidenceQuality.Good && one.IsOf(item, part) ? one : newest;
        }

        // Without an end it would hold for ever, and nobody would look again: then it is none.
        return newest?.ExpiresAt > now ? newest : null;
    }

    private VerdictState JudgeStatement(EvidenceSlot slot)
    {
        Evidence? newest = null;
        foreach (var one in evidence.Statements(item, part))
        {
            newest = one.Supports == true && part.FilledBy(one.Slot)?.Id == slot.Id ? one : newest;
        }

        if (newest is null)
        {
            Reasons.Add(ReasonCode.AttestMissing);
            return VerdictState.Unknown;
        }

        Ids.Add(newest.Id);
        var state = VerdictState.Compliant;
        if (RevocationOf(newest) is { } revocation)
        {
            Reasons.Add(ReasonCode.AttestRevoked);
            Ids.Add(revocation.Id);
            state = VerdictState.AttestationExpired;
        }

        var until = newest.ExpiresAt ?? (newest.ObservedAt + (slot.Term ?? TimeSpan.Zero));
        if (until <= now)
        {
            Reasons.Add(ReasonCode.AttestExpired);
            return VerdictState.AttestationExpired;
        }

        ExpireAt(until, slot.Notice);
        return state;
    }

    private Evidence? RevocationOf(Evidence statement)
    {
        Evidence? newest = null;
        foreach (var one in evidence.Of(EvidenceKind.Revocation))
        {
            newest = one.IsOf(item, part) && one.ObservedAt >= statement.ObservedAt && statement.Answers != one.Id ? one : newest;
        }

        return newest;
    }

    private VerdictState JudgeSetting(EvidenceSlot slot)
    {
        Evidence? newest = null;
        foreach (var one in evidence.Of(EvidenceKind.Setting))
        {
            newest = one.Signal == slot.Setting ? one : newest;
        }

        if (newest?.Supports is not { } supports)
        {
            Reasons.Add(ReasonCode.NeverObserved);
            return VerdictState.Unknown;
        }

        Ids.Add(newest.Id);
        if (supports)
        {
            return VerdictState.Compliant;
        }

        Reasons.Add(ReasonCode.SettingAgainst);
        return VerdictState.NonCompliant;
    }

    private bool IsContradicted()
    {
        var isContradicted = false;
        foreach (var statement in evidence.Statements(item, part).ToList())
        {
            if (statement is { Supports: false, Quality: EvidenceQuality.Good } && !IsSuperseded(statement))
            {
                Note(item.AsksAbsence ? ReasonCode.AttestedPresent : ReasonCode.AttestedAbsent, statement.Id);
                isContradicted = true;
            }
        }

        var isFound = false;
        foreach (var finding in evidence.Of(EvidenceKind.Finding).ToList())
        {
            if (finding.IsOf(item, part) && !IsOver(finding))
            {
                Note(finding.Reason ?? ReasonCode.FaultPersistent, finding.Id);
                isFound = true;
            }
        }

        foreach (var rule in part.ContradictedBy)
        {
            if (!isFound && Contradictions.Judge(rule, evidence, terms, now) is { Opinion: Opinion.Bad } contradiction)
            {
                Reasons.Add(contradiction.Reason);
                Ids.AddRange(contradiction.Basis.Select(value => value.Id).Where(id => !Ids.Contains(id)));
                isFound = true;
            }
        }

        return isContradicted || isFound;
    }

    private void Note(ReasonCode reason, string id)
    {
        Reasons.Add(reason);
        if (!Ids.Contains(id))
        {
            Ids.Add(id);
        }
    }

    // What a person contradicted, only a newer signature to the same question ends, or one that names it.
    private bool IsSuperseded(Evidence contradiction)
    {
        var slot = part.FilledBy(contradiction.Slot)?.Id;
        foreach (var one in evidence.Statements(item, part))
        {
            if (one.Supports == true && one.ObservedAt > contradiction.ObservedAt && (one.Answers == contradiction.Id || part.FilledBy(one.Slot)?.Id == slot))
            {
                return true;
            }
        }

        return false;
    }

    // What sensors contradicted ends after good values that lasted, or by a signature that names it. Silence never ends it.
    private bool IsOver(Evidence finding)
    {
        if (finding.GoodUntil - finding.GoodSince >= terms.ClearFor)
        {
            return true;
        }

        foreach (var one in evidence.Statements(item, part))
        {
            if (one.Supports == true && one.Answers == finding.Id && one.ObservedAt >= finding.ObservedAt)
            {
                return true;
            }
        }

        return false;
    }
}
