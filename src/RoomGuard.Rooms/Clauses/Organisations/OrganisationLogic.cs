using System.Collections.Immutable;

namespace RoomGuard.Rooms.Clauses;

/// <summary>What an organisation as a whole is judged by: as rooms are, by the same engine. Immutable.</summary>
public sealed record OrganisationState
{
    /// <summary>The newest attestation of each evidence slot, by <c>{part}/{slot}</c>.</summary>
    public ImmutableDictionary<string, Attestation> Attestations { get; init; } = ImmutableDictionary<string, Attestation>.Empty;

    /// <summary>Verdicts by item.</summary>
    public ImmutableDictionary<string, Verdict> Verdicts { get; init; } = ImmutableDictionary<string, Verdict>.Empty;
}

/// <summary>Judges an organisation: pure, safe for all threads.</summary>
public static class OrganisationLogic
{
    /// <summary>Takes in what somebody attested. An item that the edition does not have, or the future, changes nothing.</summary>
    public static OrganisationState Attest(Catalogue catalogue, OrganisationState state, Attestation attestation, DateTimeOffset now)
    {
        var attestations = state.Attestations.ToBuilder();
        return AttestationBook.Put(attestations, catalogue, attestation, now) ? state with { Attestations = attestations.ToImmutable() } : state;
    }

    /// <summary>Judges every item that is about the organisation.</summary>
    /// <param name="facts">What its settings and journals say: evidence of the kinds setting and event.</param>
    /// <returns>The state now, and what changed; each change has its record.</returns>
    public static (OrganisationState State, IReadOnlyList<VerdictChanged> Changes) Assess(Catalogue catalogue, OrganisationState state, IReadOnlyList<Evidence> facts, DateTimeOffset now)
    {
        var (verdicts, changes, terms) = (state.Verdicts.ToBuilder(), new List<VerdictChanged>(), new ClauseTerms());
        foreach (var item in catalogue.ItemsOfOrganisation)
        {
            var slots = item.Parts.SelectMany(part => part.Slots).ToList();
            var evidence = facts.Where(fact => slots.Exists(slot => slot.Setting == fact.Signal || slot.Journal == fact.Signal))
                .Concat(item.Parts.SelectMany(part => part.Slots.Select(slot => $"{part.Id}/{slot.Id}").Append(AttestationBook.ExclusionKey(part.Id)))
                    .Select(key => state.Attestations.GetValueOrDefault(key)).OfType<Attestation>().DistinctBy(attestation => attestation.Id)
                    .Select(attestation => EvidenceGatherer.Of(attestation, item)))
                .ToList();
            var judgement = VerdictEngine.Judge(item, evidence, terms, now);
            if (VerdictChange.Of(verdicts.GetValueOrDefault(item.Id), new VerdictPlace("", item.Id, catalogue, terms), judgement, evidence, now) is { } changed)
            {
                verdicts[item.Id] = changed.Verdict;
                changes.Add(changed);
            }
        }

        return (changes.Count == 0 ? state : state with { Verdicts = verdicts.ToImmutable() }, changes);
    }
}
