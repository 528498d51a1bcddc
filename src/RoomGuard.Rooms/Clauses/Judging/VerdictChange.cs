namespace RoomGuard.Rooms.Clauses;

/// <summary>Tells whether a judgement is another verdict than the one known.</summary>
internal static class VerdictChange
{
    /// <summary>The change with its record; null when nothing has changed.</summary>
    /// <remarks>Samples that say the same again are no change: the verdict keeps the evidence it was reached on. Another sensor that speaks is one, and so is another signature.</remarks>
    internal static VerdictChanged? Of(Verdict? known, VerdictPlace place, Judgement found, IReadOnlyList<Evidence> evidence, DateTimeOffset now)
    {
        var isSame = known is not null && known.State == found.State && known.Reasons.SequenceEqual(found.Reasons);
        if (isSame && Lasting(known!.Evidence).SequenceEqual(Lasting(found.Evidence)))
        {
            return null;
        }

        var since = isSame ? known!.Since : now;
        var record = VerdictRecord.Make(place, found, evidence, (now, since), known?.Record ?? "");
        return new VerdictChanged(new Verdict(place.Item, found.State, found.Reasons, since, found.Evidence) { Record = record.Hash }, known, record);
    }

    private static IEnumerable<string> Lasting(IEnumerable<string> evidence) => evidence.Select(id => id.StartsWith("point/", StringComparison.Ordinal) ? id[..id.LastIndexOf('@')] : id);
}
