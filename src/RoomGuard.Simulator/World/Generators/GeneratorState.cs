using RoomGuard.Simulator.World.Power;

namespace RoomGuard.Simulator.World.Generators;

/// <summary>A generator, its controller and the two breakers of the transfer at one instant. Immutable.</summary>
internal sealed record GeneratorState
{
    /// <summary>What the engine is doing.</summary>
    public EngineState Engine { get; init; } = EngineState.Ready;

    /// <summary>How long it has been doing that.</summary>
    public TimeSpan InEngineState { get; init; }

    /// <summary>The controller's mode.</summary>
    public GeneratorMode Mode { get; init; } = GeneratorMode.Auto;

    /// <summary>The test run going on, if any.</summary>
    public Exercise? Exercise { get; init; }

    /// <summary>Whether the mains breaker is closed.</summary>
    public bool IsMainsBreakerClosed { get; init; } = true;

    /// <summary>Whether the generator's breaker is closed.</summary>
    public bool IsGeneratorBreakerClosed { get; init; }

    /// <summary>How long both breakers have been closed at once; zero when they are not.</summary>
    public TimeSpan InParallel { get; init; }

    /// <summary>Whether the controller takes the mains for lost.</summary>
    public bool IsMainsLost { get; init; }

    /// <summary>How long the mains have been good, or bad, without a break.</summary>
    public TimeSpan MainsUnchanged { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether the mains were good in the last step.</summary>
    public bool WasMainsGood { get; init; } = true;

    /// <summary>Which attempt to start this is, from 1.</summary>
    public int Attempt { get; init; }

    /// <summary>How long the starter turns in this attempt before the engine fires.</summary>
    public TimeSpan CrankTime { get; init; }

    /// <summary>Whether the engine will not fire, however long it is turned.</summary>
    public bool WillNotFire { get; init; }

    /// <summary>Engine speed in revolutions a minute.</summary>
    public double Rpm { get; init; }

    /// <summary>What the alternator delivers at its terminals.</summary>
    public Supply Output { get; init; }

    /// <summary>Power delivered, in kW.</summary>
    public double Kilowatts { get; init; }

    /// <summary>Coolant temperature in °C; about 42 at rest, by the block heater.</summary>
    public double CoolantCelsius { get; init; } = 42;

    /// <summary>Oil pressure in kPa.</summary>
    public double OilKilopascals { get; init; }

    /// <summary>Starter battery voltage; a 24 V system.</summary>
    public double BatteryVolts { get; init; } = 26.9;

    /// <summary>Fuel in the tank, in litres.</summary>
    public double FuelLitres { get; init; }

    /// <summary>Fuel burnt in its life, in litres.</summary>
    public double FuelUsedLitres { get; init; }

    /// <summary>Engine hours.</summary>
    public double RunHours { get; init; }

    /// <summary>Energy delivered in its life, in kWh.</summary>
    public double EnergyKilowattHours { get; init; }

    /// <summary>Successful starts in its life.</summary>
    public int Starts { get; init; } = 187;

    /// <summary>Times a protection stopped it.</summary>
    public int Shutdowns { get; init; } = 2;

    /// <summary>Mains good for long, engine cold and ready.</summary>
    public static GeneratorState AtRest(GeneratorPlan plan) => new()
    {
        FuelLitres = plan.TankLitres * plan.FuelPercent / 100,
        FuelUsedLitres = plan.RunHours * 9.4,
        EnergyKilowattHours = plan.RunHours * 27,
        RunHours = plan.RunHours,
    };
}
