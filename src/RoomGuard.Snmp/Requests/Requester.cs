using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Messages;
using RoomGuard.Snmp.Security;

namespace RoomGuard.Snmp.Requests;

/// <summary>Carries one PDU to a device and its answer back: sockets, ids, waiting, asking again, and leaving the silent alone.</summary>
/// <remarks>Thread-safe. One socket of each address family serves every device; it is opened by the first request that needs it.</remarks>
internal sealed class Requester : IDisposable
{
    // A retry waits up to a fifth longer, so that devices lost together are not asked together for ever.
    private const int JitterPercent = 20;

    private readonly TimeProvider _clock;
    private readonly TaskCreationOptions _completion;
    private readonly Tally _tally = new();
    private readonly RequestTable _table;
    private readonly DeviceLanes _lanes = new();
    private readonly EngineTable _engines;
    private readonly Lock _gate = new();
    private AnswerPort? _overIPv4;
    private AnswerPort? _overIPv6;
    private bool _isDisposed;

    public Requester(TimeProvider clock, SnmpCompletion completion)
    {
        _clock = clock;
        _completion = completion == SnmpCompletion.OnReceiver ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously;
        _table = new RequestTable(_tally);
        _engines = new EngineTable(clock);
    }

    public TimeProvider Clock => _clock;

    public SnmpManagerCounts Counts => _tally.Read((_overIPv4?.SocketErrors ?? 0) + (_overIPv6?.SocketErrors ?? 0));

    /// <summary>What is known of a device.</summary>
    public DeviceLane Lane(SnmpTarget target) => _lanes.Of(target.Address);

    /// <summary>How often the device's SNMPv3 engine has restarted; null where it has not proven it yet.</summary>
    public int? BootsOf(SnmpTarget target) => _engines.Find(target.Address) is { } engine && engine.Clock.TryTell(out var now) ? now.Boots : null;

    /// <summary>Sends the request until it is answered or the target's patience is over. The request's own id is not used.</summary>
    /// <exception cref="SnmpTimeoutException">Nothing came, or the device has been silent for so long that it is let rest.</exception>
    /// <exception cref="SnmpDecodeException">The answer cannot be read.</exception>
    /// <exception cref="SnmpException">This machine has no socket of the address's family, or SNMPv3 found no common ground.</exception>
    public async ValueTask<Pdu> AskAsync(SnmpTarget target, Pdu request, CancellationToken stop)
    {
        target.ThrowIfIncomplete();
        var lane = Lane(target);
        await lane.EnterAsync(target.MaxInFlight, stop).ConfigureAwait(false);
        try
        {
            if (lane.Rests(_clock, out var silentFor))
            {
                throw new SnmpTimeoutException(target.Address, 0, silentFor);
            }

            var answer = await ConverseAsync(lane, target, request, stop).ConfigureAwait(false);
            lane.Heard();
            return answer;
        }
        catch (SnmpTimeoutException silence) when (silence.Attempts > 0)
        {
            lane.Silent(_clock, target.Timeout, target.MaxBackOff);
            throw;
        }
        finally
        {
            lane.Leave();
        }
    }

    /// <summary>Closes the sockets. Requests on their way end with <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
        }

        _table.FailAll(new ObjectDisposedException(nameof(SnmpManager)));
        _overIPv4?.Dispose();
        _overIPv6?.Dispose();
    }

    private async ValueTask<Pdu> ConverseAsync(DeviceLane lane, SnmpTarget target, Pdu request, CancellationToken stop)
    {
        var port = PortFor(target.Address);
        var secure = target.Version == SnmpVersion.V3 ? new SecureExchange(_engines, new SecurePeer(target.Address, target.User!, target.Context), request) : null;
        var started = _clock.GetTimestamp();

        // Whether a SET took effect is unknown when its answer is lost: only the caller can tell if twice does harm.
        var attempts = request.Kind == PduKind.Set || lane.IsSilent ? 1 : target.Retries + 1;
        SocketException? cause = null;
        for (var attempt = 1; attempt <= attempts; attempt++)
        {
            var patience = attempt == attempts ? target.Timeout : Jittered(target.Timeout);
            Heard heard;
            do
            {
                var pending = new PendingRequest(lane, target.Version, request, secure, _completion);
                (heard, cause) = await AskOnceAsync(port, target, pending, patience, stop).ConfigureAwait(false);
            }
            while (heard.AskAgain);

            if (heard.Answer is { } answer)
            {
                return answer;
            }

            _tally.TimedOut();
        }

        throw new SnmpTimeoutException(target.Address, attempts, _clock.GetElapsedTime(started), cause);
    }

    private async ValueTask<(Heard Heard, SocketException? Cause)> AskOnceAsync(AnswerPort port, SnmpTarget target, PendingRequest pending, TimeSpan patience, CancellationToken stop)
    {
        var id = _table.Add(pending);
        try
        {
            // The wait begins before the request leaves: a fake clock may be moved as soon as the device has it.
            using var deadline = _clock.CreateTimer(static state => ((PendingRequest)state!).TrySetResult(Heard.Silence), pending, patience, Timeout.InfiniteTimeSpan);
            using var stopping = stop.UnsafeRegister(static (state, token) => ((PendingRequest)state!).TrySetCanceled(token), pending);
            var cause = Send(port, target, pending, id);
            return (await pending.Task.ConfigureAwait(false), cause);
        }
        finally
        {
            _table.Remove(id);
        }
    }

    private SocketException? Send(AnswerPort port, SnmpTarget target, PendingRequest pending, int id)
    {
        using var writer = new BerWriter();
        if (pending.Secure is { } secure)
        {
            secure.Write(writer, id);
        }
        else
        {
            Span<byte> community = stackalloc byte[SnmpTarget.LongestCommunityBytes];
            CommunityMessage.Write(writer, target.Version, community[..Encoding.UTF8.GetBytes(target.Community, community)], pending.Request, id);
        }

        if (writer.Length > UdpPort.LargestDatagramBytes)
        {
            throw new ArgumentException($"The request takes {writer.Length} bytes; a datagram holds {UdpPort.LargestDatagramBytes}.", nameof(pending));
        }

        try
        {
            _tally.Sent();
            port.Send(writer.Written.Span, pending.Lane.Wire);
            return null;
        }
        catch (SocketException error)
        {
            // No route now may be a route at the next attempt: waited out like silence, and told in the end.
            return error;
        }
    }

    private AnswerPort PortFor(IPEndPoint device)
    {
        var open = device.AddressFamily == AddressFamily.InterNetwork ? Volatile.Read(ref _overIPv4) : Volatile.Read(ref _overIPv6);
        if (open is not null && !_isDisposed)
        {
            return open;
        }

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(SnmpManager));
            try
            {
                return device.AddressFamily == AddressFamily.InterNetwork
                    ? _overIPv4 ??= new AnswerPort(AddressFamily.InterNetwork, _table.Receive)
                    : _overIPv6 ??= new AnswerPort(AddressFamily.InterNetworkV6, _table.Receive);
            }
            catch (SocketException error)
            {
                throw new SnmpException(device, $"No socket to ask {device} with could be opened: {error.Message}.", error);
            }
        }
    }

    private static TimeSpan Jittered(TimeSpan timeout) => timeout + (timeout * RandomNumberGenerator.GetInt32(JitterPercent + 1) / 100);
}
