using RoomGuard.Simulator.World.Power;

namespace RoomGuard.Simulator.World.Upses;

/// <summary>A UPS at one instant. Immutable.</summary>
internal sealed record UpsState
{
    /// <summary>What feeds the output.</summary>
    public OutputSource Source { get; init; } = OutputSource.Normal;

    /// <summary>Why it last went to battery.</summary>
    public TransferCause Cause { get; init; } = TransferCause.NoTransfer;

    /// <summary>What comes in.</summary>
    public Supply Input { get; init; }

    /// <summary>How long the input has been good without a break.</summary>
    public TimeSpan InputGood { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long the battery has fed the output; zero when it does not.</summary>
    public TimeSpan OnBattery { get; init; }

    /// <summary>Times the input went out of tolerance.</summary>
    public int InputBads { get; init; } = 3;

    /// <summary>Battery charge, 0 to 100 %.</summary>
    public double ChargePercent { get; init; } = 100;

    /// <summary>Battery voltage in V.</summary>
    public double BatteryVolts { get; init; }

    /// <summary>Battery temperature in °C.</summary>
    public double BatteryCelsius { get; init; } = 24;

    /// <summary>Load in percent of the rating.</summary>
    public double LoadPercent { get; init; }

    /// <summary>Voltage of the output in V; 0 when there is none.</summary>
    public double OutputVolts { get; init; }

    /// <summary>Whether a test found the battery worn out.</summary>
    public bool IsBatteryBad { get; init; }

    /// <summary>The newest self-test.</summary>
    public SelfTest Test { get; init; } = SelfTest.None;

    /// <summary>On the mains, battery full, as long before the scenario began.</summary>
    public static UpsState AtRest(UpsPlan plan) => new()
    {
        BatteryVolts = UpsBattery.FloatVolts(plan),
        LoadPercent = plan.LoadPercent,
        Test = plan.Mib == UpsMibKind.PowerNet ? SelfTest.LongAgo : SelfTest.None,
    };
}

/// <summary>What feeds a UPS's output.</summary>
internal enum OutputSource
{
    /// <summary>The input, through the inverter.</summary>
    Normal,

    /// <summary>The battery.</summary>
    Battery,

    /// <summary>Nothing: the battery is empty and the input is gone.</summary>
    None,
}

/// <summary>Why a UPS last went to battery; the numbers are PowerNet's <c>upsAdvInputLineFailCause</c>.</summary>
internal enum TransferCause
{
    /// <summary>It has not gone since it was switched on.</summary>
    NoTransfer = 1,

    /// <summary>The input was gone.</summary>
    Blackout = 4,

    /// <summary>It tested itself.</summary>
    SelfTest = 9,
}
