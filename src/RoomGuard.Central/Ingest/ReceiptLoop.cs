using System.Collections.Concurrent;
using System.Threading.Channels;
using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Topics;

namespace RoomGuard.Central.Ingest;

/// <summary>Tells agents what of theirs is durable here. Of one boot only the newest receipt waits; one that cannot be sent is dropped, the next says more.</summary>
internal sealed class ReceiptLoop(MqttLink link)
{
    private readonly ConcurrentDictionary<BootKey, Receipt> _waiting = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Has a receipt sent soon.</summary>
    public void Send(BootKey boot, Receipt receipt)
    {
        _waiting[boot] = receipt;
        _signal.Writer.TryWrite(true);
    }

    /// <summary>Sends until <paramref name="stop"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await foreach (var _ in _signal.Reader.ReadAllAsync(stop))
        {
            foreach (var boot in _waiting.Keys)
            {
                if (_waiting.TryRemove(boot, out var receipt))
                {
                    await link.TryPublishAsync(new AgentTopic(boot.Site, boot.Agent, AgentTopicKind.Receipt).ToString(), MessageJson.Write(receipt), stop);
                }
            }
        }
    }
}
