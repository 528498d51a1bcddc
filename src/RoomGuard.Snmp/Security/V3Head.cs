using RoomGuard.Snmp.Ber;

namespace RoomGuard.Snmp.Security;

/// <summary>msgFlags of RFC 3412 section 6.4, bit for bit.</summary>
[Flags]
internal enum MessageFlags : byte
{
    None = 0,
    Authenticated = 1,
    Encrypted = 2,
    Reportable = 4,

    /// <summary>The two bits that make the security level.</summary>
    Level = Authenticated | Encrypted,
}

/// <summary>An SNMPv3 message up to its scoped PDU, as it stands in the datagram: nothing here is proven yet (RFC 3412 section 6, RFC 3414 section 2.4).</summary>
internal readonly ref struct V3Head
{
    private const int NumberOfV3 = 3;
    private const int UserSecurityModel = 3;
    private const int LongestNameBytes = 32;

    /// <summary>Ties an answer to its question; not negative.</summary>
    public int MessageId { get; private init; }

    /// <summary>Largest message the sender can take, in bytes; at least 484.</summary>
    public int MaxMessageBytes { get; private init; }

    public MessageFlags Flags { get; private init; }

    /// <summary>The authoritative engine; empty in a discovery.</summary>
    public ReadOnlySpan<byte> EngineId { get; private init; }

    /// <summary>The authoritative engine's time as the sender has it.</summary>
    public EngineMoment Moment { get; private init; }

    public ReadOnlySpan<byte> UserName { get; private init; }

    /// <summary>The digest, inside the datagram.</summary>
    public ReadOnlySpan<byte> Mac { get; private init; }

    public ReadOnlySpan<byte> Salt { get; private init; }

    /// <summary>Content of the scoped PDU, or its cipher text where <see cref="Flags"/> say so.</summary>
    public ReadOnlySpan<byte> Body { get; private init; }

    public MessageFlags Level => Flags & MessageFlags.Level;

    /// <summary>Reads the head. False, with the reason, for anything that is not SNMPv3 with the user-based security model.</summary>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out V3Head head, out string reason)
    {
        head = default;
        var reader = new BerReader(datagram);
        reader.Enter(BerTag.Sequence);
        Expect(ref reader, NumberOfV3, "a version that is not 3");
        var afterHeader = reader.Enter(BerTag.Sequence);
        var messageId = AtLeast(ref reader, 0, "msgID");
        var maxMessageBytes = AtLeast(ref reader, SnmpAgent.LeastMessageBytes, "msgMaxSize");
        var flags = reader.Content(BerTag.OctetString);
        Expect(ref reader, UserSecurityModel, "a security model that is not the user-based one");
        reader.Leave(afterHeader);
        var parameters = new BerReader(reader.Content(BerTag.OctetString));
        var body = reader.Content(out var bodyTag);
        if (!reader.Failed && (flags.Length != 1 || !Allows((MessageFlags)flags[0], bodyTag)))
        {
            reader.Refuse("msgFlags that do not fit the message");
        }

        if (reader.Reason is { } fault)
        {
            reason = fault;
            return false;
        }

        parameters.Enter(BerTag.Sequence);
        head = new V3Head
        {
            MessageId = messageId,
            MaxMessageBytes = maxMessageBytes,
            Flags = (MessageFlags)flags[0],
            EngineId = Limited(ref parameters, SnmpEngineId.LongestBytes, "an engine id"),
            Moment = new EngineMoment(AtLeast(ref parameters, 0, "engine boots"), AtLeast(ref parameters, 0, "engine time")),
            UserName = Limited(ref parameters, LongestNameBytes, "a user name"),
            Mac = Limited(ref parameters, AuthenticationAlgorithm.LongestMacBytes, "a digest"),
            Salt = Limited(ref parameters, PrivacyAlgorithm.SaltBytes, "a salt"),
            Body = body,
        };
        reason = parameters.Reason ?? "";
        return !parameters.Failed;
    }

    /// <summary>Reads just the msgID: enough to know whose answer this may be. False for whatever is not SNMPv3.</summary>
    public static bool TryReadMessageId(ReadOnlySpan<byte> datagram, out int messageId)
    {
        var reader = new BerReader(datagram);
        reader.Enter(BerTag.Sequence);
        Expect(ref reader, NumberOfV3, "a version that is not 3");
        reader.Enter(BerTag.Sequence);
        messageId = reader.Integer32();
        return !reader.Failed;
    }

    // Privacy without authentication is refused before anything else (RFC 3412 section 7.2, step 5).
    private static bool Allows(MessageFlags flags, byte bodyTag) => (flags & MessageFlags.Level) switch
    {
        MessageFlags.Encrypted => false,
        MessageFlags.Level => bodyTag == BerTag.OctetString,
        _ => bodyTag == BerTag.Sequence,
    };

    private static void Expect(ref BerReader reader, int wanted, string fault)
    {
        if (reader.Integer32() != wanted)
        {
            reader.Refuse(fault);
        }
    }

    private static int AtLeast(ref BerReader reader, int least, string what)
    {
        var value = reader.Integer32();
        if (value < least)
        {
            reader.Refuse($"{what} of {value}");
        }

        return value;
    }

    private static ReadOnlySpan<byte> Limited(scoped ref BerReader reader, int most, string what)
    {
        var content = reader.Content(BerTag.OctetString);
        if (content.Length > most)
        {
            reader.Refuse($"{what} of {content.Length} bytes");
        }

        return content;
    }
}
