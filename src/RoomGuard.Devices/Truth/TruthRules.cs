using RoomGuard.Contract.Signals;

namespace RoomGuard.Devices.Truth;

/// <summary>What can be believed of one quantity, by its signal. Immutable.</summary>
/// <remarks>
/// Air in a room is slow: 5 °C between two readings ten seconds apart are a bad reading or a fire, and the next reading tells which. The figures are RoomGuard's proposals; what a probe of
/// a given make can do wrong is in its driver's README.
/// </remarks>
/// <param name="Min">Least value that can be, in the signal's unit; null for none.</param>
/// <param name="Max">Greatest value that can be; null for none.</param>
/// <param name="Step">Greatest change from one reading to the next that is believed at once, when they are at most <see cref="StepSpan"/> apart; by the square root of the time more when they are farther apart. Null believes any.</param>
/// <param name="StuckAfter">How long the very same number is believed; zero for ever.</param>
public sealed record TruthRules(double? Min, double? Max, double? Step, TimeSpan StuckAfter)
{
    /// <summary>What <see cref="Step"/> is of.</summary>
    public static readonly TimeSpan StepSpan = TimeSpan.FromSeconds(10);

    /// <summary>As long as rooms take it, <c>stuckAfter</c> of their rules.</summary>
    public static readonly TimeSpan UsualStuckAfter = TimeSpan.FromHours(6);

    /// <summary>The number that a probe gives when it has not measured since its supply came: 85 °C of a DS18B20. Null when it has none.</summary>
    public double? PowerOn { get; init; }

    /// <summary>The rules for a signal; what is not of the air is believed within its range.</summary>
    public static TruthRules For(Signal signal) => signal.Id switch
    {
        "env.temp" => Of(signal, 5),
        "env.rh" => Of(signal, 8),
        "env.dewpoint" => Of(signal, 8),
        "env.pressure" => Of(signal, 5),
        "hvac.supply_temp" or "hvac.return_temp" => Of(signal, 10) with { StuckAfter = TimeSpan.Zero },
        _ => new TruthRules(signal.Min, signal.Max, null, TimeSpan.Zero),
    };

    private static TruthRules Of(Signal signal, double step) => new(signal.Min, signal.Max, step, UsualStuckAfter);
}
