namespace RoomGuard.Agent.Publishing;

/// <summary>One message as the broker gave it.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">Its payload.</param>
/// <param name="IsRetained">Whether the broker had kept it, from nobody knows when.</param>
internal sealed record BrokerDelivery(string Topic, ReadOnlyMemory<byte> Payload, bool IsRetained)
{
    /// <summary>Where the sender waits for an answer; null when it does not.</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>By what the sender knows the answer again.</summary>
    public byte[] Correlation { get; init; } = [];
}
