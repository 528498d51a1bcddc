using RoomGuard.Agent.Publishing;
using RoomGuard.Agent.Watching;

namespace RoomGuard.Agent.Guarding;

/// <summary>What a guard works with.</summary>
/// <param name="Centre">Tells for how long the centre has been silent.</param>
/// <param name="Feed">Where it says what its outputs are and what was told.</param>
/// <param name="Roster">The agent's points.</param>
/// <param name="Pagers">How people are told; all of them are tried.</param>
/// <param name="Outputs">Sirens and beacons.</param>
/// <param name="Told">What outlives a restart.</param>
internal sealed record GuardParts(CentreWatch Centre, SampleFeed Feed, Roster Roster, IReadOnlyList<IPager> Pagers, OutputDesk Outputs, ToldFile Told);
