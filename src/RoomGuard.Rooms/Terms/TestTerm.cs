using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Rooms.Terms;

/// <summary>Until when one UPS or generator must be tested again.</summary>
/// <param name="Kind"><c>ups</c> or <c>generator</c>.</param>
/// <param name="Equipment">Which one.</param>
internal sealed record TestTerm(string Kind, string Equipment)
{
    internal const string Ups = "ups";

    internal const string Generator = "generator";

    private static readonly TimeSpan LongestNotice = TimeSpan.FromDays(3);

    private static readonly TimeSpan UsualExclusion = TimeSpan.FromDays(365);

    /// <summary>When it was tested last, passed or failed, UTC; null when it never was. A test that was broken off is none.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>Since when it is known, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>From one test to the next.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>How much later than that is forgiven.</summary>
    public required TimeSpan Grace { get; init; }

    /// <summary>When it must be tested, UTC.</summary>
    public DateTimeOffset Due => (Last ?? Since) + Interval;

    /// <summary>Since when its test is overdue, UTC.</summary>
    public DateTimeOffset OverdueAt => Due + Grace;

    /// <summary>When to remind of it, UTC: three days before, or a quarter of a short interval.</summary>
    public DateTimeOffset RemindAt => Due - (Interval / 4 < LongestNotice ? Interval / 4 : LongestNotice);

    /// <summary>The terms of everything in a room that must be tested: what its edition asks of such equipment, and what was tested once.</summary>
    internal static IEnumerable<TestTerm> Of(RoomTurn turn)
    {
        foreach (var (key, since) in turn.Watched)
        {
            var dash = key.IndexOf('/', StringComparison.Ordinal);
            var (kind, equipment) = (key[..dash], key[(dash + 1)..]);
            var slots = SlotsOf(turn.Room, kind).ToList();
            var last = LastOf(turn, key, equipment, slots);
            if (!VerdictBook.IsDescribed(turn, equipment) || (slots.Count == 0 && last is null) || slots.Exists(slot => IsExcluded(turn, slot.Part)))
            {
                continue;
            }

            var (ups, generator) = (turn.Rules.UpsTest, turn.Rules.GeneratorTest);
            yield return new TestTerm(kind, equipment)
            {
                Last = last,
                Since = since,
                Interval = kind == Ups ? ups.Interval : generator.Interval,
                Grace = (kind == Ups ? ups.Grace : generator.Grace) ?? (slots.Count > 0 ? slots[0].Slot.Grace : TimeSpan.Zero),
            };
        }
    }

    private static IEnumerable<(Requirement Item, RequirementPart Part, EvidenceSlot Slot)> SlotsOf(RoomDefinition room, string kind) =>
        from item in room.Requirements
        from part in item.Parts
        from slot in part.Slots
        where slot.Kind == SlotKind.Event && slot.Subject == kind
        select (item, part, slot);

    // The same evidence as a verdict takes: the newest test that was recognised, or what a person signed of it.
    private static DateTimeOffset? LastOf(RoomTurn turn, string key, string equipment, List<(Requirement Item, RequirementPart Part, EvidenceSlot Slot)> slots)
    {
        var last = turn.Happened.TryGetValue(key, out var test) ? test.ObservedAt : (DateTimeOffset?)null;
        foreach (var (item, part, slot) in slots)
        {
            if (turn.Attestations.TryGetValue($"{part.Id}/{slot.Id}", out var signed)
                && signed.Statement.Supports(item.AsksAbsence) == true
                && signed.Answers?.StartsWith($"event/{equipment}/", StringComparison.Ordinal) != false
                && !(last >= signed.At))
            {
                last = signed.At;
            }
        }

        return last;
    }

    private static bool IsExcluded(RoomTurn turn, RequirementPart part) =>
        turn.Attestations.TryGetValue($"{part.Id}/{SlotTerm.Exclusion}", out var exclusion)
        && exclusion.Statement == AttestationStatement.NotApplicable
        && (exclusion.ValidUntil ?? exclusion.At + UsualExclusion) > turn.Now;
}
