using System.Net;
using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Security;

/// <summary>Whom a request of SNMPv3 goes to, in whose name, and about which context (empty for the default one).</summary>
internal sealed record SecurePeer(IPEndPoint Device, SnmpUser User, string Context);

/// <summary>One request of SNMPv3 from discovery to answer: what to send next, and what each datagram means. Sends and waits for nothing itself.</summary>
/// <remarks>
/// <para>What comes without a digest is believed in one thing only: where to try. A discovered engine is kept when it has
/// given an answer whose digest is right; until then an engine that was known stays known.</para>
/// <para>Message ids must be random and new for each <see cref="Write"/>: they are what tells a fresh authentic message from an old one.
/// For that reason an authentic notInTimeWindows may set the device's clock backwards, which RFC 3414 section 3.2 step 7b
/// does not have: cards that lose their boots counter would be silent for ever.</para>
/// <para>Not thread-safe: one thread at a time.</para>
/// </remarks>
internal sealed class SecureExchange
{
    private const int MostDiscoveries = 2;
    private const int MostResynchronisations = 2;

    private readonly EngineTable _engines;
    private readonly SecurePeer _peer;
    private readonly Pdu _request;
    private RemoteEngine? _engine;
    private int _discoveries;
    private int _resynchronisations;

    /// <param name="request">A request-id other than 0 stays the same in every datagram, as an inform wants it; 0 becomes the message id of each.</param>
    /// <exception cref="ArgumentException">The user's settings do not fit together.</exception>
    public SecureExchange(EngineTable engines, SecurePeer peer, Pdu request)
    {
        peer.User.Checked();
        _engines = engines;
        _peer = peer;
        _request = request;
        _engine = engines.Find(peer.Device);
    }

    /// <summary>Reads just the msgID of a datagram; false for whatever is not SNMPv3.</summary>
    public static bool TryReadMessageId(ReadOnlySpan<byte> datagram, out int messageId) => V3Head.TryReadMessageId(datagram, out messageId);

    /// <summary>Writes the next datagram: a discovery while the engine is unknown, the request from then on.</summary>
    /// <param name="writer">Empty.</param>
    /// <param name="messageId">msgID and request-id, 1 to 2^31 - 1.</param>
    public void Write(BerWriter writer, int messageId)
    {
        if (_engine is not { } engine)
        {
            var question = new ScopedPdu(default, "", new Pdu(PduKind.Get, messageId, 0, 0, []));
            V3Message.Write(writer, new V3Envelope(messageId, MessageFlags.Reportable, SnmpEngineId.None, default, default), null, question);
            return;
        }

        var user = engine.For(_peer.User);
        var scoped = new ScopedPdu(engine.Id.Bytes, _peer.Context, _request.RequestId == 0 ? _request with { RequestId = messageId } : _request);
        V3Message.Write(writer, new V3Envelope(messageId, user.Level | MessageFlags.Reportable, engine.Id, engine.Now, user.Name), user, scoped);
    }

    /// <summary>Takes a datagram that came from the device and carries the msgID of the last <see cref="Write"/>.</summary>
    public SecureOutcome Take(ReadOnlySpan<byte> datagram)
    {
        if (!V3Head.TryRead(datagram, out var head, out var reason))
        {
            return SecureOutcome.Ignore(reason);
        }

        if (_engine is not { } engine)
        {
            return Discover(head);
        }

        var user = engine.For(_peer.User);
        if ((head.Flags & MessageFlags.Authenticated) != 0)
        {
            return TakeAuthenticated(datagram, head, engine, user);
        }

        if (!ScopedPdu.TryRead(head, null, out var scoped, out reason, _request.Ids))
        {
            return user.Level == MessageFlags.None ? Unreadable(reason) : SecureOutcome.Ignore(reason);
        }

        return scoped.Pdu.Kind switch
        {
            PduKind.Report => TakeHint(head, user, scoped.Pdu),
            _ when user.Level != MessageFlags.None => SecureOutcome.Ignore("an answer without the digest that was asked for"),
            _ => TakeAnswer(head, engine, scoped.Pdu),
        };
    }

    private SecureOutcome Discover(in V3Head head)
    {
        if (!ScopedPdu.TryRead(head, null, out var scoped, out var reason))
        {
            return SecureOutcome.Ignore(reason);
        }

        if (scoped.Pdu.Kind != PduKind.Report || head.EngineId.IsEmpty)
        {
            return SecureOutcome.Ignore("no Report of an engine in answer to a discovery");
        }

        return TryCandidate(head) ? SecureOutcome.AskAgain : Failed(SnmpSecurityProblem.UnknownEngine, scoped.Pdu);
    }

    private SecureOutcome TakeAuthenticated(ReadOnlySpan<byte> datagram, in V3Head head, RemoteEngine engine, LocalUser user)
    {
        if (!head.EngineId.SequenceEqual(engine.Id.Span) || !head.UserName.SequenceEqual(user.Name.Span))
        {
            return SecureOutcome.Ignore("a message of another engine or to another user");
        }

        if (!user.HasSigned(datagram, head.Mac))
        {
            return SecureOutcome.Ignore("a digest that is wrong");
        }

        var isInTime = engine.Clock.Accepts(head.Moment);
        if (!ScopedPdu.TryRead(head, user, out var scoped, out var reason, _request.Ids))
        {
            return (head.Flags & MessageFlags.Encrypted) == 0
                ? Unreadable(reason)
                : SecureOutcome.Failed(new SnmpSecurityException(_peer.Device, _peer.User, SnmpSecurityProblem.DecryptionFailed, $"the answer cannot be decrypted: {reason}."));
        }

        if (scoped.Pdu.Kind == PduKind.Report)
        {
            return TakeReport(head, engine, scoped.Pdu);
        }

        if (!isInTime || head.Level != user.Level)
        {
            return SecureOutcome.Ignore(isInTime ? "an answer of another security level" : "an answer from outside the time window");
        }

        return TakeAnswer(head, engine, scoped.Pdu);
    }

    private SecureOutcome TakeAnswer(in V3Head head, RemoteEngine engine, Pdu answer)
    {
        if (answer.Kind != PduKind.Response || answer.RequestId != (_request.RequestId == 0 ? head.MessageId : _request.RequestId))
        {
            return SecureOutcome.Ignore("no answer to this request");
        }

        _engines.Keep(_peer.Device, engine);
        return SecureOutcome.Answer(answer);
    }

    /// <summary>A Report whose digest is right.</summary>
    private SecureOutcome TakeReport(in V3Head head, RemoteEngine engine, Pdu report)
    {
        var problem = UsmReport.ProblemOf(report);
        if (problem != SnmpSecurityProblem.NotInTimeWindow || _resynchronisations == MostResynchronisations)
        {
            return Failed(problem, report);
        }

        _resynchronisations++;
        engine.Clock.Reset(head.Moment);
        _engines.Keep(_peer.Device, engine);
        return SecureOutcome.AskAgain;
    }

    /// <summary>A Report that nobody signed: it may end this request, and it changes nothing that is known.</summary>
    private SecureOutcome TakeHint(in V3Head head, LocalUser user, Pdu report)
    {
        var problem = UsmReport.ProblemOf(report);
        switch (problem)
        {
            case SnmpSecurityProblem.UnknownEngine:
                return !head.EngineId.IsEmpty && TryCandidate(head) ? SecureOutcome.AskAgain : Failed(problem, report);
            case SnmpSecurityProblem.UnknownUser or SnmpSecurityProblem.WrongDigest or SnmpSecurityProblem.UnsupportedLevel or SnmpSecurityProblem.NotInTimeWindow:
                return Failed(problem, report);
            default:
                return user.Level == MessageFlags.None ? Failed(problem, report) : SecureOutcome.Ignore("a Report without a digest");
        }
    }

    private bool TryCandidate(in V3Head head)
    {
        if (_discoveries == MostDiscoveries)
        {
            return false;
        }

        _discoveries++;
        _engine = _engines.Candidate(SnmpEngineId.OfDevice(head.EngineId), head.Moment);
        return true;
    }

    private SecureOutcome Failed(SnmpSecurityProblem problem, Pdu report) => SecureOutcome.Failed(UsmReport.ErrorOf(_peer.Device, _peer.User, problem, report));

    private SecureOutcome Unreadable(string reason) => SecureOutcome.Failed(new SnmpDecodeException(_peer.Device, 0, reason));
}
