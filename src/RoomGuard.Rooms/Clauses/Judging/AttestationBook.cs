namespace RoomGuard.Rooms.Clauses;

/// <summary>Keeps the newest of what people attested, for each piece of evidence.</summary>
internal static class AttestationBook
{
    private static readonly TimeSpan ExclusionTerm = TimeSpan.FromDays(365);

    /// <summary>The key of a part's exclusion.</summary>
    internal static string ExclusionKey(string part) => part + "/exclusion";

    /// <summary>Takes in an attestation: for a whole item it speaks of all its parts.</summary>
    /// <returns>Whether something is other than before.</returns>
    internal static bool Put(IDictionary<string, Attestation> known, Catalogue catalogue, Attestation attestation, DateTimeOffset now)
    {
        // Nobody signs tomorrow; such a clock would make today's leak look already inspected.
        if (attestation.At > now + VerdictEngine.FutureTolerance || catalogue.Find(attestation.Item) is not { } item)
        {
            return false;
        }

        var isNews = false;
        foreach (var part in item.Parts)
        {
            isNews |= (attestation.Item == item.Id || attestation.Item == part.Id) && Put(known, part, attestation);
        }

        return isNews;
    }

    private static bool Put(IDictionary<string, Attestation> known, RequirementPart part, Attestation attestation)
    {
        var isExclusion = attestation.Statement is AttestationStatement.NotApplicable or AttestationStatement.Applicable;
        var slot = isExclusion ? null : part.FilledBy(attestation.Slot);
        if (!isExclusion && slot is null)
        {
            return false;
        }

        var key = slot is null ? ExclusionKey(part.Id) : $"{part.Id}/{slot.Id}";
        if (known.TryGetValue(key, out var before) && before.At > attestation.At)
        {
            return false;
        }

        known[key] = isExclusion ? attestation with { ValidUntil = attestation.ValidUntil ?? attestation.At + ExclusionTerm } : attestation;
        return true;
    }
}
