namespace RoomGuard.Simulator.World.Generators;

/// <summary>The controller's mode switch; the numbers are ComAp's (communication object 9887).</summary>
internal enum GeneratorMode
{
    /// <summary>Starts by itself when the mains fail.</summary>
    Auto = 2,

    /// <summary>Runs because somebody tests it.</summary>
    Test = 3,
}
