using System.Globalization;

namespace RoomGuard.Bench.Centre;

/// <summary>A histogram of <c>/metrics</c>: bounds, and how many observations are not above each.</summary>
internal sealed record Buckets(IReadOnlyList<(double Bound, double Count)> All)
{
    /// <summary>All observations.</summary>
    public double Count => All.Count == 0 ? 0 : All[^1].Count;

    /// <summary>Reads it from the text of <c>/metrics</c>; one that has no observation yet is empty.</summary>
    public static Buckets Read(string text, string name)
    {
        var all = new List<(double, double)>();
        foreach (var line in text.Split('\n').Where(line => line.StartsWith($"{name}_bucket{{", StringComparison.Ordinal)))
        {
            var from = line.IndexOf("le=\"", StringComparison.Ordinal) + 4;
            var bound = line[from..line.IndexOf('"', from)];
            var count = line[(line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
            all.Add((bound == "+Inf" ? double.PositiveInfinity : Number(bound), Number(count)));
        }

        return new Buckets(all);

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    /// <summary>What was observed after <paramref name="earlier"/>.</summary>
    public Buckets Since(Buckets earlier) => earlier.All.Count == 0 ? this : new([.. All.Zip(earlier.All, static (now, then) => (now.Bound, now.Count - then.Count))]);

    /// <summary>The bound under which <paramref name="percent"/> of the observations are, evenly spread within its bucket as Prometheus reckons; infinite above the last bound.</summary>
    public double At(double percent)
    {
        var rank = percent / 100 * Count;
        var (below, floor) = (0.0, 0.0);
        foreach (var (bound, count) in All)
        {
            if (count >= rank)
            {
                return double.IsInfinity(bound) ? bound : floor + ((bound - floor) * (rank - below) / Math.Max(1, count - below));
            }

            (below, floor) = (count, bound);
        }

        return double.NaN;
    }

    /// <summary>The share that is not above <paramref name="bound"/>, which must be one of the bounds.</summary>
    public double ShareUpTo(double bound) => Count == 0 ? double.NaN : All.First(bucket => bucket.Bound >= bound).Count / Count;
}
