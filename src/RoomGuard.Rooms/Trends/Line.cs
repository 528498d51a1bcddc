namespace RoomGuard.Rooms.Trends;

/// <summary>A straight line through a few samples by least squares, and how sure it is. Times are seconds before the newest sample, 0 or less.</summary>
/// <param name="Slope">What it rises by in a second.</param>
/// <param name="MeanAt">Mean time of the samples.</param>
/// <param name="Mean">Mean of the samples: the line passes there.</param>
/// <param name="Noise">Variance of a sample about the line, made greater where neighbours err together.</param>
/// <param name="Spread">Sum of the squared distances of the times from their mean.</param>
/// <param name="Count">How many samples it goes through.</param>
internal readonly record struct Line(double Slope, double MeanAt, double Mean, double Noise, double Spread, int Count)
{
    /// <summary>The slope of the newer half of the samples.</summary>
    internal double NewerSlope { get; init; }

    /// <summary>Whether two levels with one step between them explain the samples better: then nothing rises or falls.</summary>
    internal bool IsStep { get; init; }

    /// <summary>The value it gives for now.</summary>
    internal double Now => Mean - (Slope * MeanAt);

    /// <summary>How sure it is that there is a slope at all, in deviations of a normal distribution however few the samples are (Wallace 1959).</summary>
    internal double Sureness
    {
        get
        {
            var (square, freedom) = (Slope * Slope * Spread, Count - 2.0);
            return square == 0 ? 0 : ((8 * freedom) + 1) / ((8 * freedom) + 3) * Math.Sqrt(freedom * Math.Log(1 + (square / Noise / freedom)));
        }
    }

    /// <summary>
    /// When it meets <paramref name="level"/>, in seconds from now, and the two times between which the true line meets it with 95 % confidence
    /// (Fieller 1954, as for any inverse regression). Null when the slope is too unsure for both to exist.
    /// </summary>
    internal (double At, double Earliest, double Latest)? Meets(double level)
    {
        var t = Student95(Count - 2);
        var k = t * t * Noise;
        var (rise, square) = (level - Mean, (Slope * Slope) - (k / Spread));
        if (square <= 0)
        {
            return null;
        }

        // (rise − slope·u)² = k (1/n + u²/spread), with u counted from the mean time.
        var root = Math.Sqrt(Math.Max((rise * rise * Slope * Slope) - (square * ((rise * rise) - (k / Count))), 0));
        var (first, second) = (((rise * Slope) - root) / square, ((rise * Slope) + root) / square);
        return (MeanAt + (rise / Slope), MeanAt + first, MeanAt + second);
    }

    // The two-sided 95 % quantile of Student's distribution, by Cornish and Fisher's series: within 1 % from 6 degrees on.
    private static double Student95(int freedom)
    {
        const double Normal = 1.959964;
        const double Third = Normal * Normal * Normal;
        const double Fifth = Third * Normal * Normal;
        return Normal + ((Third + Normal) / (4.0 * freedom)) + (((5 * Fifth) + (16 * Third) + (3 * Normal)) / (96.0 * freedom * freedom));
    }
}
