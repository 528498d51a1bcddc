using RoomGuard.Central.Web.Views;

namespace RoomGuard.Central.Web.Contents;

/// <summary>What a live page shows at one instant: its changing texts, and a sign for each part that is fetched whole.</summary>
/// <param name="Points">The changing texts.</param>
/// <param name="Parts">Name and sign of each part, in the order of the page.</param>
internal sealed record PageFrame(IReadOnlyList<PointView> Points, IReadOnlyList<PagePart> Parts)
{
    /// <summary>The signs of all parts, one after the other: the id of a live event, handed back by a browser that reconnects.</summary>
    public string Mark => string.Concat(Parts.Select(part => part.Sign));

    /// <summary>The points that read otherwise than in <paramref name="before"/>; all of them when there is none.</summary>
    public IReadOnlyList<PointView> ChangedPoints(PageFrame? before)
    {
        if (before is null)
        {
            return Points;
        }

        var known = before.Points.ToDictionary(point => point.Id, StringComparer.Ordinal);
        return [.. Points.Where(point => !point.Equals(known.GetValueOrDefault(point.Id)))];
    }

    /// <summary>Names of the parts that a page with <paramref name="mark"/> does not show as they are; all of them for a mark of another shape.</summary>
    public IReadOnlyList<string> ChangedParts(string mark)
    {
        if (mark.Length != Parts.Count * Fingerprint.Length)
        {
            return [.. Parts.Select(part => part.Name)];
        }

        return
        [
            .. Parts
                .Where((part, index) => !mark.AsSpan(index * Fingerprint.Length, Fingerprint.Length).SequenceEqual(part.Sign))
                .Select(part => part.Name),
        ];
    }
}

/// <summary>One part of a page.</summary>
/// <param name="Name">Its <c>data-part</c> in the page.</param>
/// <param name="Sign">What it says, as <see cref="Fingerprint"/>.</param>
internal sealed record PagePart(string Name, string Sign);
