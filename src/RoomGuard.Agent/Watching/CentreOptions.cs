namespace RoomGuard.Agent;

/// <summary>How long the centre may be silent, and where the agent says that it is. Section <c>centre</c>.</summary>
/// <param name="Place">The room and equipment of the point <c>agent.centre_online</c>; the room of the agent's first input and the agent's own name unless set.</param>
public sealed record CentreOptions(InputPlace Place)
{
    /// <summary>Silence after which the centre is taken as gone; 10 s to 1 day, 5 min unless set.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(5);
}
