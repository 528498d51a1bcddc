namespace RoomGuard.Simulator.World.Generators;

/// <summary>A test run that is going on.</summary>
/// <param name="Remaining">How much longer the engine has to run: on load when <paramref name="IsOnLoad"/>, otherwise at nominal speed.</param>
/// <param name="IsOnLoad">Whether the building is transferred to the generator.</param>
internal sealed record Exercise(TimeSpan Remaining, bool IsOnLoad);
