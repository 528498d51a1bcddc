namespace RoomGuard.Contract.Messages;

/// <summary>That a centre watches a site: topic <c>roomguard/1/{site}/centre</c>, retained; the will says <c>false</c>. Repeated while the centre does its work.</summary>
/// <param name="Online">Whether it is there.</param>
/// <param name="At">When this was so, UTC. The will carries the time of the connection it belongs to.</param>
/// <param name="Silo">Which machine says it, where several share the rooms; <c>alone</c> for one that shares with nobody.</param>
public sealed record CentreState(bool Online, DateTimeOffset At, string Silo);
