using RoomGuard.Simulator.World.Power;

namespace RoomGuard.Simulator.World.Generators;

/// <summary>What the engine's gauges do while the controller has it start, run and stop. Pure.</summary>
internal static class Engine
{
    private const double NominalRpm = 1500;
    private const double CrankingRpm = 180;
    private const double HeaterCelsius = 42;
    private const double KilowattsPerSecond = 30;

    private static readonly TimeSpan Wander = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LoadWander = TimeSpan.FromMinutes(4);

    /// <summary>The engine after one step in the state the controller gave it.</summary>
    public static GeneratorState Step(GeneratorPlan plan, GeneratorState state, Moment moment)
    {
        var (at, step, noise) = moment;
        var rpm = Speed(state, moment);
        var kilowatts = Load(plan, state, moment);
        var isTurning = rpm > 1000;
        var burnt = isTurning ? (2.8 + (0.245 * kilowatts)) * step.TotalHours : 0;
        return state with
        {
            Rpm = rpm,
            Kilowatts = kilowatts,
            Output = Terminals(rpm, at, noise),
            CoolantCelsius = Coolant(state, isTurning, step),
            OilKilopascals = Oil(state, rpm, at, noise),
            BatteryVolts = Battery(state, isTurning, step),
            FuelLitres = Math.Max(0, state.FuelLitres - burnt),
            FuelUsedLitres = state.FuelUsedLitres + burnt,
            RunHours = state.RunHours + (isTurning ? step.TotalHours : 0),
            EnergyKilowattHours = state.EnergyKilowattHours + (kilowatts * step.TotalHours),
        };
    }

    private static double Speed(GeneratorState state, Moment moment) => state.Engine switch
    {
        EngineState.Cranking => Math.Min(CrankingRpm, state.Rpm + (300 * moment.Step.TotalSeconds)),
        EngineState.Starting => Math.Min(NominalRpm, state.Rpm + (700 * moment.Step.TotalSeconds)),
        EngineState.Running or EngineState.Cooling => NominalRpm + 3 + (1.5 * moment.Noise.Drift("rpm", moment.At, Wander)),
        EngineState.Loaded => LoadedSpeed(state, moment),
        _ => Math.Max(0, state.Rpm - (260 * moment.Step.TotalSeconds)),
    };

    // Taking the load costs a moment of speed, within the 1.5 % that class G2 of ISO 8528-5 allows in steady state.
    private static double LoadedSpeed(GeneratorState state, Moment moment)
    {
        var dip = state.InEngineState < TimeSpan.FromSeconds(4) ? 14 * (1 - (state.InEngineState.TotalSeconds / 4)) : 0;
        return NominalRpm - dip + (2.5 * moment.Noise.Drift("rpm", moment.At, Wander));
    }

    private static double Load(GeneratorPlan plan, GeneratorState state, Moment moment)
    {
        if (!state.IsGeneratorBreakerClosed)
        {
            return 0;
        }

        var wanted = state.IsMainsBreakerClosed ? plan.BuildingKilowatts / 2 : plan.BuildingKilowatts * (1 + (0.04 * moment.Noise.Drift("load", moment.At, LoadWander)));
        var most = KilowattsPerSecond * moment.Step.TotalSeconds;
        return state.Kilowatts + Math.Clamp(wanted - state.Kilowatts, -most, most);
    }

    // The alternator excites itself above about 900 revolutions and is at nominal voltage above 1400.
    private static Supply Terminals(double rpm, TimeSpan at, Noise noise)
    {
        var share = Math.Clamp((rpm - 900) / 500, 0, 1);
        return share == 0
            ? Supply.Dead
            : new Supply(
                share * (230.8 + (0.8 * noise.Drift("u1", at, Wander))),
                share * (230.2 + (0.8 * noise.Drift("u2", at, Wander))),
                share * (231.1 + (0.8 * noise.Drift("u3", at, Wander))),
                rpm / 30);
    }

    private static double Coolant(GeneratorState state, bool isTurning, TimeSpan step)
    {
        var (target, minutes) = (isTurning, state.Engine) switch
        {
            (true, EngineState.Loaded) => (84.0, 5.0),
            (true, _) => (74, 6),
            _ => (HeaterCelsius, 40),
        };
        return Approach(state.CoolantCelsius, target, step, TimeSpan.FromMinutes(minutes));
    }

    // Cold oil is thick: the pressure falls as the engine warms.
    private static double Oil(GeneratorState state, double rpm, TimeSpan at, Noise noise) =>
        rpm < 50 ? 0 : rpm / NominalRpm * (530 - (1.6 * (state.CoolantCelsius - HeaterCelsius)) + (4 * noise.Drift("oil", at, Wander)));

    private static double Battery(GeneratorState state, bool isTurning, TimeSpan step)
    {
        var (target, seconds) = state.Engine == EngineState.Cranking ? (21.6, 0.6) : isTurning ? (28.1, 8) : (26.9, 120);
        return Approach(state.BatteryVolts, target, step, TimeSpan.FromSeconds(seconds));
    }

    private static double Approach(double value, double target, TimeSpan step, TimeSpan constant) => target + ((value - target) * Math.Exp(-(step / constant)));
}
