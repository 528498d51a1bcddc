namespace RoomGuard.Rooms.Clauses;

/// <summary>Keeps what sensors contradicted: a finding stands until good values lasted, or somebody answers it. Silence never ends it.</summary>
internal static class FindingBook
{
    internal static void Update(RoomTurn turn, Requirement item, EvidenceGatherer gatherer, ClauseTerms terms)
    {
        List<Evidence>? evidence = null;
        foreach (var part in item.Parts)
        {
            if (part.ContradictedBy.Count > 0)
            {
                Update(turn, part, new EvidenceView(evidence ??= gatherer.For(item), turn.Now), terms);
                evidence = null;
            }
        }
    }

    private static void Update(RoomTurn turn, RequirementPart part, EvidenceView evidence, ClauseTerms terms)
    {
        if (!turn.Findings.TryGetValue(part.Id, out var standing))
        {
            foreach (var rule in part.ContradictedBy)
            {
                if (Contradictions.Judge(rule, evidence, terms, turn.Now) is { Opinion: Opinion.Bad } found)
                {
                    turn.Findings[part.Id] = Make(turn, part, rule, found);
                    return;
                }
            }

            return;
        }

        // Stored before a person's contradiction was its attestation.
        if (standing.Kind != EvidenceKind.Finding || IsAnswered(turn, part, standing))
        {
            turn.Findings.Remove(part.Id);
            turn.Openings = standing.Reason == ReasonCode.UnmatchedOpenings ? [] : turn.Openings;
            return;
        }

        var opinions = part.ContradictedBy.Select(rule => Contradictions.Judge(rule, evidence, terms, turn.Now)).ToList();
        var good = opinions.Find(one => one.Opinion == Opinion.Good);
        if (good is null || opinions.Exists(one => one.Opinion == Opinion.Bad))
        {
            turn.Findings[part.Id] = standing.GoodSince is null ? standing : standing with { GoodSince = null, GoodUntil = null };
        }
        else if (standing.Reason == ReasonCode.FaultPersistent)
        {
            var since = standing.GoodSince ?? good.SampledAt;
            if (good.SampledAt - since >= terms.ClearFor)
            {
                turn.Findings.Remove(part.Id);
            }
            else
            {
                turn.Findings[part.Id] = standing with { GoodSince = since, GoodUntil = good.SampledAt };
            }
        }
    }

    private static Evidence Make(RoomTurn turn, RequirementPart part, ContradictionRule rule, Contradiction found) => new()
    {
        Id = $"finding/{part.Id}/{(rule.Kind == ContradictionKind.Flag ? rule.Signal : rule.Kind == ContradictionKind.Cooling ? "hvac" : "door")}@{turn.Now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}",
        Kind = EvidenceKind.Finding,
        Part = part.Id,
        Source = "sensors",
        ObservedAt = turn.Now,
        Since = turn.Now,
        Supports = false,
        Reason = found.Reason,
        Basis = found.Basis,
    };

    private static bool IsAnswered(RoomTurn turn, RequirementPart part, Evidence standing)
    {
        foreach (var slot in part.Slots)
        {
            if (turn.Attestations.TryGetValue($"{part.Id}/{slot.Id}", out var attestation) && attestation.Answers == standing.Id && attestation.At >= standing.ObservedAt
                && turn.Catalogue.Find(attestation.Item) is { } item && attestation.Statement.Supports(item.AsksAbsence) == true)
            {
                return true;
            }
        }

        return false;
    }
}
