namespace RoomGuard.Devices.Snmp;

/// <summary>Finds out which scale a device uses where firmware disagrees with the MIB (snmp-devices.md, Q1).</summary>
/// <param name="Factors">The scales met in the field, the MIB's own first.</param>
/// <param name="Min">Smallest value a healthy supply has, in the signal's unit.</param>
/// <param name="Max">Largest value a healthy supply has.</param>
public sealed record AutoScale(IReadOnlyList<double> Factors, double Min, double Max)
{
    /// <summary>The first scale under which <paramref name="raw"/> is healthy; null when none is, as in an outage: then nothing is learnt.</summary>
    public double? Learn(double raw)
    {
        foreach (var factor in Factors)
        {
            if (raw * factor >= Min && raw * factor <= Max)
            {
                return factor;
            }
        }

        return null;
    }
}
