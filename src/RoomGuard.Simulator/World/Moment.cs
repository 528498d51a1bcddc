namespace RoomGuard.Simulator.World;

/// <summary>One step of the world for one thing in it: when, how long, and that thing's own noise.</summary>
/// <param name="At">Scenario time at the end of the step.</param>
/// <param name="Step">Length of the step.</param>
internal readonly record struct Moment(TimeSpan At, TimeSpan Step, Noise Noise);
