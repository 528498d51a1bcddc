using System.Globalization;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Devices.Sensors.Ads1115;

/// <summary>Something of an unknown resistance between an input and ground, and a known resistor from the input to a supply.</summary>
/// <param name="Supply">Volts of the supply.</param>
/// <param name="Pull">Ohms of the known resistor.</param>
internal abstract record SensingCircuit(double Supply, double Pull) : VoltageMeaning
{
    /// <inheritdoc/>
    internal override string? Fault(Signal signal, double fullScale) =>
        !signal.IsFlag ? $"has a contact or a rope, which is only true or false, but {signal.Id} is a {signal.Kind}."
        : Supply > fullScale ? string.Create(CultureInfo.InvariantCulture, $"has a supply of {Supply} V, more than the full scale of {fullScale} V: choose a larger gain.")
        : null;

    /// <inheritdoc/>
    internal override Reading Judge(double volts, Signal signal) =>
        Judge(volts >= Supply ? double.PositiveInfinity : Pull * Math.Max(volts, 0) / (Supply - volts));

    /// <inheritdoc/>
    internal override Reading Beyond(string detail) => Reading.Absent(AbsenceReason.Faulted, $"{detail}: a foreign voltage is on the cable");

    /// <summary>The reading of a resistance, which may be infinite.</summary>
    internal abstract Reading Judge(double ohms);

    private protected static Reading Fault(string what, double ohms) =>
        Reading.Absent(AbsenceReason.Faulted, double.IsFinite(ohms) ? string.Create(CultureInfo.InvariantCulture, $"{what}: {ohms:0} Ω") : $"{what}: no current");
}

/// <summary>A contact with end-of-line resistors: at rest and in alarm each has a resistance of its own, and a cable that is cut or shorted has neither.</summary>
/// <param name="Normal">Ohms at rest.</param>
/// <param name="Alarm">Ohms in alarm.</param>
internal sealed record SupervisedContact(double Supply, double Pull, double Normal, double Alarm) : SensingCircuit(Supply, Pull)
{
    /// <summary>Resistances that a cable, a warm resistor and a supply off by 5 % do not confuse.</summary>
    internal const double LeastRatio = 1.8;

    private const double Tolerance = 0.25;

    /// <inheritdoc/>
    internal override string? Fault(Signal signal, double fullScale) =>
        Math.Max(Normal, Alarm) < LeastRatio * Math.Min(Normal, Alarm)
            ? string.Create(CultureInfo.InvariantCulture, $"has a contact of {Normal} Ω at rest and {Alarm} Ω in alarm; one must be at least {LeastRatio} times the other.")
            : base.Fault(signal, fullScale);

    /// <inheritdoc/>
    internal override Reading Judge(double ohms) =>
        ohms < Math.Min(Normal, Alarm) / 2 ? Fault("the contact's cable is shorted", ohms)
        : ohms > Math.Max(Normal, Alarm) * 2 ? Fault("the contact's cable is cut", ohms)
        : IsNear(ohms, Normal) ? Reading.Of(false)
        : IsNear(ohms, Alarm) ? Reading.Of(true)
        : Fault("the contact is neither at rest nor in alarm: look at its resistors, joints and water in the cable", ohms);

    private static bool IsNear(double ohms, double nominal) => Math.Abs(ohms - nominal) <= nominal * Tolerance;
}

/// <summary>A leak rope with a resistor at its end: dry it has the resistor, wet it has less, and cut it has nothing.</summary>
/// <param name="End">Ohms of the resistor at its end.</param>
/// <param name="Wet">Ohms below which it is wet.</param>
internal sealed record LeakRope(double Supply, double Pull, double End, double Wet) : SensingCircuit(Supply, Pull)
{
    // Water between two wires of a rope has kilohms; a hundredth of that is metal.
    private const double Metal = 50;

    /// <inheritdoc/>
    internal override string? Fault(Signal signal, double fullScale) =>
        Wet >= End || Wet <= Metal ? string.Create(CultureInfo.InvariantCulture, $"has a rope that is wet below {Wet} Ω; it must be more than {Metal} Ω and less than the {End} Ω at its end.") : base.Fault(signal, fullScale);

    /// <inheritdoc/>
    internal override Reading Judge(double ohms) =>
        ohms < Metal ? Fault("the leak rope is shorted", ohms)
        : ohms > End * 2 ? Fault("the leak rope is cut or unplugged", ohms)
        : Reading.Of(ohms < Wet);
}
