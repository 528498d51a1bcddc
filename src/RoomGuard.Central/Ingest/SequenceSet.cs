using System.Globalization;

namespace RoomGuard.Central.Ingest;

/// <summary>Which of an agent's pack numbers are stored, as runs without gaps. Immutable; safe for all threads.</summary>
/// <remarks>Numbers start at 1. Nearly always this is one run, so adding costs one comparison.</remarks>
internal sealed class SequenceSet
{
    /// <summary>Most runs that are kept: no honest agent leaves so many gaps.</summary>
    public const int MaxRuns = 10_000;

    /// <summary>Most missing numbers that a receipt names.</summary>
    public const int MaxMissing = 1_000;

    private readonly Run[] _runs;

    private SequenceSet(Run[] runs) => _runs = runs;

    /// <summary>No number.</summary>
    public static SequenceSet Empty { get; } = new([]);

    /// <summary>Whether one more gap would be too many.</summary>
    public bool IsFull => _runs.Length >= MaxRuns;

    /// <summary>Whether <paramref name="number"/> is in the set.</summary>
    public bool Contains(long number)
    {
        var index = IndexOf(number);
        return index >= 0 && number <= _runs[index].Last;
    }

    /// <summary>The set with <paramref name="number"/>; this one when it is in it already.</summary>
    public SequenceSet Add(long number)
    {
        var index = IndexOf(number);
        if (index >= 0 && number <= _runs[index].Last)
        {
            return this;
        }

        var joinsLeft = index >= 0 && _runs[index].Last == number - 1;
        var joinsRight = index + 1 < _runs.Length && _runs[index + 1].First == number + 1;
        Run[] middle = [new Run(joinsLeft ? _runs[index].First : number, joinsRight ? _runs[index + 1].Last : number)];
        return new SequenceSet([.. _runs[..(joinsLeft ? index : index + 1)], .. middle, .. _runs[(joinsRight ? index + 2 : index + 1)..]]);
    }

    /// <summary>What a receipt can say: every number up to <c>Upto</c> is stored, but for those it names.</summary>
    /// <remarks>
    /// When more are missing than a receipt can name, <c>Upto</c> stays below the first one it cannot name: an agent that reads it plainly
    /// never throws away a pack that is not stored.
    /// </remarks>
    public (long Upto, IReadOnlyList<long> Missing) Receipt()
    {
        var missing = new List<long>();
        var upto = 0L;
        foreach (var run in _runs)
        {
            if (run.First - 1 - upto > MaxMissing - missing.Count)
            {
                break;
            }

            for (var number = upto + 1; number < run.First; number++)
            {
                missing.Add(number);
            }

            upto = run.Last;
        }

        return (upto, missing);
    }

    /// <summary><c>1-500,502,510-600</c>; <see cref="Parse"/> of it gives the set back.</summary>
    public override string ToString() => string.Join(',', _runs.Select(run => run.First == run.Last
        ? run.First.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{run.First}-{run.Last}")));

    /// <summary>Parses what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text is not such a set.</exception>
    public static SequenceSet Parse(string text) => text.Length == 0 ? Empty : new SequenceSet([.. text.Split(',').Select(ParseRun)]);

    private static Run ParseRun(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var first = long.Parse(dash < 0 ? text : text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture);
        return new Run(first, dash < 0 ? first : long.Parse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    // The last run that starts at or before the number; -1 when there is none.
    private int IndexOf(long number)
    {
        var (low, high) = (0, _runs.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_runs[middle].First <= number)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }

    private readonly record struct Run(long First, long Last);
}
