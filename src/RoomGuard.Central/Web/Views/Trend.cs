using System.Globalization;
using System.Text;

namespace RoomGuard.Central.Web.Views;

/// <summary>A small drawing of an hour: a line with gaps where there was nothing. Coordinates are those of a box of <see cref="Width"/> by <see cref="Height"/>.</summary>
/// <param name="Path">The line, as an SVG path; never empty.</param>
/// <param name="EndX">Where the newest value stands, from the left.</param>
/// <param name="EndY">Where the newest value stands, from the top.</param>
/// <param name="Label">The drawing in words.</param>
public sealed record Trend(string Path, string EndX, string EndY, string Label)
{
    /// <summary>Width of the box.</summary>
    public const int Width = 130;

    /// <summary>Height of the box.</summary>
    public const int Height = 26;

    private const double Margin = 3;

    /// <summary>Draws <paramref name="values"/>, which are times and amounts in the order of time.</summary>
    /// <param name="label">Says the drawing in words, from the smallest and the largest amount.</param>
    /// <returns>The drawing, or null when fewer than two values lie in the hour.</returns>
    public static Trend? Draw(IReadOnlyList<(DateTimeOffset At, double Amount)> values, TrendFrame frame, Func<double, double, string> label)
    {
        var seen = values.Where(value => value.At >= frame.From && value.At <= frame.To && double.IsFinite(value.Amount)).ToArray();
        if (seen.Length < 2)
        {
            return null;
        }

        var (low, high) = (seen.Min(value => value.Amount), seen.Max(value => value.Amount));
        var scale = new Scale(frame, low, high);
        var path = new StringBuilder();
        for (var i = 0; i < seen.Length; i++)
        {
            var joined = i > 0 && seen[i].At - seen[i - 1].At <= frame.Gap;
            path.Append(joined ? 'L' : 'M').Append(scale.X(seen[i].At)).Append(' ').Append(scale.Y(seen[i].Amount));
        }

        return new Trend(path.ToString(), scale.X(seen[^1].At), scale.Y(seen[^1].Amount), label(low, high));
    }

    /// <summary>From times and amounts to the box.</summary>
    private readonly struct Scale(TrendFrame frame, double low, double high)
    {
        private readonly double _middle = (low + high) / 2;
        private readonly double _span = Math.Max(high - low, frame.Span);

        public string X(DateTimeOffset at) => Text(Margin + ((Width - (2 * Margin)) * ((at - frame.From) / (frame.To - frame.From))));

        public string Y(double amount) => Text((Height / 2.0) - ((Height - (2 * Margin)) * (amount - _middle) / _span));

        private static string Text(double coordinate) => coordinate.ToString("0.#", CultureInfo.InvariantCulture);
    }
}

/// <summary>What a <see cref="Trend"/> is drawn on.</summary>
/// <param name="From">Time of the left edge.</param>
/// <param name="To">Time of the right edge; later than <paramref name="From"/>.</param>
/// <param name="Gap">Two values further apart than this are not joined: nobody knows what was between.</param>
/// <param name="Span">Smallest difference that fills the height, so that noise does not look like a storm; above zero.</param>
public sealed record TrendFrame(DateTimeOffset From, DateTimeOffset To, TimeSpan Gap, double Span);
