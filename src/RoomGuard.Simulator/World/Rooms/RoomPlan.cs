using RoomGuard.Contract.Signals;

namespace RoomGuard.Simulator.World.Rooms;

/// <summary>A room of the site and the air in it.</summary>
/// <param name="Id">Room id, for example <c>srv-1</c>.</param>
/// <param name="Type"><c>server</c>, <c>cross_connect</c> or <c>combined</c>, as the central service's settings spell it.</param>
/// <param name="Name">What people call it.</param>
public sealed record RoomPlan(string Id, string Type, LocalText Name)
{
    /// <summary>Temperature the air conditioner keeps, in °C.</summary>
    public double Celsius { get; init; } = 22.2;

    /// <summary>Relative humidity at that temperature, in %.</summary>
    public double HumidityPercent { get; init; } = 49.5;

    /// <summary>How fast the room warms when nothing cools it, in °C a minute.</summary>
    public double WarmingCelsiusPerMinute { get; init; } = 0.22;
}
