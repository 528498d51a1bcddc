namespace RoomGuard.Devices.Sensors;

/// <summary>What a driver is told beside device and channel; each driver that asks for more has a record of its own. Immutable.</summary>
public abstract record SensorTuning;
