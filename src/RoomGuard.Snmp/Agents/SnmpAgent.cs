using System.Net;
using System.Net.Sockets;
using RoomGuard.Snmp.Agents;
using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Requests;
using RoomGuard.Snmp.Security;

namespace RoomGuard.Snmp;

/// <summary>The other side of SNMP: answers GET, GETNEXT, GETBULK and SET of v1, v2c and v3 from a tree, as a device would.</summary>
/// <remarks>
/// Made for playing devices. A wrong community and anything unreadable get silence and are counted, as RFC 3584 section 5.2
/// has it; SNMPv3 is answered when there are users, and what is wrong with a request is told in a Report (RFC 3414 section 3.2).
/// Thread-safe.
/// </remarks>
public sealed class SnmpAgent : IAsyncDisposable
{
    /// <summary>The smallest message every agent must be able to send, in bytes (RFC 3417 section 3.2).</summary>
    public const int LeastMessageBytes = 484;

    private readonly string _readCommunity;
    private readonly IMibTree _tree;
    private readonly TimeProvider _clock;
    private readonly UdpPort _port;
    private readonly long[] _outcomes = new long[5];
    private Responder? _responder;
    private long _ignored;
    private volatile bool _isSilent;

    /// <summary>Takes the port; nothing is answered before <see cref="Start"/>.</summary>
    /// <param name="bind">Address and port; port 0 lets the system choose one, see <see cref="Endpoint"/>.</param>
    /// <exception cref="SocketException">The port is taken, or the address is not of this machine.</exception>
    public SnmpAgent(IPEndPoint bind, string readCommunity, IMibTree tree)
        : this(bind, readCommunity, tree, TimeProvider.System)
    {
    }

    /// <summary>As the other one, with a clock of the caller's for the time of SNMPv3.</summary>
    /// <exception cref="SocketException">The port is taken, or the address is not of this machine.</exception>
    public SnmpAgent(IPEndPoint bind, string readCommunity, IMibTree tree, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(bind);
        ArgumentNullException.ThrowIfNull(readCommunity);
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(clock);
        _readCommunity = readCommunity;
        _tree = tree;
        _clock = clock;
        _port = new UdpPort(bind, AnswerAsync, clock);
    }

    /// <summary>Where managers find this agent.</summary>
    public IPEndPoint Endpoint => _port.Endpoint;

    /// <summary>The community that may SET as well as read; null, as it is unless told, lets nobody SET.</summary>
    public string? WriteCommunity { get; init; }

    /// <summary>Users of SNMPv3 who may read, each with exactly its own protocols; none unless told.</summary>
    public IReadOnlyList<SnmpUser> Users { get; init; } = [];

    /// <summary>Users of SNMPv3 who may SET as well as read; none unless told.</summary>
    public IReadOnlyList<SnmpUser> WriteUsers { get; init; } = [];

    /// <summary>What this agent calls itself in SNMPv3; a random one unless told.</summary>
    public SnmpEngineId EngineId { get; init; } = SnmpEngineId.Random();

    /// <summary>How often the agent with this engine id was started, 0 to 2^31 - 2; 1 unless told. A smaller one than last time makes managers refuse its answers.</summary>
    public int Boots { get; init; } = 1;

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
        Refused = Interlocked.Read(ref _outcomes[(int)Responder.Outcome.Refused]),
        Ignored = Interlocked.Read(ref _ignored),
    };

    /// <summary>Begins to answer. Call once.</summary>
    /// <exception cref="InvalidOperationException">It was called before.</exception>
    /// <exception cref="ArgumentException">A user's settings do not fit together, or two users have one name.</exception>
    public void Start()
    {
        if (Interlocked.CompareExchange(ref _responder, new Responder(_readCommunity, WriteCommunity, _tree, MaxMessageBytes, Secure()), null) is not null)
        {
            throw new InvalidOperationException("The agent has been started.");
        }

        _port.Start();
    }

    /// <summary>Stops answering and frees the port.</summary>
    public ValueTask DisposeAsync() => _port.DisposeAsync();

    private SecureResponder? Secure()
    {
        if (Users.Count + WriteUsers.Count == 0)
        {
            return null;
        }

        var engine = new AuthoritativeEngine(EngineId, Boots, [.. Users, .. WriteUsers], _clock);
        return new SecureResponder(engine, WriteUsers.Select(static user => user.Name).ToHashSet(StringComparer.Ordinal), _tree, MaxMessageBytes);
    }

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
        if (answer.Length > 0)
        {
            await _port.SendAsync(answer.Written, sender, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
