namespace RoomGuard.Agent;

/// <summary>How samples are gathered and kept. Section <c>publishing</c>.</summary>
public sealed record PublishingOptions
{
    /// <summary>Longest time a sample waits for others to travel with; 10 ms to 10 s, 1 s unless set. Changes of state do not wait.</summary>
    public TimeSpan Batch { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Most packs kept in memory until Central has them; 100 to 1,000,000, 20,000 unless set. The oldest go first.</summary>
    public int KeepPacks { get; init; } = 20_000;

    /// <summary>How often the agent says that it is there; 5 s to 1 h, 60 s unless set.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(60);
}
