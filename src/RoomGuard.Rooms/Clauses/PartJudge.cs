using RoomGuard.Contract.Samples;

namespace RoomGuard.Rooms.Clauses;

/// <summary>What one part came to.</summary>
internal sealed record PartVerdict(VerdictState State, SortedSet<ReasonCode> Reasons, List<string> Evidence);

/// <summary>Judges one part of an item on its evidence. The order is the algorithm's: exclusion, contradiction, missing, expired, stale, compliant.</summary>
internal sealed class PartJudge(RoomTurn turn, Evidence evidence)
{
    private static readonly TimeSpan SkewStands = TimeSpan.FromMinutes(10);

    private readonly SortedSet<ReasonCode> _reasons = [];
    private readonly List<string> _ids = [];

    internal PartVerdict Judge(RequirementPart part)
    {
        if (turn.Attestations.GetValueOrDefault(VerdictBook.ExclusionKey(part.Id)) is { } exclusion && exclusion.ValidUntil > turn.Now)
        {
            return new PartVerdict(VerdictState.NotApplicable, [ReasonCode.Excluded], ["attestation/" + exclusion.Id]);
        }

        var worst = VerdictState.Compliant;
        foreach (var slot in part.Slots)
        {
            if (slot.IsRequired)
            {
                var state = slot.Kind == SlotKind.Sensor ? JudgeSensor(slot) : JudgeStatement(part, slot);
                worst = state > worst ? state : worst;
            }
        }

        if (turn.Findings.TryGetValue(part.Id, out var finding))
        {
            _reasons.Add(finding.Reason);
            _ids.Add(finding.Id);
            worst = VerdictState.NonCompliant;
        }

        return new PartVerdict(worst, _reasons, _ids);
    }

    private VerdictState JudgeStatement(RequirementPart part, EvidenceSlot slot)
    {
        if (turn.Attestations.GetValueOrDefault($"{part.Id}/{slot.Id}") is not { } attestation)
        {
            _reasons.Add(ReasonCode.AttestMissing);
            return VerdictState.Unknown;
        }

        _ids.Add("attestation/" + attestation.Id);
        var until = VerdictBook.ValidUntil(attestation, slot);
        var state = VerdictState.Compliant;
        if (turn.Revocations.TryGetValue(part.Id, out var revocation) && revocation.At >= attestation.At)
        {
            _reasons.Add(ReasonCode.AttestRevoked);
            _ids.Add(revocation.Evidence);
            state = VerdictState.AttestationExpired;
        }

        if (until <= turn.Now)
        {
            _reasons.Add(ReasonCode.AttestExpired);
            state = VerdictState.AttestationExpired;
        }
        else if (until - turn.Now <= NoticeOf(slot))
        {
            _reasons.Add(ReasonCode.ExpiringSoon);
        }

        return state;
    }

    private VerdictState JudgeSensor(EvidenceSlot slot)
    {
        var tally = default(Tally);
        foreach (var signal in slot.Signals)
        {
            foreach (var point in evidence.Of(signal))
            {
                var isFaulty = point.Last is { IsPresent: false, Absence: not AbsenceReason.Silent };
                var isFresh = !point.IsStale && !isFaulty;
                tally = new Tally(
                    tally.Known + 1,
                    tally.Fresh + (isFresh ? 1 : 0),
                    tally.Heard + (point.Known.IsPresent ? 1 : 0),
                    tally.IsBad || isFaulty,
                    tally.IsUnsure || point.Quality == TimeQuality.Unsynced);
                if (isFresh)
                {
                    _ids.Add(Evidence.IdOf(point));
                }
            }
        }

        // A room without such points is judged by what people state: the law asks for the system, not for our wire to it.
        return tally.Known == 0 ? VerdictState.Compliant : Weigh(slot, tally);
    }

    private VerdictState Weigh(EvidenceSlot slot, Tally tally)
    {
        var isSkewed = turn.SkewedAt is { } skewed && turn.Now - skewed < SkewStands;
        if (tally.IsUnsure || (isSkewed && tally.Fresh < tally.Known))
        {
            _reasons.Add(ReasonCode.ClockSkew);
        }

        if (tally.Heard == 0)
        {
            _reasons.Add(ReasonCode.NeverObserved);
            return VerdictState.Unknown;
        }

        if (slot.IsAnyEnough ? tally.Fresh > 0 : tally.Fresh == tally.Known)
        {
            return VerdictState.Compliant;
        }

        _reasons.Add(tally.IsBad ? ReasonCode.SensorBadQuality : ReasonCode.SensorStale);
        return VerdictState.EvidenceStale;
    }

    // The points of a slot: how many there are, are fresh, were ever heard; whether one is at fault, or its clock in doubt.
    private readonly record struct Tally(int Known, int Fresh, int Heard, bool IsBad, bool IsUnsure);

    private static TimeSpan NoticeOf(EvidenceSlot slot) => TimeSpan.FromDays(slot.Term?.TotalDays <= 31 ? 7 : 30);
}
