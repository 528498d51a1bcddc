using RoomGuard.Contract.Signals;

namespace RoomGuard.Devices.Sensors;

/// <summary>Which quantity of which sensor is wanted, as a person names it in the agent's settings.</summary>
/// <param name="Device">The device in its driver's own terms; see the driver's README.</param>
/// <param name="Channel">The quantity in its driver's own terms, for example <c>temp1</c>.</param>
/// <param name="Signal">The signal its readings are of; says the unit and what can be believed.</param>
public sealed record SensorChannel(string Device, string Channel, Signal Signal)
{
    /// <summary>What else its driver was told; null where the driver asks for nothing more.</summary>
    public SensorTuning? Tuning { get; init; }
}
