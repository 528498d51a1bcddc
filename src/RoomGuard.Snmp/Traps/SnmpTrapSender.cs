using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Messages;
using RoomGuard.Snmp.Requests;
using RoomGuard.Snmp.Security;
using RoomGuard.Snmp.Traps;

namespace RoomGuard.Snmp;

/// <summary>Tells receivers what happened, as a device does: traps of v1, v2c and v3, informs of v2c and v3.</summary>
/// <remarks>Thread-safe. A trap is sent and forgotten; an inform is sent until it is acknowledged or the target's patience is over.</remarks>
public sealed class SnmpTrapSender : IAsyncDisposable
{
    private readonly TimeProvider _clock;
    private readonly UdpPort _port;
    private readonly long _started;
    private readonly KeyRing _keys = new();
    private readonly EngineTable _engines;
    private readonly ConcurrentDictionary<int, Inform> _pending = new();

    /// <summary>Opens the port that traps leave by and acknowledgements come back to.</summary>
    /// <param name="bind">Where to send from; port 0 lets the system choose one.</param>
    /// <exception cref="SocketException">The port is taken, or the address is not of this machine.</exception>
    public SnmpTrapSender(IPEndPoint bind, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(bind);
        ArgumentNullException.ThrowIfNull(clock);
        _clock = clock;
        _started = clock.GetTimestamp();
        _engines = new EngineTable(clock);
        _port = new UdpPort(bind, ReceiveAsync, clock);
        _port.Start();
    }

    /// <summary>What this sender calls itself in traps of v3, which count by its clock; a random one unless told.</summary>
    public SnmpEngineId EngineId { get; init; } = SnmpEngineId.Random();

    /// <summary>How often a sender with this engine id was started, 0 to 2^31 - 2; 1 unless told. A smaller one than last time makes receivers refuse its traps.</summary>
    public int Boots { get; init; } = 1;

    /// <summary>Where it sends from.</summary>
    public IPEndPoint Endpoint => _port.Endpoint;

    /// <summary>Sends a trap. Whether it arrives nobody will know.</summary>
    /// <param name="receiver">Its address, version, and community or user.</param>
    /// <param name="told">Trap, up-time, varbinds, for v1 the agent's address; the rest is not used.</param>
    /// <exception cref="SnmpException">The system would not send it.</exception>
    /// <exception cref="ArgumentException">It does not fit into a datagram, or into SNMPv1.</exception>
    public async Task SendAsync(SnmpTarget receiver, SnmpNotification told, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        ArgumentNullException.ThrowIfNull(told);
        using var writer = new BerWriter();
        var id = RandomNumberGenerator.GetInt32(1, int.MaxValue);
        switch (receiver.Version)
        {
            case SnmpVersion.V1:
                TrapV1.Write(writer, Encoding.UTF8.GetBytes(receiver.Community), told.AgentAddress ?? _port.Endpoint.Address, told);
                break;
            case SnmpVersion.V2c:
                CommunityMessage.Write(writer, SnmpVersion.V2c, Encoding.UTF8.GetBytes(receiver.Community), NotificationWriter.Of(told, PduKind.Trap, id));
                break;
            default:
                WriteSecureTrap(writer, receiver, NotificationWriter.Of(told, PduKind.Trap, id));
                break;
        }

        await SendAsync(writer, receiver.Address, stop).ConfigureAwait(false);
    }

    /// <summary>Sends an inform until it is acknowledged, at most the target's retries more than once, each for the target's time-out.</summary>
    /// <exception cref="SnmpTimeoutException">Nobody acknowledged it.</exception>
    /// <exception cref="SnmpErrorStatusException">The receiver refused it.</exception>
    /// <exception cref="SnmpSecurityException">The receiver and the user do not come together.</exception>
    /// <exception cref="NotSupportedException">The version is v1, which has no informs.</exception>
    public async Task InformAsync(SnmpTarget receiver, SnmpNotification told, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        ArgumentNullException.ThrowIfNull(told);
        if (receiver.Version == SnmpVersion.V1)
        {
            throw new NotSupportedException("SNMPv1 has no informs: use v2c or v3, or send a trap.");
        }

        var pdu = NotificationWriter.Of(told, PduKind.Inform, RandomNumberGenerator.GetInt32(1, int.MaxValue));
        var secure = receiver.Version == SnmpVersion.V3 ? new SecureExchange(_engines, PeerOf(receiver), pdu) : null;
        var started = _clock.GetTimestamp();
        for (var attempt = 1; attempt <= receiver.Retries + 1; attempt++)
        {
            if (await TryInformAsync(receiver, pdu, secure, stop).ConfigureAwait(false) is { } answer)
            {
                if (answer.ErrorStatus != (int)SnmpErrorStatus.NoError)
                {
                    throw new SnmpErrorStatusException(receiver.Address, (SnmpErrorStatus)answer.ErrorStatus, answer.ErrorIndex, null);
                }

                return;
            }
        }

        throw new SnmpTimeoutException(receiver.Address, receiver.Retries + 1, _clock.GetElapsedTime(started));
    }

    /// <summary>Closes the port. Informs under way end with <see cref="ObjectDisposedException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        await _port.DisposeAsync().ConfigureAwait(false);
        foreach (var inform in _pending.Values)
        {
            inform.Outcome.TrySetException(new ObjectDisposedException(nameof(SnmpTrapSender)));
        }
    }

    /// <returns>The answer; null when none came in time.</returns>
    private async Task<Pdu?> TryInformAsync(SnmpTarget receiver, Pdu pdu, SecureExchange? secure, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(receiver.Timeout, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        while (true)
        {
            // A message id says whose answer this is and is new each time; the request-id of v2c stays, so that the receiver knows a repetition.
            var id = secure is null ? pdu.RequestId : RandomNumberGenerator.GetInt32(1, int.MaxValue);
            var inform = new Inform(receiver.Address, secure);
            _pending[id] = inform;
            try
            {
                using var writer = new BerWriter();
                Write(writer, receiver, pdu, secure, id);
                await SendAsync(writer, receiver.Address, both.Token).ConfigureAwait(false);
                if (await inform.Outcome.Task.WaitAsync(both.Token).ConfigureAwait(false) is { } answer)
                {
                    return answer;
                }
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                return null;
            }
            finally
            {
                _pending.TryRemove(id, out _);
            }
        }
    }

    private static void Write(BerWriter writer, SnmpTarget receiver, Pdu pdu, SecureExchange? secure, int id)
    {
        if (secure is not null)
        {
            lock (secure)
            {
                secure.Write(writer, id);
            }

            return;
        }

        CommunityMessage.Write(writer, SnmpVersion.V2c, Encoding.UTF8.GetBytes(receiver.Community), pdu);
    }

    private void WriteSecureTrap(BerWriter writer, SnmpTarget receiver, Pdu pdu)
    {
        var user = _keys.For(PeerOf(receiver).User.Checked(), EngineId);
        var now = new EngineMoment(Boots, (int)Math.Min(_clock.GetElapsedTime(_started).TotalSeconds, int.MaxValue));
        V3Message.Write(writer, new V3Envelope(pdu.RequestId, user.Level, EngineId, now, user.Name), user, new ScopedPdu(EngineId.Bytes, receiver.Context, pdu));
    }

    private async ValueTask SendAsync(BerWriter writer, IPEndPoint to, CancellationToken stop)
    {
        if (writer.Length > UdpPort.LargestDatagramBytes)
        {
            throw new ArgumentException($"The notification takes {writer.Length} bytes; a datagram holds {UdpPort.LargestDatagramBytes}.");
        }

        try
        {
            await _port.SendAsync(writer.Written, to, stop).ConfigureAwait(false);
        }
        catch (SocketException error)
        {
            throw new SnmpException(to, $"Nothing could be sent to {to}: {error.Message}.", error);
        }
    }

    private ValueTask ReceiveAsync(ReadOnlyMemory<byte> datagram, IPEndPoint sender)
    {
        if (V3Head.TryReadMessageId(datagram.Span, out var id))
        {
            if (_pending.TryGetValue(id, out var inform) && inform.Secure is not null && inform.Receiver.Equals(sender))
            {
                inform.Take(datagram);
            }
        }
        else if (TryReadAnswer(datagram.Span, out var answer)
            && _pending.TryGetValue(answer.RequestId, out var inform) && inform.Secure is null && inform.Receiver.Equals(sender))
        {
            inform.Outcome.TrySetResult(answer);
        }

        return ValueTask.CompletedTask;
    }

    private static bool TryReadAnswer(ReadOnlySpan<byte> datagram, out Pdu answer)
    {
        var reader = new BerReader(datagram);
        var head = CommunityMessage.ReadHead(ref reader);
        answer = Pdu.ReadAfterRequestId(ref reader, head.Kind, head.RequestId);
        return !reader.Failed && answer.Kind == PduKind.Response;
    }

    private static SecurePeer PeerOf(SnmpTarget receiver) =>
        new(receiver.Address, receiver.User ?? throw new ArgumentException($"{receiver} has no user: SNMPv3 needs one.", nameof(receiver)), receiver.Context);

    /// <summary>An inform on its way: null as its outcome means that there is more to send before an answer can come.</summary>
    private sealed record Inform(IPEndPoint Receiver, SecureExchange? Secure)
    {
        public TaskCompletionSource<Pdu?> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Take(ReadOnlyMemory<byte> datagram)
        {
            SecureOutcome outcome;
            lock (Secure!)
            {
                outcome = Secure.Take(datagram.Span);
            }

            switch (outcome.Step)
            {
                case SecureStep.Answer: Outcome.TrySetResult(outcome.Pdu); break;
                case SecureStep.AskAgain: Outcome.TrySetResult(null); break;
                case SecureStep.Failed: Outcome.TrySetException(outcome.Error!); break;
                default: break;
            }
        }
    }
}
