using RoomGuard.Contract.Files;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Rooms.Rules;

/// <summary>One limit of one signal. Immutable.</summary>
/// <param name="Signal">The signal it watches, on every equipment of the room.</param>
/// <param name="Rule">The alarm rule's name: <c>limit-high</c>, <c>limit-low</c>, <c>limit-high-high</c>, …</param>
/// <param name="Limit">The limit, in the signal's unit.</param>
/// <param name="IsHigh">True: too much is wrong. False: too little.</param>
public sealed record LimitRule(string Signal, string Rule, double Limit, bool IsHigh) : AlarmRule(Signal, Rule)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(24);

    /// <summary>Whether the limit itself is already wrong.</summary>
    public bool IsInclusive { get; init; }

    /// <summary>How far inside the limit a value must be to count as good again, in the signal's unit; 0 or more.</summary>
    public double Deadband { get; init; }

    /// <summary>Whether <paramref name="value"/> is beyond the limit.</summary>
    public bool IsBeyond(double value) => IsHigh
        ? value > Limit || (IsInclusive && value == Limit)
        : value < Limit || (IsInclusive && value == Limit);

    /// <summary>Whether <paramref name="value"/> is inside the limit by at least the deadband.</summary>
    public bool IsGood(double value) => !IsBeyond(value) && (IsHigh ? value <= Limit - Deadband : value >= Limit + Deadband);

    /// <summary>Reads one limit: exactly one of <c>above</c>, <c>atLeast</c>, <c>below</c>, <c>atMost</c> says when it is wrong.</summary>
    public static LimitRule Read(SettingsNode node)
    {
        var signal = node.GetText("signal");
        if (signal.Length > 0 && SignalCatalogue.Find(signal) is not { Kind: SignalKind.Gauge or SignalKind.Counter })
        {
            node.Refuse("signal", $"is \"{signal}\"; it must be a signal of the catalogue whose values are numbers.");
        }

        var (isHigh, isInclusive, limit) = ReadLimit(node);
        return new LimitRule(signal, node.GetText("rule", isHigh ? "limit-high" : "limit-low"), limit, isHigh)
        {
            IsInclusive = isInclusive,
            Deadband = node.GetNumber("deadband", 0, 1e6, 0),
            OnDelay = node.GetDuration("onDelay", TimeSpan.Zero, LongestDelay, TimeSpan.Zero),
            OffDelay = node.GetDuration("offDelay", TimeSpan.Zero, LongestDelay, TimeSpan.Zero),
            Priority = node.GetChoice("priority", AlarmWords.Priorities, "warning"),
            Source = node.GetText("source", "operator"),
        };
    }

    /// <inheritdoc/>
    internal override Wish Judge(in Reading reading)
    {
        if (reading.Kind != ReadingKind.Number)
        {
            return Wish.Keep;
        }

        var value = reading.Number;
        return IsBeyond(value) ? Wish.Active : IsGood(value) ? Wish.Clear : Wish.Keep;
    }

    private static (bool IsHigh, bool IsInclusive, double Limit) ReadLimit(SettingsNode node)
    {
        (string Key, bool IsHigh, bool IsInclusive)[] forms =
            [("above", true, false), ("atLeast", true, true), ("below", false, false), ("atMost", false, true)];
        var given = forms.Where(form => node.Has(form.Key)).ToList();
        if (given.Count != 1)
        {
            node.Refuse("must have exactly one of above, atLeast, below, atMost.");
        }

        var (key, isHigh, isInclusive) = given.Count == 0 ? forms[0] : given[0];
        return (isHigh, isInclusive, given.Count == 0 ? 0 : node.GetNumber(key, -1e9, 1e9));
    }
}
