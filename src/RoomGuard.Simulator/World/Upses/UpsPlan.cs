using RoomGuard.Contract.Signals;

namespace RoomGuard.Simulator.World.Upses;

/// <summary>What a UPS is: which MIB its card speaks, its rating, and how much hangs on it.</summary>
/// <param name="Id">Equipment id, for example <c>ups-1</c>.</param>
/// <param name="Room">The room it stands in.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Mib">Which MIB its network card answers.</param>
public sealed record UpsPlan(string Id, string Room, LocalText Name, UpsMibKind Mib)
{
    /// <summary>Rated apparent power in VA.</summary>
    public double RatedVoltAmperes { get; init; } = 20_000;

    /// <summary>Load in percent of the rating, before its small wander.</summary>
    public double LoadPercent { get; init; } = 40;

    /// <summary>Run time in minutes that a full battery gives at this load.</summary>
    public double FullRuntimeMinutes { get; init; } = 24;

    /// <summary>Nominal battery voltage in V: blocks of 12 V in series.</summary>
    public double BatteryNominalVolts { get; init; } = 240;

    /// <summary>Whether it has three phases in and out, or one.</summary>
    public bool IsThreePhase => Mib == UpsMibKind.Rfc1628;

    /// <summary>Rated real power in W; power factor 0.9.</summary>
    public double RatedWatts => RatedVoltAmperes * 0.9;
}
