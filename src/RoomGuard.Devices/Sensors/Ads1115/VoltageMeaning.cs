using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;

namespace RoomGuard.Devices.Sensors.Ads1115;

/// <summary>What the voltage at an input stands for. Pure.</summary>
internal abstract record VoltageMeaning
{
    /// <summary>What is wrong with it for a signal and a full scale, in a sentence without its subject; null when nothing is.</summary>
    internal abstract string? Fault(Signal signal, double fullScale);

    /// <summary>The reading of a voltage. Whatever the voltage: a value that the signal can have, or an absence.</summary>
    internal abstract Reading Judge(double volts, Signal signal);

    /// <summary>What an input beyond its full scale means.</summary>
    internal virtual Reading Beyond(string detail) => Reading.Absent(AbsenceReason.OutOfRange, detail);
}

/// <summary>The voltage itself, behind a divider.</summary>
/// <param name="Factor">Volts before the divider for each volt behind it.</param>
internal sealed record PlainVoltage(double Factor) : VoltageMeaning
{
    /// <inheritdoc/>
    internal override string? Fault(Signal signal, double fullScale) => signal.Unit == "V"
        ? null
        : $"reads V, but {signal.Id} is in {(signal.Unit.Length == 0 ? "no unit" : signal.Unit)}: say by loop, contact or rope what the voltage stands for.";

    /// <inheritdoc/>
    internal override Reading Judge(double volts, Signal signal) => KernelNumber.Judge(volts * Factor, signal);
}
