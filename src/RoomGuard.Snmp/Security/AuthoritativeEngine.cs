using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Security;

/// <summary>Our own engine, whose clock and users count: opens what is sent to it and says what is wrong with the rest (RFC 3414 section 3.2).</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class AuthoritativeEngine
{
    // Sequences, numbers and headers of a message with nothing in it, the padding of DES included; engine ids, names and digest come on top.
    private const int EnvelopeBytes = 120;

    private readonly TimeProvider _clock;
    private readonly LocalUser[] _users;
    private readonly int _boots;
    private readonly long _started;
    private readonly long[] _problems = new long[(int)SnmpSecurityProblem.Other + 1];

    /// <param name="boots">How often the engine was started, 0 to 2^31 - 2; the caller keeps the count over restarts.</param>
    /// <exception cref="ArgumentException">A user's settings do not fit together, or two users have one name.</exception>
    public AuthoritativeEngine(SnmpEngineId id, int boots, IReadOnlyList<SnmpUser> users, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(boots);
        ArgumentOutOfRangeException.ThrowIfEqual(boots, int.MaxValue);
        if (users.GroupBy(static user => user.Name).FirstOrDefault(static same => same.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"There are two SNMPv3 users named {twice.Key}.", nameof(users));
        }

        var keys = new KeyRing();
        Id = id;
        _boots = boots;
        _clock = clock;
        _started = clock.GetTimestamp();
        _users = [.. users.Select(user => keys.For(user.Checked(), id))];
    }

    public SnmpEngineId Id { get; }

    /// <summary>Our own time.</summary>
    public EngineMoment Now => new(_boots, (int)Math.Min(_clock.GetElapsedTime(_started).TotalSeconds, int.MaxValue));

    /// <summary>How many messages were refused for this.</summary>
    public long CountOf(SnmpSecurityProblem problem) => Interlocked.Read(ref _problems[(int)problem]);

    /// <summary>Checks a message and reads what it carries.</summary>
    public Opening Open(ReadOnlySpan<byte> datagram, in V3Head head)
    {
        if (!head.EngineId.SequenceEqual(Id.Span))
        {
            return Refused(SnmpSecurityProblem.UnknownEngine, null);
        }

        var user = Find(head.UserName);
        if (user is null)
        {
            return Refused(SnmpSecurityProblem.UnknownUser, null);
        }

        // Neither less nor more: who has keys must use them, and a device that plays many must not be read in clear text.
        if (head.Level != user.Level)
        {
            return Refused(SnmpSecurityProblem.UnsupportedLevel, null);
        }

        if ((head.Flags & MessageFlags.Authenticated) != 0)
        {
            if (!user.HasSigned(datagram, head.Mac))
            {
                return Refused(SnmpSecurityProblem.WrongDigest, null);
            }

            if (!IsInTime(head.Moment))
            {
                return Refused(SnmpSecurityProblem.NotInTimeWindow, user);
            }
        }

        if (ScopedPdu.TryRead(head, user, out var scoped, out _))
        {
            return new Opening(null, user, scoped);
        }

        return (head.Flags & MessageFlags.Encrypted) != 0 ? Refused(SnmpSecurityProblem.DecryptionFailed, user) : default;
    }

    /// <summary>Writes the Report that tells the sender what was wrong; nothing when it asked for none.</summary>
    /// <param name="signer">Who signs it; null for a Report that nobody could check.</param>
    public void Report(BerWriter writer, in V3Head head, SnmpSecurityProblem problem, LocalUser? signer)
    {
        if ((head.Flags & MessageFlags.Reportable) == 0)
        {
            return;
        }

        // RFC 3412 section 7.1, step 3c: the request-id is that of the request where it can be read, and 0 where it cannot.
        var requestId = (head.Flags & MessageFlags.Encrypted) == 0 && ScopedPdu.TryRead(head, null, out var asked, out _) ? asked.Pdu.RequestId : 0;
        var told = new VarBind(UsmReport.ObjectOf(problem), SnmpValue.Counter32(unchecked((uint)CountOf(problem))));
        var flags = signer is null ? MessageFlags.None : MessageFlags.Authenticated;
        V3Message.Write(
            writer,
            new V3Envelope(head.MessageId, flags, Id, Now, head.UserName.ToArray()),
            signer,
            new ScopedPdu(Id.Bytes, "", new Pdu(PduKind.Report, requestId, 0, 0, [told])));
    }

    /// <summary>Writes an answer at the level of the question.</summary>
    public void Answer(BerWriter writer, in V3Head head, LocalUser user, in ScopedPdu answer) =>
        V3Message.Write(writer, new V3Envelope(head.MessageId, head.Level, Id, Now, user.Name), user, answer);

    /// <summary>Bytes that varbinds may take in an answer which is to have at most <paramref name="maxMessageBytes"/>.</summary>
    public static int RoomBytes(int maxMessageBytes, in V3Head head, in ScopedPdu asked) =>
        Math.Min(maxMessageBytes, head.MaxMessageBytes) - EnvelopeBytes - head.EngineId.Length - head.UserName.Length - head.Mac.Length
        - asked.ContextEngineId.Length - (asked.Context.Length * 3);

    /// <summary>Counts a message that is refused for what it carries.</summary>
    public Opening Refused(SnmpSecurityProblem problem, LocalUser? signer)
    {
        Interlocked.Increment(ref _problems[(int)problem]);
        return new Opening(problem, signer, default);
    }

    /// <summary>RFC 3414 section 3.2, step 7a: as many boots, and at most 150 s to either side.</summary>
    private bool IsInTime(EngineMoment told)
    {
        var now = Now;
        return told.Boots == now.Boots && Math.Abs((long)told.Seconds - now.Seconds) <= EngineClock.WindowSeconds;
    }

    private LocalUser? Find(ReadOnlySpan<byte> name)
    {
        foreach (var user in _users)
        {
            if (name.SequenceEqual(user.Name.Span))
            {
                return user;
            }
        }

        return null;
    }
}

/// <summary>What came of opening a message: a user and what it asks, or a refusal; neither when it cannot be read.</summary>
/// <param name="Problem">Why it is refused; null when it is not.</param>
/// <param name="User">Who sent it, or, with a refusal, who signs the Report of it: null when nobody can.</param>
internal readonly record struct Opening(SnmpSecurityProblem? Problem, LocalUser? User, ScopedPdu Scoped)
{
    /// <summary>Whether it was opened.</summary>
    public bool IsOpen => Problem is null && User is not null;
}
