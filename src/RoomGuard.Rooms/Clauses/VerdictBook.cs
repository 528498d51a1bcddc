using RoomGuard.Rooms.State;

namespace RoomGuard.Rooms.Clauses;

/// <summary>Keeps the verdicts of a room: takes in what people signed and what revokes it, and works the items out when something they rest on may have changed.</summary>
internal static class VerdictBook
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ExclusionTerm = TimeSpan.FromDays(365);

    internal static string ExclusionKey(string part) => part + "/exclusion";

    /// <summary>Until when an attestation fills its slot, UTC.</summary>
    internal static DateTimeOffset ValidUntil(Attestation attestation, EvidenceSlot slot) =>
        attestation.ValidUntil ?? attestation.At + (slot.Term ?? ExclusionTerm);

    /// <summary>Takes in an attestation: for a whole item it speaks of all its parts.</summary>
    internal static void Attest(RoomTurn turn, Attestation attestation)
    {
        // Nobody signs tomorrow; such a clock would make today's leak look already inspected.
        if (attestation.At > turn.Now + TimeSpan.FromMinutes(5) || Catalogue.Current.Find(attestation.Item) is not { } item)
        {
            return;
        }

        foreach (var part in item.Parts)
        {
            if (attestation.Item == item.Id || attestation.Item == part.Id)
            {
                Attest(turn, item, part, attestation);
            }
        }
    }

    /// <summary>Takes in a sample that was news: a leak or a discharge takes the force of what was attested before it.</summary>
    internal static void Observe(RoomTurn turn, PointChange change)
    {
        var part = change.Next.Point.Signal switch
        {
            "leak.wet" => "163.6",
            "fire.supp_discharged" => "163.7",
            _ => null,
        };
        if (part is null || !change.Next.Last.IsPresent || !change.Next.Last.Flag || change.Previous is { Known: { IsPresent: true, Flag: true } })
        {
            return;
        }

        turn.Revocations[part] = new Revocation(change.Next.At, Evidence.IdOf(change.Next));
        turn.AssessedAt = default;
    }

    /// <summary>Works every item out, at most each ten seconds unless something asked for it.</summary>
    internal static void Assess(RoomTurn turn)
    {
        if (turn.Now - turn.AssessedAt < Between && turn.Now >= turn.AssessedAt)
        {
            return;
        }

        turn.AssessedAt = turn.Now;
        var evidence = new Evidence(turn.Points.Values);
        SensorFindings.Update(turn, evidence);
        foreach (var item in Catalogue.Current.Items)
        {
            Settle(turn, item.Id, Worst(turn, item, evidence));
        }
    }

    private static void Attest(RoomTurn turn, Requirement item, RequirementPart part, Attestation attestation)
    {
        var slot = part.Slots.FirstOrDefault(slot => slot.Id == attestation.Slot && slot.Kind != SlotKind.Sensor) ?? part.Slots[0];
        var isExclusion = attestation.Statement == AttestationStatement.NotApplicable;
        var key = isExclusion ? ExclusionKey(part.Id) : $"{part.Id}/{slot.Id}";
        if (turn.Attestations.TryGetValue(key, out var known) && known.At > attestation.At)
        {
            return;
        }

        turn.Attestations[key] = isExclusion ? attestation with { ValidUntil = attestation.ValidUntil ?? attestation.At + ExclusionTerm } : attestation;
        turn.AssessedAt = default;
        if (isExclusion)
        {
            return;
        }

        if (!IsSupport(item, attestation.Statement))
        {
            var reason = item.AsksAbsence ? ReasonCode.AttestedPresent : ReasonCode.AttestedAbsent;
            turn.Findings[part.Id] = new Finding("attestation/" + attestation.Id, reason, attestation.At, true);
        }
        else if (turn.Findings.TryGetValue(part.Id, out var finding) && (finding.IsByPerson ? attestation.At >= finding.Since : attestation.Answers == finding.Id))
        {
            turn.Findings.Remove(part.Id);
        }
    }

    private static bool IsSupport(Requirement item, AttestationStatement statement) => statement switch
    {
        AttestationStatement.Met => true,
        AttestationStatement.Present => !item.AsksAbsence,
        AttestationStatement.Absent => item.AsksAbsence,
        _ => false,
    };

    private static PartVerdict Worst(RoomTurn turn, Requirement item, Evidence evidence)
    {
        PartVerdict? worst = null;
        foreach (var part in item.Parts)
        {
            var verdict = new PartJudge(turn, evidence).Judge(part);
            worst = worst is null ? verdict : new PartVerdict(
                verdict.State > worst.State ? verdict.State : worst.State,
                [.. worst.Reasons, .. verdict.Reasons],
                [.. worst.Evidence, .. verdict.Evidence]);
        }

        return worst!;
    }

    // Samples that say the same again are no change: the verdict keeps the evidence it was reached on.
    private static void Settle(RoomTurn turn, string item, PartVerdict found)
    {
        var known = turn.Verdicts.GetValueOrDefault(item);
        var isSame = known is not null && known.State == found.State && known.Reasons.SequenceEqual(found.Reasons);
        if (isSame && Statements(known!.Evidence).SequenceEqual(Statements(found.Evidence)))
        {
            return;
        }

        var next = new Verdict(item, found.State, [.. found.Reasons], isSame ? known!.Since : turn.Now, found.Evidence);
        turn.Verdicts[item] = next;
        if (!isSame)
        {
            turn.Add(new VerdictChanged(next, known));
        }
    }

    private static IEnumerable<string> Statements(IEnumerable<string> evidence) => evidence.Where(id => !id.StartsWith("point/", StringComparison.Ordinal));
}
