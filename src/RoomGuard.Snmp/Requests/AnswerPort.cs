using System.Net;
using System.Net.Sockets;

namespace RoomGuard.Snmp.Requests;

/// <summary>The socket a manager asks through, and the thread that reads it until it is disposed of.</summary>
/// <remarks>
/// The thread blocks in the system call: with thousands of devices there is always a datagram to read, and a call that waits costs
/// less than a poll that finds something. <see cref="Send"/> may be called from any thread.
/// </remarks>
internal sealed class AnswerPort : IDisposable
{
    // A thousand devices answering at once, in the largest datagrams that cards send.
    private const int ReceiveBufferBytes = 4 << 20;
    private const int ErrorsBeforePause = 16;
    private const int PauseMilliseconds = 100;

    private readonly Socket _socket;
    private readonly Received _received;
    private readonly ManualResetEventSlim _closing = new();
    private readonly Thread _reader;
    private long _socketErrors;

    /// <summary>Opens the socket and begins to read.</summary>
    /// <param name="received">Called on the reading thread for each datagram, one after another.</param>
    /// <exception cref="SocketException">This machine has no such address family.</exception>
    public AnswerPort(AddressFamily family, Received received)
    {
        _received = received;
        _socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = ReceiveBufferBytes };
        try
        {
            _socket.Bind(new IPEndPoint(family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0));
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }

        _reader = new Thread(Read) { IsBackground = true, Name = "SNMP answers" };
        _reader.Start();
    }

    /// <summary>Takes one datagram; both arguments are valid until it returns. Must not throw.</summary>
    public delegate void Received(ReadOnlySpan<byte> datagram, SocketAddress sender);

    /// <summary>Errors the system reported on receiving, ICMP refusals among them.</summary>
    public long SocketErrors => Interlocked.Read(ref _socketErrors);

    /// <summary>Sends one datagram.</summary>
    /// <exception cref="SocketException">The system would not take it.</exception>
    public void Send(ReadOnlySpan<byte> datagram, SocketAddress to) => _socket.SendTo(datagram, SocketFlags.None, to);

    /// <summary>Closes the socket and ends the thread; returns when no datagram is being handled any more, unless called from its handler.</summary>
    public void Dispose()
    {
        _closing.Set();
        _socket.Dispose();
        if (Thread.CurrentThread != _reader)
        {
            _reader.Join();
        }
    }

    private void Read()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(UdpPort.LargestDatagramBytes, pinned: true);
        var sender = new SocketAddress(_socket.AddressFamily);
        var errorsInARow = 0;
        while (!_closing.IsSet)
        {
            try
            {
                var length = _socket.ReceiveFrom(buffer, SocketFlags.None, sender);
                _received(buffer.AsSpan(0, length), sender);
                errorsInARow = 0;
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException) when (!_closing.IsSet)
            {
                // A port that is unreachable is the device's trouble, not the socket's: others still answer here.
                Interlocked.Increment(ref _socketErrors);
                if (++errorsInARow % ErrorsBeforePause == 0)
                {
                    _closing.Wait(PauseMilliseconds);
                }
            }
            catch (SocketException)
            {
                return;
            }
        }
    }
}
