using RoomGuard.Contract.Signals;

namespace RoomGuard.Rooms.Clause35;

/// <summary>What stands in one field of a journal entry. Immutable.</summary>
public abstract record JournalValue
{
    private JournalValue()
    {
    }

    /// <summary>One number. <paramref name="Unit"/> is a SenML symbol, or empty.</summary>
    public sealed record Number(double Amount, string Unit) : JournalValue;

    /// <summary>Several numbers of one unit by name: <c>avg min max</c>, <c>before after</c>, <c>l1 l2 l3</c>, <c>start</c>, <c>rest</c>.</summary>
    public sealed record Numbers(IReadOnlyList<NamedNumber> Parts, string Unit) : JournalValue
    {
        private static readonly string[] Order = ["before", "start", "rest", "cranking", "min", "avg", "max", "after"];

        /// <summary>The parts as people read them: time goes on, and numbers grow; what is kept has them by the alphabet.</summary>
        public IEnumerable<NamedNumber> InReadingOrder => Parts.OrderBy(part => Array.IndexOf(Order, part.Name) is >= 0 and var place ? place : Order.Length);

        /// <inheritdoc/>
        public bool Equals(Numbers? other) => other is not null && Unit == other.Unit && Parts.SequenceEqual(other.Parts);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Unit, Parts.Count);
    }

    /// <summary>Text that is the same in every language: a name, a number of an inventory.</summary>
    public sealed record Plain(string Text) : JournalValue;

    /// <summary>An instant, UTC.</summary>
    public sealed record Time(DateTimeOffset At) : JournalValue;

    /// <summary>One of a list of choices: its code for machines, its name for people.</summary>
    public sealed record Choice(string Code, LocalText Name) : JournalValue;

    /// <summary>Text in the three languages.</summary>
    public sealed record Local(LocalText Text) : JournalValue;

    /// <summary>Several values in one field.</summary>
    public sealed record Several(IReadOnlyList<JournalValue> Items) : JournalValue
    {
        /// <inheritdoc/>
        public bool Equals(Several? other) => other is not null && Items.SequenceEqual(other.Items);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Items.Count);
    }
}

/// <summary>One number of <see cref="JournalValue.Numbers"/>.</summary>
/// <param name="Name">Which one, for example <c>min</c>.</param>
/// <param name="Amount">How much.</param>
public readonly record struct NamedNumber(string Name, double Amount);
