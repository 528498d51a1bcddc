namespace RoomGuard.Simulator.World.Generators;

/// <summary>What the engine is doing; the numbers are those of ComAp's list "Engine state" (communication object 9244).</summary>
internal enum EngineState
{
    /// <summary>Standing, able to start.</summary>
    Ready = 1,

    /// <summary>Fuel and glow plugs on, before the starter turns.</summary>
    Prestart = 3,

    /// <summary>The starter turns the engine.</summary>
    Cranking = 4,

    /// <summary>The starter rests between two attempts.</summary>
    Pause = 5,

    /// <summary>Fires by itself, runs up to nominal speed.</summary>
    Starting = 6,

    /// <summary>At nominal speed, its breaker open.</summary>
    Running = 7,

    /// <summary>Its breaker is closed.</summary>
    Loaded = 8,

    /// <summary>Running without load to cool down.</summary>
    Cooling = 10,

    /// <summary>Fuel off, coming to a stand.</summary>
    Stop = 11,

    /// <summary>Stopped by a protection; stays until somebody resets it.</summary>
    Shutdown = 12,
}
