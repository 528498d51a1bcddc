using System.Net;
using System.Net.Sockets;

namespace RoomGuard.Snmp.Requests;

/// <summary>One UDP socket and the loop that reads it until it is disposed of. No datagram and no ICMP message ends the loop.</summary>
internal sealed class UdpPort : IAsyncDisposable
{
    /// <summary>Most bytes UDP over IPv4 can carry.</summary>
    public const int LargestDatagramBytes = 65_507;

    private const int ReceiveBufferBytes = 1 << 20;
    private const int ErrorsBeforePause = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly Func<ReadOnlyMemory<byte>, IPEndPoint, ValueTask> _received;
    private readonly CancellationTokenSource _closing = new();
    private readonly TimeProvider _clock;
    private Task _loop = Task.CompletedTask;
    private long _socketErrors;
    private bool _isClosed;

    /// <summary>Opens and binds the socket; nothing is read before <see cref="Start"/>.</summary>
    /// <param name="received">Called for each datagram, one after another; the bytes are valid until it returns.</param>
    /// <exception cref="SocketException">The address is taken or is not of this machine.</exception>
    public UdpPort(IPEndPoint bind, Func<ReadOnlyMemory<byte>, IPEndPoint, ValueTask> received, TimeProvider clock)
    {
        _received = received;
        _clock = clock;
        _socket = new Socket(bind.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            _socket.ReceiveBufferSize = ReceiveBufferBytes;
            _socket.Bind(bind);
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }

        Endpoint = (IPEndPoint)_socket.LocalEndPoint!;
    }

    /// <summary>Where the socket is bound, with the port the system chose.</summary>
    public IPEndPoint Endpoint { get; }

    /// <summary>Errors the system reported on receiving and on answering, ICMP refusals among them.</summary>
    public long SocketErrors => Interlocked.Read(ref _socketErrors);

    /// <summary>Begins to read. Call once.</summary>
    public void Start() => _loop = Task.Run(ReceiveAsync);

    /// <summary>Sends one datagram.</summary>
    /// <exception cref="SocketException">The system would not take it.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> datagram, IPEndPoint to, CancellationToken stop) =>
        await _socket.SendToAsync(datagram, SocketFlags.None, to, stop).ConfigureAwait(false);

    /// <summary>Stops reading and closes the socket. A second call does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, true))
        {
            return;
        }

        await _closing.CancelAsync().ConfigureAwait(false);
        try
        {
            await _loop.ConfigureAwait(false);
        }
        finally
        {
            _socket.Dispose();
            _closing.Dispose();
        }
    }

    private async Task ReceiveAsync()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(LargestDatagramBytes, pinned: true);
        var sender = new SocketAddress(_socket.AddressFamily);
        var errorsInARow = 0;
        try
        {
            while (true)
            {
                errorsInARow = await ReceiveOnceAsync(buffer, sender).ConfigureAwait(false) ? 0 : errorsInARow + 1;
                if (errorsInARow > 0 && errorsInARow % ErrorsBeforePause == 0)
                {
                    await Task.Delay(Pause, _clock, _closing.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The only way out: whoever disposes of this port waits here for the loop to end.
        }
    }

    private async ValueTask<bool> ReceiveOnceAsync(byte[] buffer, SocketAddress sender)
    {
        try
        {
            var length = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, sender, _closing.Token).ConfigureAwait(false);
            await _received(buffer.AsMemory(0, length), (IPEndPoint)Endpoint.Create(sender)).ConfigureAwait(false);
            return true;
        }
        catch (SocketException)
        {
            // A port that is unreachable is the device's trouble, not the socket's: others still answer here.
            Interlocked.Increment(ref _socketErrors);
            return false;
        }
    }
}
