using System.Buffers;
using System.Text;
using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Security;

/// <summary>A PDU and the context it is about (RFC 3412 section 6.8).</summary>
/// <param name="ContextEngineId">The engine that has the context: for devices their own.</param>
/// <param name="Context">The context's name, empty for the default one.</param>
internal readonly record struct ScopedPdu(ReadOnlyMemory<byte> ContextEngineId, string Context, Pdu Pdu)
{
    /// <summary>Writes the whole scoped PDU.</summary>
    public void Write(BerWriter writer)
    {
        var mark = writer.Length;
        Pdu.Write(writer);
        WriteContext(writer);
        writer.Octets(BerTag.OctetString, ContextEngineId.Span);
        writer.Wrap(BerTag.Sequence, mark);
    }

    /// <summary>Reads what a message carries, decrypting it where its flags say so. Call it when the digest has been found right.</summary>
    /// <param name="asked">What an answer is expected to name, so that it is not made anew; null where nothing was asked.</param>
    /// <returns>False, with the reason, when it cannot be decrypted or read.</returns>
    public static bool TryRead(in V3Head head, LocalUser? user, out ScopedPdu scoped, out string reason, IReadOnlyList<ObjectId>? asked = null)
    {
        if ((head.Flags & MessageFlags.Encrypted) == 0)
        {
            return TryRead(new BerReader(head.Body), asked, out scoped, out reason);
        }

        scoped = default;
        reason = "the text cannot be decrypted";
        var rented = ArrayPool<byte>.Shared.Rent(head.Body.Length + PrivacyAlgorithm.LongestPaddingBytes);
        try
        {
            var buffer = rented.AsSpan(0, head.Body.Length + PrivacyAlgorithm.LongestPaddingBytes);
            head.Body.CopyTo(buffer);
            if (user is null || !user.TryDecrypt(buffer, head.Moment, head.Salt))
            {
                return false;
            }

            var reader = new BerReader(buffer[..head.Body.Length]);
            reader.Enter(BerTag.Sequence);
            return TryRead(reader, asked, out scoped, out reason);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static bool TryRead(BerReader reader, IReadOnlyList<ObjectId>? asked, out ScopedPdu scoped, out string reason)
    {
        var contextEngineId = reader.Content(BerTag.OctetString);
        var context = reader.Content(BerTag.OctetString);
        var tag = reader.NextTag;
        if (tag is < BerTag.FirstPdu or > BerTag.FirstPdu + (int)PduKind.Report or BerTag.FirstPdu + (int)PduKind.TrapV1)
        {
            reader.Refuse($"tag 0x{tag:X2} is no PDU of SNMPv3");
        }

        reader.Enter(tag);
        var requestId = reader.Integer32();
        var pdu = Pdu.ReadAfterRequestId(ref reader, (PduKind)(tag - BerTag.FirstPdu), requestId, asked);
        scoped = reader.Failed ? default : new ScopedPdu(contextEngineId.ToArray(), Encoding.UTF8.GetString(context), pdu);
        reason = reader.Reason ?? "";
        return !reader.Failed;
    }

    private void WriteContext(BerWriter writer)
    {
        if (Context.Length == 0)
        {
            writer.Octets(BerTag.OctetString, default);
            return;
        }

        writer.Octets(BerTag.OctetString, Encoding.UTF8.GetBytes(Context));
    }
}
