using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.State;

namespace RoomGuard.Rooms.Clauses;

/// <summary>What sensors alone can contradict: a fire, alarm or access system at fault for a day, all cooling away for hours while it is too warm.</summary>
/// <remarks>A contradiction starts on samples, not on the clock: a fault is as long as it was seen to last. It ends after good samples, never for want of samples.</remarks>
internal static class SensorFindings
{
    private enum Opinion
    {
        Unknown,
        Good,
        Bad,
    }

    private readonly record struct Judgement(Opinion Opinion, DateTimeOffset SampledAt);

    internal static void Update(RoomTurn turn, Evidence evidence)
    {
        Apply(turn, "163.7", JudgeFlag(turn, evidence.Of("fire.fault"), wrong: true), "fire.fault");
        Apply(turn, "163.10.a", JudgeFlag(turn, evidence.Of("ias.fault"), wrong: true), "ias.fault");
        Apply(turn, "163.10.b", JudgeFlag(turn, evidence.Of("acs.online"), wrong: false), "acs.online");
        Apply(turn, "163.11", JudgeCooling(turn, evidence), "hvac");
    }

    private static void Apply(RoomTurn turn, string part, Judgement judgement, string source)
    {
        if (!turn.Findings.TryGetValue(part, out var finding))
        {
            if (judgement.Opinion == Opinion.Bad)
            {
                turn.Findings[part] = new Finding($"finding/{part}/{source}@{turn.Now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}", ReasonCode.FaultPersistent, turn.Now, false);
            }

            return;
        }

        if (finding.IsByPerson)
        {
            return;
        }

        if (judgement.Opinion != Opinion.Good)
        {
            turn.Findings[part] = finding.GoodSince is null ? finding : finding with { GoodSince = null };
        }
        else if (finding.GoodSince is not { } since)
        {
            turn.Findings[part] = finding with { GoodSince = judgement.SampledAt };
        }
        else if (judgement.SampledAt - since >= turn.Rules.Clause163.ClearFor)
        {
            turn.Findings.Remove(part);
        }
    }

    private static Judgement JudgeFlag(RoomTurn turn, IReadOnlyList<PointState> points, bool wrong)
    {
        var opinion = points.Count == 0 ? Opinion.Unknown : Opinion.Good;
        var sampledAt = DateTimeOffset.MaxValue;
        foreach (var point in points)
        {
            sampledAt = point.KnownAt < sampledAt ? point.KnownAt : sampledAt;
            if (point.IsStale || !point.Last.IsPresent || point.Quality == TimeQuality.Unsynced)
            {
                opinion = opinion == Opinion.Bad ? opinion : Opinion.Unknown;
            }
            else if (point.Known.Flag == wrong)
            {
                var isLong = point.KnownAt - point.KnownSince >= turn.Rules.Clause163.FaultFor;
                opinion = isLong || opinion == Opinion.Bad ? Opinion.Bad : Opinion.Unknown;
            }
        }

        return new Judgement(opinion, sampledAt);
    }

    private static Judgement JudgeCooling(RoomTurn turn, Evidence evidence)
    {
        var isAway = true;
        var any = false;
        foreach (var unit in evidence.Of("hvac.run").Concat(evidence.Of("hvac.fault")).GroupBy(point => point.Point.Equipment, StringComparer.Ordinal))
        {
            any = true;
            var (isKnown, downFor) = DownFor(unit);
            if (isKnown && downFor is null)
            {
                return new Judgement(Opinion.Good, unit.Min(point => point.KnownAt));
            }

            isAway &= downFor >= turn.Rules.Clause163.CoolingAwayFor;
        }

        return new Judgement(any && isAway && IsTooWarm(turn, evidence) ? Opinion.Bad : Opinion.Unknown, turn.Now);
    }

    // How long a unit was seen to be off or at fault; no time when it is seen to work.
    private static (bool IsKnown, TimeSpan? DownFor) DownFor(IEnumerable<PointState> unit)
    {
        var isKnown = true;
        TimeSpan? downFor = null;
        foreach (var point in unit)
        {
            if (point.IsStale || !point.Last.IsPresent)
            {
                isKnown = false;
            }
            else if (point.Known.Flag == (point.Point.Signal == "hvac.fault"))
            {
                var lasted = point.KnownAt - point.KnownSince;
                downFor = downFor is null || lasted > downFor ? lasted : downFor;
            }
        }

        return (isKnown, downFor);
    }

    private static bool IsTooWarm(RoomTurn turn, Evidence evidence)
    {
        if (turn.Rules.Limits.MaxAirCelsius() is not { } max)
        {
            return false;
        }

        foreach (var point in evidence.Of("env.temp"))
        {
            if (!point.IsStale && point.Last.IsPresent && point.Known.Number > max)
            {
                return true;
            }
        }

        return false;
    }
}
