namespace RoomGuard.Rooms.Trends;

/// <summary>A point's recent past: a few of its samples, oldest first. Immutable and small; two with the same samples are equal.</summary>
internal sealed class Trace : IEquatable<Trace>
{
    /// <summary>The most samples one keeps.</summary>
    internal const int Most = 24;

    private readonly long _start;
    private readonly int[] _offsets;
    private readonly double[] _values;

    private Trace(long start, int[] offsets, double[] values) => (_start, _offsets, _values) = (start, offsets, values);

    internal int Count => _values.Length;

    /// <summary>When the newest was taken, in milliseconds since 1970, UTC.</summary>
    internal long NewestAt => At(Count - 1);

    internal double Newest => _values[^1];

    /// <summary>One sample and no past.</summary>
    internal static Trace Of(long at, double value) => new(at, [0], [value]);

    /// <summary>When a sample was taken, in milliseconds since 1970, UTC.</summary>
    internal long At(int index) => _start + _offsets[index];

    internal double Value(int index) => _values[index];

    /// <summary>This past with a newer sample, and without what the plan no longer needs.</summary>
    internal Trace With(long at, double value, TracePlan plan)
    {
        Span<int> kept = stackalloc int[Count];
        var count = 0;
        for (var i = 0; i < Count; i++)
        {
            if (IsNeeded(i, at, plan) && (count == 0 || At(i) - At(kept[count - 1]) >= plan.StepAt(at - At(i))))
            {
                kept[count++] = i;
            }
        }

        kept = kept[Math.Max(count - (Most - 1), 0)..count];
        var start = kept.IsEmpty ? at : At(kept[0]);
        var (offsets, values) = (new int[kept.Length + 1], new double[kept.Length + 1]);
        for (var i = 0; i < kept.Length; i++)
        {
            (offsets[i], values[i]) = ((int)(At(kept[i]) - start), _values[kept[i]]);
        }

        (offsets[^1], values[^1]) = ((int)(at - start), value);
        return new Trace(start, offsets, values);
    }

    /// <summary>A past of these samples; null when they are too many, not in order, or not numbers.</summary>
    internal static Trace? Of(IReadOnlyList<(long At, double Value)> samples)
    {
        if (samples.Count is 0 or > Most)
        {
            return null;
        }

        for (var i = 0; i < samples.Count; i++)
        {
            if (!double.IsFinite(samples[i].Value) || (i > 0 && samples[i].At <= samples[i - 1].At) || samples[i].At - samples[0].At > int.MaxValue)
            {
                return null;
            }
        }

        var start = samples[0].At;
        return new Trace(start, [.. samples.Select(sample => (int)(sample.At - start))], [.. samples.Select(sample => sample.Value)]);
    }

    /// <inheritdoc/>
    public bool Equals(Trace? other) =>
        other is not null && _start == other._start && _offsets.AsSpan().SequenceEqual(other._offsets) && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Trace);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_start, Count, Newest);

    // The first sample beyond the far edge shows that the window was watched to its end.
    private bool IsNeeded(int index, long now, TracePlan plan)
    {
        var age = now - At(index);
        return age <= plan.Reach || (age <= 2 * plan.Reach && index + 1 < Count && now - At(index + 1) < plan.Reach);
    }
}
