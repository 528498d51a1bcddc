namespace RoomGuard.Rooms;

/// <summary>The temperature at which air of a given humidity lets water go, over liquid water. Pure.</summary>
/// <remarks>Magnus' formula with the constants of Sonntag 1990 that the WMO recommends (a = 17.62, b = 243.12 °C): good to 0.35 K from −45 to 60 °C. Below 0 °C it is not the frost point.</remarks>
public static class DewPoint
{
    private const double A = 17.62;
    private const double B = 243.12;

    /// <summary>The dew point in °C; null where the formula does not hold or the humidity is none.</summary>
    /// <param name="celsius">Air temperature; from −45 to 60.</param>
    /// <param name="percent">Relative humidity. A sensor may be off by two of a hundred at the ends: from −2 to 102 it is taken as 0.1 to 100.</param>
    public static double? Of(double celsius, double percent)
    {
        if (celsius is not (>= -45 and <= 60) || percent is not (>= -2 and <= 102))
        {
            return null;
        }

        var gamma = Math.Log(Math.Clamp(percent, 0.1, 100) / 100) + (A * celsius / (B + celsius));
        return B * gamma / (A - gamma);
    }
}
