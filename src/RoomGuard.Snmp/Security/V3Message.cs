using System.Buffers;
using System.Runtime.InteropServices;
using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Requests;

namespace RoomGuard.Snmp.Security;

/// <summary>What of an SNMPv3 message is neither user nor PDU.</summary>
/// <param name="MessageId">msgID, not negative.</param>
/// <param name="Authority">The authoritative engine: the one that is asked, or that tells without being asked.</param>
/// <param name="Moment">Its time, as well as the sender knows it.</param>
/// <param name="UserName">As messages carry it; empty in a discovery.</param>
internal readonly record struct V3Envelope(int MessageId, MessageFlags Flags, SnmpEngineId Authority, EngineMoment Moment, ReadOnlyMemory<byte> UserName);

/// <summary>Writes the message of SNMPv3 with the user-based security model: RFC 3412 section 6, RFC 3414 section 2.4.</summary>
internal static class V3Message
{
    private const int NumberOfV3 = 3;
    private const int UserSecurityModel = 3;

    // A digest is shorter than 128 bytes: tag and length before it take two.
    private const int MacHeaderBytes = 2;

    /// <summary>Writes a whole message: encrypts and signs as the envelope's flags say, with the keys of <paramref name="user"/>.</summary>
    /// <param name="writer">Empty: the digest is of all that is in it.</param>
    /// <param name="user">May be null when the flags say neither.</param>
    public static void Write(BerWriter writer, in V3Envelope envelope, LocalUser? user, in ScopedPdu scoped)
    {
        Span<byte> salt = stackalloc byte[PrivacyAlgorithm.SaltBytes];
        if ((envelope.Flags & MessageFlags.Encrypted) != 0)
        {
            WriteEncrypted(writer, scoped, user!, envelope.Moment, salt);
        }
        else
        {
            salt = default;
            scoped.Write(writer);
        }

        var isSigned = (envelope.Flags & MessageFlags.Authenticated) != 0;
        var macEnd = WriteParameters(writer, envelope, isSigned ? user!.MacBytes : 0, salt);
        WriteHeader(writer, envelope);
        writer.Signed(BerTag.Integer, NumberOfV3);
        writer.Wrap(BerTag.Sequence, 0);
        if (isSigned)
        {
            // The writer's own buffer: the digest is put where zeros stand, and nothing is written twice.
            var message = MemoryMarshal.AsMemory(writer.Written).Span;
            user!.Sign(message, message.Length - macEnd);
        }
    }

    private static void WriteEncrypted(BerWriter writer, in ScopedPdu scoped, LocalUser user, in EngineMoment moment, Span<byte> salt)
    {
        using var plain = new BerWriter();
        scoped.Write(plain);
        var rented = ArrayPool<byte>.Shared.Rent(plain.Length + PrivacyAlgorithm.LongestPaddingBytes);
        plain.Written.Span.CopyTo(rented);
        var length = user.Encrypt(rented.AsSpan(0, plain.Length + PrivacyAlgorithm.LongestPaddingBytes), moment, salt);
        writer.Octets(BerTag.OctetString, rented.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <returns>How far before the end of the message the digest begins, in bytes.</returns>
    private static int WriteParameters(BerWriter writer, in V3Envelope envelope, int macBytes, ReadOnlySpan<byte> salt)
    {
        Span<byte> blank = stackalloc byte[macBytes];
        var mark = writer.Length;
        writer.Octets(BerTag.OctetString, salt);
        writer.Octets(BerTag.OctetString, blank);
        var macEnd = writer.Length - MacHeaderBytes;
        writer.Octets(BerTag.OctetString, envelope.UserName.Span);
        writer.Signed(BerTag.Integer, envelope.Moment.Seconds);
        writer.Signed(BerTag.Integer, envelope.Moment.Boots);
        writer.Octets(BerTag.OctetString, envelope.Authority.Span);
        writer.Wrap(BerTag.Sequence, mark);
        writer.Wrap(BerTag.OctetString, mark);
        return macEnd;
    }

    private static void WriteHeader(BerWriter writer, in V3Envelope envelope)
    {
        var mark = writer.Length;
        writer.Signed(BerTag.Integer, UserSecurityModel);
        writer.Octets(BerTag.OctetString, [(byte)envelope.Flags]);
        writer.Signed(BerTag.Integer, UdpPort.LargestDatagramBytes);
        writer.Signed(BerTag.Integer, envelope.MessageId);
        writer.Wrap(BerTag.Sequence, mark);
    }
}
