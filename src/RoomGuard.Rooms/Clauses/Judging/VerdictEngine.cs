namespace RoomGuard.Rooms.Clauses;

/// <summary>Judges an item on its evidence: a pure function of the item, the evidence, the terms and the time. Safe for all threads.</summary>
/// <remarks>
/// The order is that of the algorithm: exclusion, contradiction, missing, expired, stale, compliant. The order in which evidence is given says nothing. Evidence from the future is
/// no evidence; it is said that a clock is wrong.
/// </remarks>
public static class VerdictEngine
{
    /// <summary>Evidence from later than this is from a clock that is wrong: never suddenly fresh.</summary>
    internal static readonly TimeSpan FutureTolerance = TimeSpan.FromMinutes(5);

    /// <summary>How far receipt may lie from observation before the time of a sensor's value is in doubt.</summary>
    internal static readonly TimeSpan ReceiptTolerance = TimeSpan.FromMinutes(5);

    /// <summary>How long it is said that a clock was found wrong.</summary>
    internal static readonly TimeSpan SkewStands = TimeSpan.FromMinutes(10);

    /// <summary>Judges one item: each part by itself, the worst counts.</summary>
    /// <param name="item">The item.</param>
    /// <param name="evidence">All that may speak of it; what speaks of others is passed over.</param>
    /// <param name="terms">The operator's terms.</param>
    /// <param name="now">The time, UTC.</param>
    public static Judgement Judge(Requirement item, IReadOnlyList<Evidence> evidence, ClauseTerms terms, DateTimeOffset now)
    {
        var view = new EvidenceView(evidence, now);
        var state = VerdictState.NotApplicable;
        var reasons = new SortedSet<ReasonCode>();
        var ids = new List<string>();
        DateTimeOffset? next = null;
        foreach (var part in item.Parts)
        {
            var judge = new PartJudge(item, part, view, terms, now);
            var found = judge.Judge();
            state = found > state ? found : state;
            reasons.UnionWith(judge.Reasons);
            ids.AddRange(judge.Ids.Where(id => !ids.Contains(id)));
            next = Earlier(next, judge.NextAt);
        }

        return new Judgement(state, [.. reasons], ids, next);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? left, DateTimeOffset? right) => left is null || right < left ? right : left;
}
