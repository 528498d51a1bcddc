using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Requests;
using RoomGuard.Snmp.Security;
using RoomGuard.Snmp.Traps;

namespace RoomGuard.Snmp;

/// <summary>Listens for traps and informs of v1, v2c and v3 and hands them on, one after another, in the order they came.</summary>
/// <remarks>
/// <para>An inform is acknowledged when it has been taken: when the function given has come back. One that comes again is not handed on again.</para>
/// <para>What may not be listened to and what cannot be read is counted by its reason and never ends the receiver. When the
/// queue is full (<see cref="TrapReceiverOptions.QueueLength"/>) traps are dropped, and informs are dropped without being acknowledged.</para>
/// <para>Clocks of senders are kept in memory: a receiver that has just been started cannot tell an old trap of v3, sent again by somebody,
/// from a new one, until its sender has been heard.</para>
/// </remarks>
public sealed class SnmpTrapReceiver : IAsyncDisposable
{
    private readonly byte[][] _communities;
    private readonly Func<SnmpNotification, CancellationToken, ValueTask> _take;
    private readonly SecureListener _secure;
    private readonly RecentInforms _recent;
    private readonly UdpPort _port;
    private readonly Channel<Waiting> _queue;
    private readonly CancellationTokenSource _closing = new();
    private readonly long[] _fates = new long[Enum.GetValues<NotificationFate>().Length];
    private Task _taking = Task.CompletedTask;
    private long _taken;
    private long _acknowledged;
    private long _dropped;
    private long _repeated;
    private long _unsent;
    private bool _isStarted;
    private bool _isClosed;

    /// <summary>Takes the port; nothing is heard before <see cref="Start"/>.</summary>
    /// <param name="bind">Address and port, 162 by custom; port 0 lets the system choose one, see <see cref="Endpoint"/>.</param>
    /// <param name="take">Called for one notification at a time. What it throws ends the receiver, see <see cref="Completion"/>.</param>
    /// <exception cref="SocketException">The port is taken, or the address is not of this machine.</exception>
    /// <exception cref="ArgumentException">A user's settings do not fit together, or two users have one name.</exception>
    public SnmpTrapReceiver(IPEndPoint bind, TrapReceiverOptions options, Func<SnmpNotification, CancellationToken, ValueTask> take, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(bind);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(take);
        _communities = [.. options.Communities.Select(Encoding.UTF8.GetBytes)];
        _take = take;
        _secure = new SecureListener(options, clock);
        _recent = new RecentInforms(clock);
        _queue = Channel.CreateBounded<Waiting>(options.QueueLength);
        _port = new UdpPort(bind, ReceiveAsync, clock);
    }

    /// <summary>Where devices send their traps to.</summary>
    public IPEndPoint Endpoint => _port.Endpoint;

    /// <summary>Ends when the receiver does: with an error only if the function that takes notifications threw one.</summary>
    public Task Completion => _taking;

    /// <summary>What was received so far.</summary>
    public TrapReceiverCounts Counts => new()
    {
        Taken = Interlocked.Read(ref _taken),
        Acknowledged = Interlocked.Read(ref _acknowledged),
        Dropped = Interlocked.Read(ref _dropped),
        Repeated = Interlocked.Read(ref _repeated),
        Malformed = CountOf(NotificationFate.Malformed),
        WrongCommunity = CountOf(NotificationFate.WrongCommunity),
        UnknownUser = CountOf(NotificationFate.UnknownUser),
        WrongLevel = CountOf(NotificationFate.WrongLevel),
        WrongDigest = CountOf(NotificationFate.WrongDigest),
        NotInTimeWindow = CountOf(NotificationFate.NotInTimeWindow),
        Replayed = CountOf(NotificationFate.Replayed),
        DecryptionFailed = CountOf(NotificationFate.DecryptionFailed),
        Discoveries = CountOf(NotificationFate.Discovery),
        SocketErrors = _port.SocketErrors + Interlocked.Read(ref _unsent),
    };

    /// <summary>Begins to listen. Call once.</summary>
    /// <exception cref="InvalidOperationException">It was called before.</exception>
    public void Start()
    {
        if (Interlocked.Exchange(ref _isStarted, true))
        {
            throw new InvalidOperationException("The receiver has been started.");
        }

        _taking = Task.Run(TakeAsync);
        _port.Start();
    }

    /// <summary>Stops listening and frees the port. What still waits is not handed on, and informs among it are not acknowledged.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, true))
        {
            return;
        }

        await _port.DisposeAsync().ConfigureAwait(false);
        await _closing.CancelAsync().ConfigureAwait(false);
        try
        {
            await _taking.ConfigureAwait(false);
        }
        finally
        {
            _closing.Dispose();
        }
    }

    private long CountOf(NotificationFate fate) => Interlocked.Read(ref _fates[(int)fate]);

    private async ValueTask ReceiveAsync(ReadOnlyMemory<byte> datagram, IPEndPoint sender)
    {
        using var answer = new BerWriter();
        var heard = V3Head.TryReadMessageId(datagram.Span, out _)
            ? _secure.Open(datagram.Span, sender, answer)
            : NotificationReader.ReadCommunity(datagram.Span, _communities, sender, answer);
        Interlocked.Increment(ref _fates[(int)heard.Fate]);
        if (heard.Told is not { } told)
        {
            await SendAsync(answer.Written, sender).ConfigureAwait(false);
            return;
        }

        var requestId = heard.Request?.RequestId ?? 0;
        if (told.IsInform && !_recent.IsNew(sender, requestId, out var isTaken))
        {
            Interlocked.Increment(ref _repeated);
            await AcknowledgeAsync(isTaken ? answer.Written : default, sender).ConfigureAwait(false);
            return;
        }

        if (!_queue.Writer.TryWrite(new Waiting(told, requestId, answer.Written.ToArray())))
        {
            Interlocked.Increment(ref _dropped);
            _recent.Forget(sender, requestId);
        }
    }

    private async Task TakeAsync()
    {
        try
        {
            await foreach (var (told, requestId, acknowledgement) in _queue.Reader.ReadAllAsync(_closing.Token).ConfigureAwait(false))
            {
                await _take(told, _closing.Token).ConfigureAwait(false);
                Interlocked.Increment(ref _taken);
                if (told.IsInform)
                {
                    _recent.Taken(told.Sender, requestId);
                    await AcknowledgeAsync(acknowledgement, told.Sender).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The only way out but an error of the function that takes: whoever disposes of this receiver waits here.
        }
    }

    private async ValueTask AcknowledgeAsync(ReadOnlyMemory<byte> acknowledgement, IPEndPoint sender)
    {
        if (!acknowledgement.IsEmpty && await SendAsync(acknowledgement, sender).ConfigureAwait(false))
        {
            Interlocked.Increment(ref _acknowledged);
        }
    }

    private async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> datagram, IPEndPoint to)
    {
        if (datagram.IsEmpty)
        {
            return false;
        }

        try
        {
            await _port.SendAsync(datagram, to, _closing.Token).ConfigureAwait(false);
            return true;
        }
        catch (SocketException)
        {
            // An inform that hears nothing comes again; one sender's network ends nobody else's traps.
            Interlocked.Increment(ref _unsent);
            return false;
        }
    }

    /// <summary>A notification in the queue, and what to send to its sender when it has been taken.</summary>
    private sealed record Waiting(SnmpNotification Told, int RequestId, byte[] Acknowledgement);
}
