namespace RoomGuard.Bench;

/// <summary>Percentiles of a run's samples, nearest rank.</summary>
internal static class Percentiles
{
    /// <summary>The value that <paramref name="percent"/> of the samples do not exceed.</summary>
    public static double At(IReadOnlyCollection<double> samples, double percent)
    {
        var sorted = samples.Order().ToList();
        return sorted[Math.Clamp((int)Math.Ceiling(percent / 100 * sorted.Count) - 1, 0, sorted.Count - 1)];
    }
}
