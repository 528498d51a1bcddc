using System.Net;
using System.Net.Sockets;
using RoomGuard.Snmp.Agents;
using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Requests;

namespace RoomGuard.Snmp;

/// <summary>The other side of SNMP: answers GET, GETNEXT, GETBULK and SET of v2c from a tree, as a device would.</summary>
/// <remarks>
/// Made for playing devices. A wrong community, another version and anything unreadable get silence and are counted, as
/// RFC 3584 section 5.2 has it. Thread-safe.
/// </remarks>
public sealed class SnmpAgent : IAsyncDisposable
{
    /// <summary>The smallest message every agent must be able to send, in bytes (RFC 3417 section 3.2).</summary>
    public const int LeastMessageBytes = 484;

    private readonly string _readCommunity;
    private readonly IMibTree _tree;
    private readonly UdpPort _port;
    private readonly long[] _outcomes = new long[4];
    private Responder? _responder;
    private long _ignored;
    private volatile bool _isSilent;

    /// <summary>Takes the port; nothing is answered before <see cref="Start"/>.</summary>
    /// <param name="bind">Address and port; port 0 lets the system choose one, see <see cref="Endpoint"/>.</param>
    /// <exception cref="SocketException">The port is taken, or the address is not of this machine.</exception>
    public SnmpAgent(IPEndPoint bind, string readCommunity, IMibTree tree)
    {
        ArgumentNullException.ThrowIfNull(bind);
        ArgumentNullException.ThrowIfNull(readCommunity);
        ArgumentNullException.ThrowIfNull(tree);
        _readCommunity = readCommunity;
        _tree = tree;
        _port = new UdpPort(bind, AnswerAsync, TimeProvider.System);
    }

    /// <summary>Where managers find this agent.</summary>
    public IPEndPoint Endpoint => _port.Endpoint;

    /// <summary>The community that may SET as well as read; null, as it is unless told, lets nobody SET.</summary>
    public string? WriteCommunity { get; init; }

    /// <summary>Largest response in bytes, 484 to 65,507: a longer one is cut (GETBULK) or refused with tooBig. 65,507 unless told.</summary>
    public int MaxMessageBytes
    {
        get;
        init => field = value is >= LeastMessageBytes and <= UdpPort.LargestDatagramBytes
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"A message has from {LeastMessageBytes} to {UdpPort.LargestDatagramBytes} bytes.");
    } = UdpPort.LargestDatagramBytes;

    /// <summary>Whether requests are swallowed without an answer, as by a card that has lost its power.</summary>
    public bool IsSilent
    {
        get => _isSilent;
        set => _isSilent = value;
    }

    /// <summary>What was received so far.</summary>
    public SnmpAgentCounts Counts => new()
    {
        Answered = Interlocked.Read(ref _outcomes[(int)Responder.Outcome.Answered]),
        WrongCommunity = Interlocked.Read(ref _outcomes[(int)Responder.Outcome.WrongCommunity]),
        UnsupportedVersion = Interlocked.Read(ref _outcomes[(int)Responder.Outcome.UnsupportedVersion]),
        Malformed = Interlocked.Read(ref _outcomes[(int)Responder.Outcome.Malformed]),
        Ignored = Interlocked.Read(ref _ignored),
    };

    /// <summary>Begins to answer. Call once.</summary>
    /// <exception cref="InvalidOperationException">It was called before.</exception>
    public void Start()
    {
        if (Interlocked.CompareExchange(ref _responder, new Responder(_readCommunity, WriteCommunity, _tree, MaxMessageBytes), null) is not null)
        {
            throw new InvalidOperationException("The agent has been started.");
        }

        _port.Start();
    }

    /// <summary>Stops answering and frees the port.</summary>
    public ValueTask DisposeAsync() => _port.DisposeAsync();

    private async ValueTask AnswerAsync(ReadOnlyMemory<byte> datagram, IPEndPoint sender)
    {
        if (_isSilent)
        {
            Interlocked.Increment(ref _ignored);
            return;
        }

        using var answer = new BerWriter();
        var outcome = _responder!.Answer(datagram.Span, answer);
        Interlocked.Increment(ref _outcomes[(int)outcome]);
        if (outcome == Responder.Outcome.Answered)
        {
            await _port.SendAsync(answer.Written, sender, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
