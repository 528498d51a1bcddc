using System.Diagnostics;

namespace RoomGuard.Central.Ingest;

/// <summary>One message as the broker delivered it; nothing in it can be trusted.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">Its payload.</param>
/// <param name="Properties">Its MQTT 5 user properties.</param>
/// <param name="AcknowledgeAsync">Tells the broker to forget it. When the connection it came on is gone, this does nothing: the broker will send it again.</param>
internal sealed record IncomingMessage(
    string Topic,
    ReadOnlyMemory<byte> Payload,
    IReadOnlyList<KeyValuePair<string, string>> Properties,
    Func<CancellationToken, Task> AcknowledgeAsync)
{
    /// <summary>When it came, by <see cref="Stopwatch"/>.</summary>
    public long Received { get; } = Stopwatch.GetTimestamp();
}
