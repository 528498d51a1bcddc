namespace RoomGuard.Rooms.Trends;

/// <summary>Finds the line of a past, without what a few wild samples would make of it.</summary>
internal static class LineFit
{
    /// <summary>Fewest samples that make a line.</summary>
    internal const int Fewest = 8;

    // 1.4826 median deviations are a standard deviation. Ten of those no honest sample reaches; of fewer than twelve samples even that is not sure.
    private const double Wild = 10 * 1.4826;
    private const int FewestToSift = 12;

    /// <summary>The line through the newest samples of a past. Null when they are too few, cover less than half of the window, or have a gap of a quarter of it.</summary>
    /// <param name="window">How far back to look, in milliseconds.</param>
    internal static Line? Of(Trace trace, long window)
    {
        Span<double> at = stackalloc double[Trace.Most];
        Span<double> values = stackalloc double[Trace.Most];
        var count = 0;
        for (var i = First(trace, window); i < trace.Count; i++, count++)
        {
            (at[count], values[count]) = ((trace.At(i) - trace.NewestAt) / 1000.0, trace.Value(i));
        }

        if (count < Fewest || -at[0] * 1000 < window / 2.0)
        {
            return null;
        }

        return Fit(at[..count], values[..count]);
    }

    /// <summary>The line through these samples, oldest first.</summary>
    internal static Line Fit(Span<double> at, Span<double> values)
    {
        Span<double> errors = stackalloc double[at.Length];
        var count = WithoutWild(at, values, errors);
        at = at[..count];
        values = values[..count];
        errors = errors[..count];
        var line = Squares(at, values, errors);
        return line with
        {
            Noise = line.Noise * Together(errors),
            NewerSlope = NewerHalf(at, values),
            IsStep = IsStep(values, errors),
        };
    }

    // Back to the edge of the window, or to a gap: what was on its other side may have been anything.
    private static int First(Trace trace, long window)
    {
        var first = trace.Count - 1;
        while (first > 0 && trace.NewestAt - trace.At(first - 1) <= window && trace.At(first) - trace.At(first - 1) <= window / 4)
        {
            first--;
        }

        return first;
    }

    private static Line Squares(ReadOnlySpan<double> at, ReadOnlySpan<double> values, Span<double> errors)
    {
        double meanAt = 0, mean = 0, spread = 0, product = 0, rest = 0;
        for (var i = 0; i < at.Length; i++)
        {
            meanAt += at[i] / at.Length;
            mean += values[i] / at.Length;
        }

        for (var i = 0; i < at.Length; i++)
        {
            spread += (at[i] - meanAt) * (at[i] - meanAt);
            product += (at[i] - meanAt) * (values[i] - mean);
        }

        var slope = product / spread;
        for (var i = 0; i < at.Length && errors.Length > 0; i++)
        {
            errors[i] = values[i] - mean - (slope * (at[i] - meanAt));
            rest += errors[i] * errors[i];
        }

        return new Line(slope, meanAt, mean, rest / (at.Length - 2), spread, at.Length);
    }

    // Distances from Theil and Sen's line, the median of the slopes of all pairs, which up to a quarter of wild samples cannot move.
    private static int WithoutWild(Span<double> at, Span<double> values, Span<double> errors)
    {
        Span<double> slopes = stackalloc double[Trace.Most * (Trace.Most - 1) / 2];
        var pairs = 0;
        for (var i = 0; i < at.Length; i++)
        {
            for (var j = i + 1; j < at.Length; j++)
            {
                slopes[pairs++] = (values[j] - values[i]) / (at[j] - at[i]);
            }
        }

        var slope = Median(slopes[..pairs]);
        for (var i = 0; i < at.Length; i++)
        {
            errors[i] = values[i] - (slope * at[i]);
        }

        Span<double> sorted = stackalloc double[at.Length];
        errors.CopyTo(sorted);
        var level = Median(sorted);
        for (var i = 0; i < at.Length; i++)
        {
            errors[i] = Math.Abs(errors[i] - level);
        }

        errors.CopyTo(sorted);
        var limit = Wild * Median(sorted);
        if (!AreAccidents(errors, limit))
        {
            return at.Length;
        }

        var count = 0;
        for (var i = 0; i < at.Length; i++)
        {
            if (errors[i] <= limit)
            {
                (at[count], values[count]) = (at[i], values[i]);
                count++;
            }
        }

        return count;
    }

    // Two wild samples in a row are news, more than a quarter are no accidents, and no deviation at all is a gauge with coarse steps.
    private static bool AreAccidents(ReadOnlySpan<double> errors, double limit)
    {
        var wild = 0;
        for (var i = 0; i < errors.Length; i++)
        {
            if (errors[i] > limit)
            {
                wild++;
                if (i > 0 && errors[i - 1] > limit)
                {
                    return false;
                }
            }
        }

        return limit > 0 && wild > 0 && errors.Length >= FewestToSift && wild <= errors.Length / 4;
    }

    private static double Median(Span<double> values)
    {
        values.Sort();
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    // Where neighbours err to the same side, as with a gauge of coarse steps or an air conditioner that comes and goes, so many samples tell less: the
    // variance grows by (1 + r) / (1 − r), r being how far they go together (Bartlett 1935). Of so few samples r comes out too small (Marriott and Pope 1954).
    private static double Together(ReadOnlySpan<double> errors)
    {
        double product = 0, square = 0;
        for (var i = 0; i < errors.Length; i++)
        {
            square += errors[i] * errors[i];
            product += i > 0 ? errors[i] * errors[i - 1] : 0;
        }

        var seen = square > 0 ? product / square : 0;
        var r = Math.Clamp(seen + ((1 + (4 * seen)) / errors.Length), 0, 0.9);
        return (1 + r) / (1 - r);
    }

    private static double NewerHalf(ReadOnlySpan<double> at, ReadOnlySpan<double> values)
    {
        var half = 0;
        while (half < at.Length - 3 && at[half] < at[0] / 2)
        {
            half++;
        }

        return Squares(at[half..], values[half..], []).Slope;
    }

    private static bool IsStep(ReadOnlySpan<double> values, ReadOnlySpan<double> errors)
    {
        double sum = 0, square = 0, line = 0;
        for (var i = 0; i < values.Length; i++)
        {
            // Counted from the first value, so that nothing is lost to rounding.
            sum += values[i] - values[0];
            square += (values[i] - values[0]) * (values[i] - values[0]);
            line += errors[i] * errors[i];
        }

        var before = 0.0;
        for (var i = 1; i < values.Length; i++)
        {
            before += values[i - 1] - values[0];
            var after = sum - before;
            if (square - (before * before / i) - (after * after / (values.Length - i)) < line)
            {
                return true;
            }
        }

        return false;
    }
}
