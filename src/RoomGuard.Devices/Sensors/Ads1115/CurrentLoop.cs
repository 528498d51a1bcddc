using System.Globalization;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Devices.Sensors.Ads1115;

/// <summary>A transmitter on a loop of 4 to 20 mA, whose current is a voltage over a shunt. What lies outside is a fault of the loop by NAMUR NE 43, never a value.</summary>
/// <param name="Shunt">Ohms of the shunt.</param>
/// <param name="Low">What 4 mA stands for, in the signal's unit.</param>
/// <param name="High">What 20 mA stands for.</param>
internal sealed record CurrentLoop(double Shunt, double Low, double High) : VoltageMeaning
{
    // NAMUR NE 43: a transmitter measures from 3.8 to 20.5 mA, and tells its own fault below 3.6 and above 21.
    private const double Cut = 3.6;
    private const double Short = 21;

    private const double Zero = 4;
    private const double Span = 16;

    /// <inheritdoc/>
    internal override string? Fault(Signal signal, double fullScale) =>
        signal.Unit.Length == 0 ? $"has a loop, which is a number, but {signal.Id} is in no unit."
        : !signal.IsBelievable(Low) || !signal.IsBelievable(High) ? string.Create(CultureInfo.InvariantCulture, $"has a loop from {Low} to {High} {signal.Unit}, which {signal.Id} cannot be.")
        : Shunt * Short / 1000 >= fullScale ? string.Create(CultureInfo.InvariantCulture, $"has a shunt of {Shunt} Ω, at which {Short} mA is more than the full scale of {fullScale} V: choose a larger gain or a smaller shunt.")
        : null;

    /// <inheritdoc/>
    internal override Reading Judge(double volts, Signal signal)
    {
        var milliamperes = volts / Shunt * 1000;
        if (milliamperes < Cut)
        {
            return Reading.Absent(AbsenceReason.Faulted, string.Create(CultureInfo.InvariantCulture, $"the loop is cut, or its transmitter reports a fault: {milliamperes:0.00} mA is less than {Cut} mA"));
        }

        if (milliamperes > Short)
        {
            return Beyond(string.Create(CultureInfo.InvariantCulture, $"{milliamperes:0.00} mA is more than {Short} mA"));
        }

        // A transmitter at its zero wavers about 4 mA: that is no level below nothing.
        var value = Low + ((High - Low) * (milliamperes - Zero) / Span);
        return KernelNumber.Judge(Math.Clamp(value, signal.Min ?? double.MinValue, signal.Max ?? double.MaxValue), signal);
    }

    /// <inheritdoc/>
    internal override Reading Beyond(string detail) => Reading.Absent(AbsenceReason.Faulted, $"the loop is shorted, or its transmitter reports a fault: {detail}");
}
