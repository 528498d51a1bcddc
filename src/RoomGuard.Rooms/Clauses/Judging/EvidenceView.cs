namespace RoomGuard.Rooms.Clauses;

/// <summary>The evidence of one judgement, in order of time, without what comes from the future.</summary>
internal sealed class EvidenceView
{
    private readonly List<Evidence> _all;

    internal EvidenceView(IReadOnlyList<Evidence> evidence, DateTimeOffset now)
    {
        _all = new List<Evidence>(evidence.Count);
        foreach (var one in evidence)
        {
            if (one.ObservedAt > now + VerdictEngine.FutureTolerance)
            {
                IsFromFuture = true;
                if (one.Kind == EvidenceKind.Sensor)
                {
                    // That there is a sensor stays true: it has only said nothing yet.
                    _all.Add(one with { Value = null, StaleAt = null, Since = null });
                }
            }
            else
            {
                _all.Add(one);
                SkewedAt = one.Kind == EvidenceKind.Clock && (SkewedAt is null || one.ObservedAt > SkewedAt) ? one.ObservedAt : SkewedAt;
            }
        }

        _all.Sort(static (left, right) => left.ObservedAt.CompareTo(right.ObservedAt) is not 0 and var order ? order : string.CompareOrdinal(left.Id, right.Id));
    }

    /// <summary>Whether something was passed over because it comes from the future.</summary>
    internal bool IsFromFuture { get; }

    /// <summary>When a clock was last found wrong.</summary>
    internal DateTimeOffset? SkewedAt { get; }

    /// <summary>The evidence of one kind, the oldest first.</summary>
    internal IEnumerable<Evidence> Of(EvidenceKind kind)
    {
        foreach (var one in _all)
        {
            if (one.Kind == kind)
            {
                yield return one;
            }
        }
    }

    /// <summary>What people signed of a part, the oldest first; what is no use is left out.</summary>
    internal IEnumerable<Evidence> Statements(Requirement item, RequirementPart part)
    {
        foreach (var one in _all)
        {
            if (one.Kind == EvidenceKind.Attestation && one.Quality != EvidenceQuality.Bad && one.IsOf(item, part) && part.FilledBy(one.Slot) is not null)
            {
                yield return one;
            }
        }
    }

    /// <summary>The values of a signal.</summary>
    internal IEnumerable<Evidence> Values(string signal)
    {
        foreach (var one in _all)
        {
            if (one.Kind == EvidenceKind.Sensor && one.Signal == signal)
            {
                yield return one;
            }
        }
    }
}
