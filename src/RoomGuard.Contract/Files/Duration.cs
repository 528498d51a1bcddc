using System.Globalization;

namespace RoomGuard.Contract.Files;

/// <summary>Spans of time as people write them: a number and one of ms, s, min, h, d.</summary>
public static class Duration
{
    private static readonly (string Unit, TimeSpan One)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("min", TimeSpan.FromMinutes(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("h", TimeSpan.FromHours(1)),
        ("d", TimeSpan.FromDays(1)),
    ];

    /// <summary>Parses <c>"10 s"</c>, <c>"1.5h"</c>, <c>"31 d"</c>. False for anything else, for negative spans and for more than 100 years.</summary>
    public static bool TryParse(string text, out TimeSpan span)
    {
        span = default;
        foreach (var (unit, one) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal))
            {
                if (!double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
                    || number * one.TotalDays > 36_525)
                {
                    return false;
                }

                span = number * one;
                return true;
            }
        }

        return false;
    }

    /// <summary>The span in the largest unit that gives a whole number; <see cref="TryParse"/> of it gives the span back.</summary>
    public static string Show(TimeSpan span)
    {
        foreach (var (unit, one) in Units.OrderByDescending(pair => pair.One))
        {
            if (span >= one && span.Ticks % one.Ticks == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{span.Ticks / one.Ticks} {unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0.####} ms");
    }
}
