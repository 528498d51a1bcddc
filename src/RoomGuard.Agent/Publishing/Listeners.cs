using RoomGuard.Agent.Commands;
using RoomGuard.Agent.Watching;

namespace RoomGuard.Agent.Publishing;

/// <summary>Who hears what the broker gives the agent.</summary>
/// <param name="Centre">Signs of life of the centre.</param>
/// <param name="Commands">Orders to the agent.</param>
/// <param name="Witness">The heads of the journals; null where the agent is no witness.</param>
internal sealed record Listeners(CentreWatch Centre, CommandDesk Commands, Witness? Witness);
