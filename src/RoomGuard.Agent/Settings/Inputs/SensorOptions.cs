using RoomGuard.Devices.Sensors;
using RoomGuard.Devices.Truth;

namespace RoomGuard.Agent;

/// <summary>One sensor to read. An entry of section <c>sensors</c>.</summary>
/// <param name="Driver">How it is reached.</param>
/// <param name="Channel">Which device and quantity.</param>
/// <param name="Place">Whose reading it is.</param>
/// <param name="Period">Time between the starts of two readings; 1 s to 1 h, 10 s unless set.</param>
public sealed record SensorOptions(SensorDriver Driver, SensorChannel Channel, InputPlace Place, TimeSpan Period)
{
    /// <summary>What is believed of it.</summary>
    public TruthRules Truth { get; init; } = TruthRules.For(Channel.Signal) with { PowerOn = Driver.PowerOn };
}
