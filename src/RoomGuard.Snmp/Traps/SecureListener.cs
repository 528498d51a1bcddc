using System.Net;
using System.Text;
using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Security;

namespace RoomGuard.Snmp.Traps;

/// <summary>Opens traps and informs of SNMPv3, without any socket. A trap counts by its sender's clock, an inform by ours (RFC 3414 section 1.5.1).</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class SecureListener
{
    private const int MostSenders = 16_384;

    private readonly Dictionary<string, SnmpUser> _users;
    private readonly AuthoritativeEngine _engine;
    private readonly TimeProvider _clock;
    private readonly KeyRing _keys = new();
    private readonly Dictionary<SnmpEngineId, TrapSender> _senders = [];
    private readonly ReplayGuard _informs = new();

    /// <exception cref="ArgumentException">A user's settings do not fit together, or two users have one name.</exception>
    public SecureListener(TrapReceiverOptions options, TimeProvider clock)
    {
        _engine = new AuthoritativeEngine(options.EngineId, options.Boots, options.Users, clock);
        _users = options.Users.ToDictionary(static user => user.Name, StringComparer.Ordinal);
        _clock = clock;
    }

    /// <summary>Opens one message.</summary>
    /// <param name="answer">Empty; holds afterwards what to send: a Report at once, the acknowledgement of an inform when it has been taken.</param>
    public Heard Open(ReadOnlySpan<byte> datagram, IPEndPoint sender, BerWriter answer)
    {
        if (!V3Head.TryRead(datagram, out var head, out _))
        {
            return new Heard(NotificationFate.Malformed);
        }

        // Only who waits for an answer counts by our clock; a trap asks for none and brings its own engine.
        var isToUs = (head.Flags & MessageFlags.Reportable) != 0 || head.EngineId.IsEmpty || head.EngineId.SequenceEqual(_engine.Id.Span);
        return isToUs ? OpenInform(datagram, head, sender, answer) : OpenTrap(datagram, head, sender);
    }

    private Heard OpenInform(ReadOnlySpan<byte> datagram, in V3Head head, IPEndPoint sender, BerWriter answer)
    {
        var opening = _engine.Open(datagram, head);
        if (opening.Problem is { } problem)
        {
            _engine.Report(answer, head, problem, opening.User);
            return new Heard(FateOf(problem));
        }

        if (!opening.IsOpen || Notification(opening.Scoped, opening.User!, sender) is not { } told)
        {
            return new Heard(NotificationFate.Malformed);
        }

        // The same bytes from elsewhere are somebody else's doing. From the same place they may be an inform sent again.
        if (!head.Mac.IsEmpty && !_informs.IsNew(head.Mac, sender, out var first) && !(told.IsInform && first.Equals(sender)))
        {
            return new Heard(NotificationFate.Replayed);
        }

        if (told.IsInform)
        {
            // The context must be the one that was asked with, engine id included, or Net-SNMP throws the acknowledgement away.
            _engine.Answer(answer, head, opening.User!, opening.Scoped with { Pdu = NotificationReader.Acknowledging(opening.Scoped.Pdu) });
        }

        return new Heard(NotificationFate.Queued, told, opening.Scoped.Pdu);
    }

    private Heard OpenTrap(ReadOnlySpan<byte> datagram, in V3Head head, IPEndPoint sender)
    {
        if (!_users.TryGetValue(Encoding.UTF8.GetString(head.UserName), out var user))
        {
            return new Heard(NotificationFate.UnknownUser);
        }

        var local = _keys.ForStranger(user, SnmpEngineId.OfDevice(head.EngineId));
        if (head.Level != local.Level)
        {
            return new Heard(NotificationFate.WrongLevel);
        }

        if (local.Level != MessageFlags.None && Check(datagram, head, local, sender) is { } refusal)
        {
            return new Heard(refusal);
        }

        if (!ScopedPdu.TryRead(head, local, out var scoped, out _))
        {
            return new Heard((head.Flags & MessageFlags.Encrypted) != 0 ? NotificationFate.DecryptionFailed : NotificationFate.Malformed);
        }

        return Notification(scoped, local, sender) is { IsInform: false } told
            ? new Heard(NotificationFate.Queued, told, scoped.Pdu)
            : new Heard(NotificationFate.Malformed);
    }

    /// <summary>Why an authenticated trap does not count; null when it does. An engine is kept only from its first right digest on.</summary>
    private NotificationFate? Check(ReadOnlySpan<byte> datagram, in V3Head head, LocalUser local, IPEndPoint from)
    {
        if (!local.HasSigned(datagram, head.Mac))
        {
            return NotificationFate.WrongDigest;
        }

        if (!_senders.TryGetValue(local.Engine, out var sender))
        {
            if (_senders.Count >= MostSenders)
            {
                _senders.Remove(_senders.Keys.First());
            }

            _senders[local.Engine] = sender = new TrapSender(new EngineClock(_clock), new ReplayGuard());
        }

        _keys.Keep(local);
        if (!sender.Clock.Accepts(head.Moment))
        {
            return NotificationFate.NotInTimeWindow;
        }

        return sender.Replays.IsNew(head.Mac, from, out _) ? null : NotificationFate.Replayed;
    }

    private static SnmpNotification? Notification(in ScopedPdu scoped, LocalUser user, IPEndPoint sender) =>
        NotificationReader.Of(scoped.Pdu, sender, SnmpVersion.V3) is { } told ? told with { User = user.User.Name, Context = scoped.Context } : null;

    private static NotificationFate FateOf(SnmpSecurityProblem problem) => problem switch
    {
        SnmpSecurityProblem.UnknownEngine => NotificationFate.Discovery,
        SnmpSecurityProblem.UnknownUser => NotificationFate.UnknownUser,
        SnmpSecurityProblem.UnsupportedLevel => NotificationFate.WrongLevel,
        SnmpSecurityProblem.WrongDigest => NotificationFate.WrongDigest,
        SnmpSecurityProblem.NotInTimeWindow => NotificationFate.NotInTimeWindow,
        SnmpSecurityProblem.DecryptionFailed => NotificationFate.DecryptionFailed,
        _ => NotificationFate.Malformed,
    };

    private sealed record TrapSender(EngineClock Clock, ReplayGuard Replays);
}
