namespace RoomGuard.Simulator.World.Rooms;

/// <summary>A room's air, its air conditioner and whether somebody is in it, at one instant. Immutable.</summary>
internal sealed record RoomAir
{
    private const double WarmestExcess = 18;

    private static readonly TimeSpan RestartDelay = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CoolingTime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan CompressorCycle = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan SlowWander = TimeSpan.FromMinutes(50);
    private static readonly TimeSpan WeatherWander = TimeSpan.FromHours(9);

    /// <summary>Air temperature in °C, in the middle of the room.</summary>
    public double Celsius { get; init; }

    /// <summary>Relative humidity in %.</summary>
    public double HumidityPercent { get; init; }

    /// <summary>Air pressure in hPa.</summary>
    public double Hectopascals { get; init; }

    /// <summary>How much warmer the room is than its air conditioner keeps it, in °C.</summary>
    public double ExcessCelsius { get; init; }

    /// <summary>How much a drift has added so far, in °C.</summary>
    public double DriftCelsius { get; init; }

    /// <summary>Where that drift is going, in °C.</summary>
    public double DriftTargetCelsius { get; init; }

    /// <summary>How fast it goes there, in °C a second.</summary>
    public double DriftCelsiusPerSecond { get; init; }

    /// <summary>How long the air conditioner has had power without a break.</summary>
    public TimeSpan Powered { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether the air conditioner has failed.</summary>
    public bool IsConditionerFailed { get; init; }

    /// <summary>Whether somebody is in the room.</summary>
    public bool IsOccupied { get; init; }

    /// <summary>Whether the air conditioner runs; after a break of power it waits a minute.</summary>
    public bool IsCooling => !IsConditionerFailed && Powered >= RestartDelay;

    /// <summary>The room after one step, with or without power for its air conditioner.</summary>
    public static RoomAir Step(RoomPlan plan, RoomAir air, bool isPowered, Moment moment)
    {
        var seconds = moment.Step.TotalSeconds;
        var powered = isPowered ? air.Powered + moment.Step : TimeSpan.Zero;
        var excess = air.IsCooling
            ? air.ExcessCelsius * Math.Exp(-(moment.Step / CoolingTime))
            : Math.Min(WarmestExcess, air.ExcessCelsius + (plan.WarmingCelsiusPerMinute * seconds / 60));
        var drift = air.DriftCelsius + Math.Clamp(air.DriftTargetCelsius - air.DriftCelsius, -air.DriftCelsiusPerSecond * seconds, air.DriftCelsiusPerSecond * seconds);
        var noise = moment.Noise;
        var warmth = (0.35 * noise.Drift("compressor", moment.At, CompressorCycle)) + (0.3 * noise.Drift("slow", moment.At, SlowWander)) + excess + drift;
        return air with
        {
            Powered = powered,
            ExcessCelsius = excess,
            DriftCelsius = drift,
            Celsius = plan.Celsius + warmth,

            // The water in the air stays when it warms: three points of relative humidity a degree near 22 °C, a third of it made up by the humidifier.
            HumidityPercent = Math.Clamp(plan.HumidityPercent + (0.8 * noise.Drift("water", moment.At, SlowWander)) - (2 * warmth), 4, 96),
            Hectopascals = 934 + (6 * noise.Drift("weather", moment.At, WeatherWander)),
        };
    }
}
