using RoomGuard.Simulator.World.Power;

namespace RoomGuard.Simulator.World.Upses;

/// <summary>A double-conversion UPS: which source it takes, and what that does to its battery. Pure.</summary>
internal static class Ups
{
    /// <summary>How long a returned input must be good before the UPS leaves the battery.</summary>
    public static readonly TimeSpan InputQualification = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LoadWander = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan TemperatureWander = TimeSpan.FromMinutes(40);
    private static readonly TimeSpan OutputWander = TimeSpan.FromSeconds(30);

    /// <summary>The UPS after one step with this input.</summary>
    public static UpsState Step(UpsPlan plan, UpsState state, Supply input, Moment moment)
    {
        var (at, step, noise) = moment;
        var isGood = input.IsGood;
        var test = state.Test.Step(step, isGood);
        var inputGood = isGood ? state.InputGood + step : TimeSpan.Zero;
        var source = Source(state, test, isGood, inputGood);
        var isDischarging = source == OutputSource.Battery;
        return state with
        {
            Source = source,
            Cause = Cause(state, source, test),
            Input = input,
            InputGood = inputGood,
            InputBads = state.InputBads + (!isGood && state.InputGood > TimeSpan.Zero ? 1 : 0),
            OnBattery = isDischarging ? state.OnBattery + step : TimeSpan.Zero,
            Test = test,
            IsBatteryBad = test.Result switch
            {
                SelfTestResult.Failed => true,
                SelfTestResult.Passed when state.Test.IsRunning => false,
                _ => state.IsBatteryBad,
            },
            LoadPercent = plan.LoadPercent + (1.6 * noise.Drift("load", at, LoadWander)),
            OutputVolts = source == OutputSource.None ? 0 : 230 + (0.4 * noise.Drift("output", at, OutputWander)),
            BatteryCelsius = 24 + (0.8 * noise.Drift("battery", at, TemperatureWander)),
            ChargePercent = isGood || isDischarging ? UpsBattery.Charge(plan, state, isDischarging, step) : state.ChargePercent,
            BatteryVolts = UpsBattery.Volts(plan, state, isDischarging, step),
        };
    }

    private static OutputSource Source(UpsState state, SelfTest test, bool isGood, TimeSpan inputGood)
    {
        if (test.IsOnBattery)
        {
            return OutputSource.Battery;
        }

        // Before, the input was good or the test itself had the battery on: then nothing has to be qualified.
        if (isGood && (state.Source == OutputSource.Normal || inputGood >= InputQualification))
        {
            return OutputSource.Normal;
        }

        return state.ChargePercent > 0 ? OutputSource.Battery : OutputSource.None;
    }

    private static TransferCause Cause(UpsState state, OutputSource source, SelfTest test)
    {
        if (source != OutputSource.Battery || state.Source == OutputSource.Battery)
        {
            return state.Cause;
        }

        return test.IsRunning ? TransferCause.SelfTest : TransferCause.Blackout;
    }
}
