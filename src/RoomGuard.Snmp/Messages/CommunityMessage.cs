using RoomGuard.Snmp.Ber;

namespace RoomGuard.Snmp.Messages;

/// <summary>The message of SNMPv1 and v2c (RFC 1157 section 4, RFC 1901 section 3): version, community, one PDU.</summary>
internal static class CommunityMessage
{
    private const int NumberOfV1 = 0;
    private const int NumberOfV2c = 1;

    /// <summary>Writes a whole message.</summary>
    public static void Write(BerWriter writer, SnmpVersion version, ReadOnlySpan<byte> community, Pdu pdu) =>
        Write(writer, version, community, pdu, pdu.RequestId);

    /// <summary>Writes a whole message, its PDU under another request-id.</summary>
    public static void Write(BerWriter writer, SnmpVersion version, ReadOnlySpan<byte> community, Pdu pdu, int requestId)
    {
        var mark = writer.Length;
        pdu.Write(writer, requestId);
        writer.Octets(BerTag.OctetString, community);
        writer.Signed(BerTag.Integer, version == SnmpVersion.V1 ? NumberOfV1 : NumberOfV2c);
        writer.Wrap(BerTag.Sequence, mark);
    }

    /// <summary>Reads up to the request-id: enough to know whose answer this is before any of the rest is believed.</summary>
    /// <returns>The head; meaningless if the reader has failed.</returns>
    public static CommunityHead ReadHead(ref BerReader reader)
    {
        reader.Enter(BerTag.Sequence);
        var version = VersionOf(ref reader);
        var community = reader.Content(BerTag.OctetString);
        var tag = reader.NextTag;
        if (tag is < BerTag.FirstPdu or > BerTag.FirstPdu + (int)PduKind.Report or BerTag.FirstPdu + (int)PduKind.TrapV1)
        {
            reader.Refuse($"tag 0x{tag:X2} is no PDU that has a request-id");
            return default;
        }

        reader.Enter(tag);
        return new CommunityHead(version, community, (PduKind)(tag - BerTag.FirstPdu), reader.Integer32());
    }

    private static SnmpVersion VersionOf(ref BerReader reader)
    {
        switch (reader.Integer32())
        {
            case NumberOfV1: return SnmpVersion.V1;
            case NumberOfV2c: return SnmpVersion.V2c;
            default:
                reader.Refuse("a version that has no community");
                return default;
        }
    }
}

/// <summary>What stands before the fields of a PDU in a message with a community.</summary>
internal readonly ref struct CommunityHead(SnmpVersion version, ReadOnlySpan<byte> community, PduKind kind, int requestId)
{
    /// <summary>V1 or V2c.</summary>
    public SnmpVersion Version { get; } = version;

    /// <summary>The community, inside the datagram it was read from. A secret.</summary>
    public ReadOnlySpan<byte> Community { get; } = community;

    /// <summary>Which PDU follows; never the v1 trap.</summary>
    public PduKind Kind { get; } = kind;

    /// <summary>The PDU's request-id.</summary>
    public int RequestId { get; } = requestId;
}
