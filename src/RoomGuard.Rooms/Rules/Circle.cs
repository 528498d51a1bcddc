namespace RoomGuard.Rooms.Rules;

/// <summary>Finds a circle in what depends on what.</summary>
internal static class Circle
{
    /// <summary>One circle, its first member again at its end; null when there is none.</summary>
    /// <param name="all">Everything there is.</param>
    /// <param name="next">What one of them depends on.</param>
    internal static IReadOnlyList<string>? Find(IEnumerable<string> all, Func<string, IReadOnlyList<string>> next)
    {
        // Whatever depends on nothing that is left cannot be in a circle.
        var left = all.ToHashSet(StringComparer.Ordinal);
        while (left.Where(name => !next(name).Any(left.Contains)).ToList() is { Count: > 0 } free)
        {
            left.ExceptWith(free);
        }

        if (left.Count == 0)
        {
            return null;
        }

        var path = new List<string>();
        var at = left.Order(StringComparer.Ordinal).First();
        while (!path.Contains(at))
        {
            path.Add(at);
            at = next(at).First(left.Contains);
        }

        return [.. path[path.IndexOf(at)..], at];
    }
}
