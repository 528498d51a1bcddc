namespace RoomGuard.Rooms.Clauses;

/// <summary>Judges a slot that sensors fill: fresh, or not.</summary>
internal readonly struct SensorJudge(PartJudge judge, EvidenceView evidence, DateTimeOffset now)
{
    /// <summary>Whether a value is news, and not at fault.</summary>
    internal static bool IsFresh(Evidence value, DateTimeOffset now) => IsHeard(value) && value.Quality != EvidenceQuality.Bad && value.Value != SensorValue.None && !(value.StaleAt <= now);

    /// <summary>Whether the time of a value is in doubt: by its sender, or because it came long after it was taken.</summary>
    internal static bool IsUnsure(Evidence value) =>
        value.Quality == EvidenceQuality.Uncertain || (value.ReceivedAt - value.ObservedAt) is { } late && late.Duration() > VerdictEngine.ReceiptTolerance;

    private static bool IsHeard(Evidence value) => value.Value is not null;

    internal VerdictState Judge(EvidenceSlot slot)
    {
        var (known, fresh, heard, isBad, isUnsure) = (0, 0, 0, false, false);
        foreach (var signal in slot.Signals)
        {
            foreach (var value in evidence.Values(signal))
            {
                known++;
                heard += IsHeard(value) ? 1 : 0;
                isBad |= value.Quality == EvidenceQuality.Bad || value.Value == SensorValue.None;
                isUnsure |= IsUnsure(value);
                if (IsFresh(value, now))
                {
                    fresh++;
                    judge.Ids.Add(value.Id);
                }
            }
        }

        // A room without such points is judged by what people state: the law asks for the system, not for our wire to it.
        return known == 0 ? VerdictState.Compliant : Weigh(slot.IsAnyEnough ? fresh > 0 : fresh == known, fresh < known, heard > 0, isBad, isUnsure);
    }

    private VerdictState Weigh(bool isEnough, bool isSomeMissing, bool isHeard, bool isBad, bool isUnsure)
    {
        if (isUnsure || (isSomeMissing && IsSkewed()))
        {
            judge.Reasons.Add(ReasonCode.ClockSkew);
        }

        if (!isHeard)
        {
            judge.Reasons.Add(ReasonCode.NeverObserved);
            return VerdictState.Unknown;
        }

        if (isEnough)
        {
            return VerdictState.Compliant;
        }

        judge.Reasons.Add(isBad ? ReasonCode.SensorBadQuality : ReasonCode.SensorStale);
        return VerdictState.EvidenceStale;
    }

    private bool IsSkewed()
    {
        if (evidence.SkewedAt is not { } skewed || now - skewed >= VerdictEngine.SkewStands)
        {
            return false;
        }

        judge.WakeAt(skewed + VerdictEngine.SkewStands);
        return true;
    }
}

/// <summary>Values of sensors that are words.</summary>
internal static class SensorValue
{
    /// <summary>The sensor gives no value now.</summary>
    internal const string None = "none";

    internal const string True = "true";

    internal const string False = "false";
}
