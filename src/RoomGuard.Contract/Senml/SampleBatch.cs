using RoomGuard.Contract.Samples;

namespace RoomGuard.Contract.Senml;

/// <summary>What one payload held for us.</summary>
/// <param name="Samples">The samples that were accepted, in the order of the pack.</param>
/// <param name="Refusals">What was refused, and why.</param>
public sealed record SampleBatch(IReadOnlyList<Sample> Samples, IReadOnlyList<Refusal> Refusals);
