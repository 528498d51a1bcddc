namespace RoomGuard.Simulator.World.Upses;

/// <summary>A lead-acid battery: how its charge and voltage follow what is asked of it. Pure.</summary>
internal static class UpsBattery
{
    private const double FloatVoltsPerCell = 2.27;
    private const double NominalVoltsPerCell = 2;
    private const double ChargePercentPerHour = 14;

    private static readonly TimeSpan SagTime = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan RecoveryTime = TimeSpan.FromMinutes(2);

    /// <summary>Voltage of a full battery on its charger.</summary>
    public static double FloatVolts(UpsPlan plan) => plan.BatteryNominalVolts / NominalVoltsPerCell * FloatVoltsPerCell;

    /// <summary>How long the battery would last at the load of <paramref name="state"/>.</summary>
    public static TimeSpan Runtime(UpsPlan plan, UpsState state) =>
        TimeSpan.FromMinutes(plan.FullRuntimeMinutes * state.ChargePercent / 100 * plan.LoadPercent / Math.Max(1, state.LoadPercent) * (state.IsBatteryBad ? 0.2 : 1));

    /// <summary>Charge after one <paramref name="step"/> of feeding the output, or of charging.</summary>
    public static double Charge(UpsPlan plan, UpsState state, bool isDischarging, TimeSpan step)
    {
        if (!isDischarging)
        {
            return Math.Min(100, state.ChargePercent + (ChargePercentPerHour * step.TotalHours));
        }

        var left = Runtime(plan, state);
        return left <= step ? 0 : state.ChargePercent * (1 - (step / left));
    }

    /// <summary>Voltage after one <paramref name="step"/>: it sags within seconds under load and recovers within minutes.</summary>
    public static double Volts(UpsPlan plan, UpsState state, bool isDischarging, TimeSpan step)
    {
        var perCell = isDischarging
            ? 1.8 + (0.25 * state.ChargePercent / 100) - (0.0006 * state.LoadPercent) - (state.Test.WillFail ? 0.18 : 0)
            : FloatVoltsPerCell;
        var target = plan.BatteryNominalVolts / NominalVoltsPerCell * perCell;
        return target + ((state.BatteryVolts - target) * Math.Exp(-(step / (isDischarging ? SagTime : RecoveryTime))));
    }
}
