namespace RoomGuard.Agent.Publishing;

/// <summary>One message for the broker.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">Its payload.</param>
/// <param name="IsRetained">Whether the broker keeps it for whoever subscribes later.</param>
internal sealed record BrokerMessage(string Topic, byte[] Payload, bool IsRetained)
{
    /// <summary>MQTT content type.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>By what the receiver of an answer knows its question again; null for what is no answer.</summary>
    public byte[]? Correlation { get; init; }

    /// <summary>MQTT user properties.</summary>
    public IEnumerable<KeyValuePair<string, string>> Properties { get; init; } = [];
}

/// <summary>The broker cannot be reached, or refuses. Transient: the connection is over, the next one is tried as usual.</summary>
internal sealed class BrokerException(string message, Exception? cause = null) : Exception(message, cause);
