using System.Globalization;

namespace RoomGuard.Rooms.Clauses;

/// <summary>What sensors say to a contradiction's rule.</summary>
internal enum Opinion
{
    /// <summary>Nothing: they are silent, at fault, or not sure.</summary>
    Unknown,

    /// <summary>It is as it should be.</summary>
    Good,

    /// <summary>It contradicts, and has for long enough.</summary>
    Bad,
}

/// <summary>What sensors said, with the values it rests on.</summary>
/// <param name="SampledAt">The time of the oldest value it rests on.</param>
internal sealed record Contradiction(Opinion Opinion, ReasonCode Reason, DateTimeOffset SampledAt, IReadOnlyList<Evidence> Basis);

/// <summary>Whether sensors alone contradict: a fire, alarm or access system at fault for a day, all cooling away for hours while it is too warm, a door opened without access again and again.</summary>
/// <remarks>A contradiction rests on values, not on the clock: a fault is as long as it was seen to last.</remarks>
internal static class Contradictions
{
    internal static Contradiction Judge(ContradictionRule rule, EvidenceView evidence, ClauseTerms terms, DateTimeOffset now) => rule.Kind switch
    {
        ContradictionKind.Flag => JudgeFlag(rule, evidence, terms, now),
        ContradictionKind.Cooling => JudgeCooling(evidence, terms, now),
        ContradictionKind.Openings => JudgeOpenings(evidence, terms, now),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "Not a kind of contradiction."),
    };

    private static Contradiction JudgeFlag(ContradictionRule rule, EvidenceView evidence, ClauseTerms terms, DateTimeOffset now)
    {
        var wrong = rule.Value ? SensorValue.True : SensorValue.False;
        var basis = evidence.Values(rule.Signal).ToList();
        var opinion = basis.Count == 0 ? Opinion.Unknown : Opinion.Good;
        foreach (var value in basis)
        {
            if (!CanContradict(value, now))
            {
                opinion = opinion == Opinion.Bad ? opinion : Opinion.Unknown;
            }
            else if (value.Value == wrong)
            {
                opinion = opinion == Opinion.Bad || value.ObservedAt - value.Since >= terms.FaultFor ? Opinion.Bad : Opinion.Unknown;
            }
        }

        return new Contradiction(opinion, ReasonCode.FaultPersistent, OldestOf(basis, now), basis);
    }

    private static Contradiction JudgeCooling(EvidenceView evidence, ClauseTerms terms, DateTimeOffset now)
    {
        var basis = evidence.Values("hvac.run").Concat(evidence.Values("hvac.fault")).ToList();
        var isAway = basis.Count > 0;
        foreach (var unit in basis.GroupBy(value => value.Source, StringComparer.Ordinal))
        {
            var (isKnown, downFor) = DownFor(unit, now);
            if (isKnown && downFor is null)
            {
                return new Contradiction(Opinion.Good, ReasonCode.FaultPersistent, unit.Min(value => value.ObservedAt), [.. unit]);
            }

            isAway &= downFor >= terms.CoolingAwayFor;
        }

        var warm = isAway && terms.MaxCelsius is { } max ? evidence.Values("env.temp").Where(value => CanContradict(value, now) && NumberOf(value) > max).ToList() : [];
        return new Contradiction(warm.Count > 0 ? Opinion.Bad : Opinion.Unknown, ReasonCode.FaultPersistent, OldestOf(basis, now), [.. basis, .. warm]);
    }

    private static Contradiction JudgeOpenings(EvidenceView evidence, ClauseTerms terms, DateTimeOffset now)
    {
        var basis = evidence.Of(EvidenceKind.Event).Where(one => one.Signal == UnmatchedOpening.Signal && one.Quality == EvidenceQuality.Good && now - one.ObservedAt < TimeSpan.FromDays(1)).ToList();
        var opinion = basis.Count >= terms.Openings ? Opinion.Bad : Opinion.Unknown;
        return new Contradiction(opinion, ReasonCode.UnmatchedOpenings, OldestOf(basis, now), basis);
    }

    // How long a unit was seen to be off or at fault; no time when it is seen to work.
    private static (bool IsKnown, TimeSpan? DownFor) DownFor(IEnumerable<Evidence> unit, DateTimeOffset now)
    {
        var isKnown = true;
        TimeSpan? downFor = null;
        foreach (var value in unit)
        {
            if (!SensorJudge.IsFresh(value, now))
            {
                isKnown = false;
            }
            else if (!SensorJudge.IsUnsure(value) && value.Value == (value.Signal == "hvac.fault" ? SensorValue.True : SensorValue.False))
            {
                var lasted = value.ObservedAt - value.Since;
                downFor = downFor is null || lasted > downFor ? lasted : downFor;
            }
        }

        return (isKnown, downFor);
    }

    private static bool CanContradict(Evidence value, DateTimeOffset now) => SensorJudge.IsFresh(value, now) && !SensorJudge.IsUnsure(value);

    private static double? NumberOf(Evidence value) => double.TryParse(value.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTimeOffset OldestOf(List<Evidence> basis, DateTimeOffset now) => basis.Count == 0 ? now : basis.Min(value => value.ObservedAt);
}

/// <summary>Openings of a door that nobody was granted access for.</summary>
internal static class UnmatchedOpening
{
    /// <summary>The signal of the events that stand for them.</summary>
    internal const string Signal = "door.unmatched";
}
