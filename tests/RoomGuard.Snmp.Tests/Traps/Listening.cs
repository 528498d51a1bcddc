using System.Net;
using System.Threading.Channels;

namespace RoomGuard.Snmp.Tests.Traps;

/// <summary>A receiver on a free loopback port, and what it has handed on.</summary>
internal sealed class Listening : IAsyncDisposable
{
    private readonly Channel<SnmpNotification> _taken = Channel.CreateUnbounded<SnmpNotification>();

    public Listening(TrapReceiverOptions options, Func<SnmpNotification, ValueTask>? before = null)
    {
        Receiver = new SnmpTrapReceiver(
            new IPEndPoint(IPAddress.Loopback, 0),
            options,
            async (told, stop) =>
            {
                await (before?.Invoke(told) ?? ValueTask.CompletedTask);
                await _taken.Writer.WriteAsync(told, stop);
            },
            TimeProvider.System);
        Receiver.Start();
    }

    public SnmpTrapReceiver Receiver { get; }

    public async Task<SnmpNotification> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await _taken.Reader.ReadAsync(patience.Token);
    }

    public bool HasMore => _taken.Reader.TryPeek(out _);

    public ValueTask DisposeAsync() => Receiver.DisposeAsync();
}
