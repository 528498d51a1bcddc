using RoomGuard.Contract.Signals;

namespace RoomGuard.Simulator.World.Generators;

/// <summary>What a standby generator is: its nameplate, its tank, and the building that hangs on it.</summary>
/// <param name="Id">Equipment id, for example <c>gen-1</c>.</param>
/// <param name="Room">The room whose power it keeps up.</param>
/// <param name="Name">What people call it.</param>
public sealed record GeneratorPlan(string Id, string Room, LocalText Name)
{
    /// <summary>Nameplate power in kW, 1 to 5000.</summary>
    public double RatedKilowatts { get; init; } = 100;

    /// <summary>What the building draws from it, in kW, before its small wander.</summary>
    public double BuildingKilowatts { get; init; } = 46;

    /// <summary>Size of the day tank in litres.</summary>
    public double TankLitres { get; init; } = 250;

    /// <summary>Fuel in the tank when the scenario begins, 0 to 100 %.</summary>
    public double FuelPercent { get; init; } = 78;

    /// <summary>Engine hours when the scenario begins.</summary>
    public double RunHours { get; init; } = 412.3;
}
