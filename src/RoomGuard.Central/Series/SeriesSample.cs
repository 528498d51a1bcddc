using RoomGuard.Contract.Samples;

namespace RoomGuard.Central.Series;

/// <summary>A sample and the agent that sent it.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Agent">The agent, as its topic names it.</param>
public sealed record SeriesSample(Sample Sample, string Agent);
