using RoomGuard.Contract.Samples;

namespace RoomGuard.Agent.Publishing;

/// <summary>One SenML pack on its way to Central.</summary>
/// <param name="Sequence">Counts up within a boot, from 1.</param>
/// <param name="Payload">The pack, UTF-8 JSON.</param>
/// <param name="Quality">Time quality of all its samples.</param>
internal sealed record Pack(long Sequence, byte[] Payload, TimeQuality Quality);
