using RoomGuard.Contract.Samples;

namespace RoomGuard.Devices.Sensors;

/// <summary>One quantity of one sensor. An object of it is used by one thread at a time.</summary>
public interface ISensor
{
    /// <summary>Reads once. What a sensor or its driver can do wrong is an absence with a reason, never an exception.</summary>
    /// <remarks>Blocks for as long as the kernel does: a DS18B20 converts for 750 ms.</remarks>
    Reading Read();
}
