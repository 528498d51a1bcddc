namespace RoomGuard.Simulator.World.Power;

/// <summary>A three-phase supply at one instant: phase-to-neutral volts and the frequency.</summary>
internal readonly record struct Supply(double L1Volts, double L2Volts, double L3Volts, double Hertz)
{
    /// <summary>Nominal phase-to-neutral voltage.</summary>
    public const double NominalVolts = 230;

    /// <summary>Nominal frequency.</summary>
    public const double NominalHertz = 50;

    /// <summary>No supply at all.</summary>
    public static Supply Dead => default;

    /// <summary>The phase counted from 0.</summary>
    public double this[int phase] => phase switch
    {
        0 => L1Volts,
        1 => L2Volts,
        2 => L3Volts,
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "A supply has phases 0 to 2."),
    };

    /// <summary>Whether machines take it: every phase within 15 % of nominal, the frequency within 6 %.</summary>
    public bool IsGood =>
        Math.Min(L1Volts, Math.Min(L2Volts, L3Volts)) > 0.85 * NominalVolts
        && Math.Max(L1Volts, Math.Max(L2Volts, L3Volts)) < 1.15 * NominalVolts
        && Math.Abs(Hertz - NominalHertz) < 0.06 * NominalHertz;

    /// <summary>Phase-to-phase volts between <paramref name="phase"/> and the next one, counted from 0.</summary>
    public double LineVolts(int phase)
    {
        var (a, b) = (this[phase], this[(phase + 1) % 3]);
        return Math.Sqrt((a * a) + (b * b) + (a * b));
    }
}
