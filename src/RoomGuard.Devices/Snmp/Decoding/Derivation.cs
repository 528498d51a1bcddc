using RoomGuard.Contract.Samples;

namespace RoomGuard.Devices.Snmp;

/// <summary>How a derived signal comes from others.</summary>
public enum DerivationRule
{
    /// <summary>The first term that has something to say decides.</summary>
    First,

    /// <summary>True when every term that the device has is true.</summary>
    All,

    /// <summary>True when a term that the device has is true.</summary>
    Any,

    /// <summary>The largest of the numbers.</summary>
    Max,
}

/// <summary>One term of a derivation: a signal, and what it must be for the term to be true.</summary>
/// <param name="Signal">The signal's id.</param>
/// <param name="Words">States for which the term is true; empty when <paramref name="Above"/> says it.</param>
/// <param name="Above">The number above which the term is true; null when the words say it. With neither, the signal's own reading counts.</param>
public sealed record DerivationTerm(string Signal, IReadOnlyList<string> Words, double? Above)
{
    /// <summary>What the term makes of its signal's reading. An absence stays one; <c>unknown</c> is one too.</summary>
    public Reading Judge(Reading reading) => reading switch
    {
        { Kind: ReadingKind.Text, Text: "unknown" } => Reading.Absent(AbsenceReason.Faulted, $"{Signal} is unknown"),
        { Kind: ReadingKind.Text } when Words.Count > 0 => Reading.Of(Words.Contains(reading.Text, StringComparer.Ordinal)),
        { Kind: ReadingKind.Number } when Above is { } limit => Reading.Of(reading.Number > limit),
        _ => reading,
    };
}

/// <summary>A signal that no object of the device carries, but others of its signals imply. Pure and immutable.</summary>
/// <param name="Signal">The derived signal's id.</param>
/// <param name="Rule">How the terms combine.</param>
/// <param name="Terms">The terms, in the order in which they are asked.</param>
public sealed record Derivation(string Signal, DerivationRule Rule, IReadOnlyList<DerivationTerm> Terms)
{
    /// <summary>The part of the device whose signals these are; empty for the device itself.</summary>
    public string Part { get; init; } = "";

    /// <summary>The signal that decided the result: the first whose term says the same, or else the first that the device has.</summary>
    internal string? Decider(Func<string, Reading?> find, Reading result)
    {
        var there = Terms.Where(term => find(term.Signal) is not null).ToList();
        return (there.Find(term => term.Judge(find(term.Signal)!.Value) == result) ?? there.FirstOrDefault())?.Signal;
    }

    /// <summary>The derived reading; null when the device has none of the signals.</summary>
    /// <param name="find">The reading of a signal, or null when the device does not have it.</param>
    public Reading? Evaluate(Func<string, Reading?> find)
    {
        var judged = new List<Reading>(Terms.Count);
        foreach (var term in Terms)
        {
            if (find(term.Signal) is { } reading)
            {
                judged.Add(term.Judge(reading));
            }
        }

        if (judged.Count == 0)
        {
            return null;
        }

        // Found for an absence too: it says why nothing is known.
        var absent = judged.Find(reading => !reading.IsPresent);
        return Rule switch
        {
            DerivationRule.First => judged.FirstOrDefault(reading => reading.IsPresent, absent),
            DerivationRule.All when judged.Exists(reading => reading is { Kind: ReadingKind.Flag, Flag: false }) => Reading.Of(false),
            DerivationRule.All => judged.Exists(reading => !reading.IsPresent) ? absent : Reading.Of(true),
            DerivationRule.Any when judged.Exists(reading => reading is { Kind: ReadingKind.Flag, Flag: true }) => Reading.Of(true),
            DerivationRule.Any => judged.Exists(reading => !reading.IsPresent) ? absent : Reading.Of(false),
            DerivationRule.Max => judged.Exists(reading => reading.Kind == ReadingKind.Number)
                ? Reading.Of(judged.Where(reading => reading.Kind == ReadingKind.Number).Max(reading => reading.Number))
                : absent,
            _ => throw new InvalidOperationException($"{Rule} is not a rule."),
        };
    }
}
