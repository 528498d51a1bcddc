using RoomGuard.Contract.Samples;

namespace RoomGuard.Contract.Signals;

/// <summary>One entry of the signal catalogue: what is measured, in which unit, and what people call it. Immutable.</summary>
/// <param name="Id">Wire and series name, for example <c>ups.battery.charge</c>.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Unit">SenML unit symbol (RFC 8428 and RFC 8798 registries where they have one); empty for states and events.</param>
/// <param name="Ucum">The unit as UCUM writes it.</param>
/// <param name="Name">What people call it.</param>
public sealed record Signal(string Id, SignalKind Kind, string Unit, string Ucum, LocalText Name)
{
    /// <summary>Smallest believable value, in <see cref="Unit"/>; null when nothing bounds it.</summary>
    public double? Min { get; init; }

    /// <summary>Largest believable value, in <see cref="Unit"/>; null when nothing bounds it.</summary>
    public double? Max { get; init; }

    /// <summary>The states a <see cref="SignalKind.State"/> signal can have, with their names; empty when it is true or false.</summary>
    public IReadOnlyDictionary<string, LocalText> States { get; init; } = new Dictionary<string, LocalText>();

    /// <summary>Whether this signal's values are true and false.</summary>
    public bool IsFlag => Kind == SignalKind.State && States.Count == 0;

    /// <summary>Whether <paramref name="reading"/> is of this signal's kind. An absence always is.</summary>
    public bool Accepts(Reading reading) => reading.Kind switch
    {
        ReadingKind.Absent => true,
        ReadingKind.Number => Kind is SignalKind.Gauge or SignalKind.Counter,
        ReadingKind.Flag => IsFlag,
        ReadingKind.Text => Kind == SignalKind.Event || (Kind == SignalKind.State && !IsFlag),
        _ => false,
    };

    /// <summary>Whether <paramref name="value"/> lies within <see cref="Min"/> and <see cref="Max"/>, both included.</summary>
    public bool IsBelievable(double value) => (Min is not { } min || value >= min) && (Max is not { } max || value <= max);
}
