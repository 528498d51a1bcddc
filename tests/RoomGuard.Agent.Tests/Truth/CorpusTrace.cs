using RoomGuard.Contract.Samples;

namespace RoomGuard.Agent.Tests.Truth;

/// <summary>What a probe gave, with what was really so.</summary>
/// <param name="Probe">The kind of probe.</param>
/// <param name="Signal">The signal.</param>
/// <param name="Period">Time between two readings.</param>
/// <param name="Ill">What is wrong with the probe or the room for good: <c>none</c>, <c>stuck</c>, <c>unplugged</c>, <c>streak</c> or <c>fire</c>.</param>
internal sealed record CorpusTrace(string Probe, string Signal, TimeSpan Period, string Ill, IReadOnlyList<CorpusSample> Samples);

/// <summary>One reading of a corpus.</summary>
/// <param name="Given">What the driver gave.</param>
/// <param name="True">What the air was like.</param>
/// <param name="Label"><c>good</c>, <c>fire</c>, or how the reading is wrong.</param>
internal sealed record CorpusSample(Reading Given, double True, string Label);
