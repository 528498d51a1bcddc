using RoomGuard.Simulator.World.Rooms;

namespace RoomGuard.Simulator;

/// <summary>One channel of one probe, in the words of an agent's settings.</summary>
/// <param name="Driver"><c>hwmon</c>, <c>iio</c> or <c>w1</c>.</param>
/// <param name="Device">The device's name, with <c>#2</c> and so on for further ones of that name; the 1-Wire id for <c>w1</c>.</param>
/// <param name="Channel"><c>temp1</c> or <c>humidity1</c> for hwmon, <c>temp</c>, <c>humidityrelative</c> or <c>pressure</c> for IIO, <c>temp1</c> for 1-Wire.</param>
/// <param name="Room">The room it hangs in.</param>
/// <param name="Equipment">Equipment id.</param>
/// <param name="Signal">What it measures: <c>env.temp</c>, <c>env.rh</c> or <c>env.pressure</c>.</param>
public sealed record SimulatedSensor(string Driver, string Device, string Channel, string Room, string Equipment, string Signal)
{
    internal SimulatedSensor(string driver, string device, string channel, SensorPlan plan, string signal)
        : this(driver, device, channel, plan.Room, plan.Equipment, signal)
    {
    }
}
