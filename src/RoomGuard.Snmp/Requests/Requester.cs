using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Requests;

/// <summary>Carries one PDU to a device and its answer back: sockets, request ids, waiting and asking again.</summary>
/// <remarks>Thread-safe. One socket of each address family serves every device; it is opened by the first request that needs it.</remarks>
internal sealed class Requester : IAsyncDisposable
{
    // A retry waits up to a fifth longer, so that devices lost together are not asked together for ever.
    private const int JitterPercent = 20;

    private readonly TimeProvider _clock;
    private readonly Tally _tally = new();
    private readonly RequestTable _table;
    private readonly DeviceLanes _lanes = new();
    private readonly Lock _gate = new();
    private UdpPort? _overIPv4;
    private UdpPort? _overIPv6;
    private bool _isDisposed;

    public Requester(TimeProvider clock)
    {
        _clock = clock;
        _table = new RequestTable(_tally);
    }

    public SnmpManagerCounts Counts => _tally.Read((_overIPv4?.SocketErrors ?? 0) + (_overIPv6?.SocketErrors ?? 0));

    /// <summary>Sends the request until it is answered or the target's patience is over. The request's own id is not used.</summary>
    /// <exception cref="SnmpTimeoutException">Nothing came.</exception>
    /// <exception cref="SnmpDecodeException">The answer cannot be read.</exception>
    /// <exception cref="SnmpException">This machine has no socket of the address's family.</exception>
    public async Task<Pdu> AskAsync(SnmpTarget target, Pdu request, CancellationToken stop)
    {
        RefuseUnsupported(target.Version);
        using var turn = await _lanes.EnterAsync(target.Address, stop).ConfigureAwait(false);
        var port = PortFor(target.Address);
        var started = _clock.GetTimestamp();

        // Whether a SET took effect is unknown when its answer is lost: only the caller can tell if twice does harm.
        var attempts = request.Kind == PduKind.Set ? 1 : target.Retries + 1;
        SocketException? cause = null;
        for (var attempt = 1; attempt <= attempts; attempt++)
        {
            var patience = attempt == attempts ? target.Timeout : Jittered(target.Timeout);
            (var answer, cause) = await AskOnceAsync(port, new Question(target, request, patience), stop).ConfigureAwait(false);
            if (answer is not null)
            {
                return answer;
            }

            _tally.TimedOut();
        }

        throw new SnmpTimeoutException(target.Address, attempts, _clock.GetElapsedTime(started), cause);
    }

    /// <summary>Closes the sockets. Requests on their way end with <see cref="ObjectDisposedException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isDisposed = true;
        }

        _table.FailAll(new ObjectDisposedException(nameof(SnmpManager)));
        foreach (var port in new[] { _overIPv4, _overIPv6 })
        {
            if (port is not null)
            {
                await port.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<(Pdu? Answer, SocketException? Cause)> AskOnceAsync(UdpPort port, Question question, CancellationToken stop)
    {
        var (target, request, patience) = question;
        var pending = new PendingRequest(target.Address, target.Version);
        var requestId = _table.Add(pending);
        try
        {
            // The wait begins before the request leaves: a fake clock may be moved as soon as the device has it.
            using var deadline = _clock.CreateTimer(static state => ((PendingRequest)state!).TrySetResult(null), pending, patience, Timeout.InfiniteTimeSpan);
            using var stopping = stop.UnsafeRegister(static (state, token) => ((PendingRequest)state!).TrySetCanceled(token), pending);
            var cause = await SendAsync(port, target, request with { RequestId = requestId }).ConfigureAwait(false);
            return (await pending.Task.ConfigureAwait(false), cause);
        }
        finally
        {
            _table.Remove(requestId);
        }
    }

    private async ValueTask<SocketException?> SendAsync(UdpPort port, SnmpTarget target, Pdu request)
    {
        using var writer = new BerWriter();
        CommunityMessage.Write(writer, target.Version, Encoding.UTF8.GetBytes(target.Community), request);
        if (writer.Length > UdpPort.LargestDatagramBytes)
        {
            throw new ArgumentException($"The request takes {writer.Length} bytes; a datagram holds {UdpPort.LargestDatagramBytes}.", nameof(request));
        }

        try
        {
            _tally.Sent();
            await port.SendAsync(writer.Written, target.Address, CancellationToken.None).ConfigureAwait(false);
            return null;
        }
        catch (SocketException error)
        {
            // No route now may be a route at the next attempt: waited out like silence, and told in the end.
            return error;
        }
    }

    private UdpPort PortFor(IPEndPoint device)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(SnmpManager));
            try
            {
                return device.AddressFamily == AddressFamily.InterNetwork
                    ? _overIPv4 ??= Open_NeedsLock(IPAddress.Any)
                    : _overIPv6 ??= Open_NeedsLock(IPAddress.IPv6Any);
            }
            catch (SocketException error)
            {
                throw new SnmpException(device, $"No socket to ask {device} with could be opened: {error.Message}.", error);
            }
        }
    }

    private UdpPort Open_NeedsLock(IPAddress any)
    {
        var port = new UdpPort(new IPEndPoint(any, 0), ReceiveAsync, _clock);
        port.Start();
        return port;
    }

    private ValueTask ReceiveAsync(ReadOnlyMemory<byte> datagram, IPEndPoint sender)
    {
        _table.Receive(datagram.Span, sender);
        return ValueTask.CompletedTask;
    }

    private static TimeSpan Jittered(TimeSpan timeout) => timeout + (timeout * RandomNumberGenerator.GetInt32(JitterPercent + 1) / 100);

    private static void RefuseUnsupported(SnmpVersion version)
    {
        if (version != SnmpVersion.V2c)
        {
            throw new NotSupportedException($"SNMP{version.ToString().ToLowerInvariant()} is not supported by this release; SNMPv2c is.");
        }
    }

    private readonly record struct Question(SnmpTarget Target, Pdu Request, TimeSpan Patience);
}
