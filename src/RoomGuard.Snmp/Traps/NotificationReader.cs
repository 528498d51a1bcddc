using System.Net;
using System.Security.Cryptography;
using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Traps;

/// <summary>Reads what traps and informs carry, and brings the trap of SNMPv1 into the shape of the others (RFC 3584 section 3.1).</summary>
internal static class NotificationReader
{
    private const int NumberOfV1 = 0;
    private const int NumberOfV2c = 1;
    private const int EnterpriseSpecific = 6;

    private static readonly ObjectId SysUpTime = new(1, 3, 6, 1, 2, 1, 1, 3, 0);
    private static readonly ObjectId SnmpTrapOid = new(1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0);
    private static readonly ObjectId SnmpTrapAddress = new(1, 3, 6, 1, 6, 3, 18, 1, 3, 0);
    private static readonly ObjectId GenericTraps = new(1, 3, 6, 1, 6, 3, 1, 1, 5);

    /// <summary>Reads a trap or inform of v1 or v2c.</summary>
    /// <param name="acknowledgement">Empty; holds afterwards what to send to who sent an inform, when that has been taken.</param>
    public static Heard ReadCommunity(ReadOnlySpan<byte> datagram, IReadOnlyList<byte[]> communities, IPEndPoint sender, BerWriter acknowledgement)
    {
        var reader = new BerReader(datagram);
        reader.Enter(BerTag.Sequence);
        var version = reader.Integer32();
        var community = reader.Content(BerTag.OctetString);
        if (reader.Failed || version is not (NumberOfV1 or NumberOfV2c))
        {
            return new Heard(NotificationFate.Malformed);
        }

        if (!IsKnown(community, communities))
        {
            return new Heard(NotificationFate.WrongCommunity);
        }

        if (version == NumberOfV1)
        {
            return ReadV1(ref reader, sender) is { } trap ? new Heard(NotificationFate.Queued, trap) : new Heard(NotificationFate.Malformed);
        }

        var tag = reader.NextTag;
        reader.Enter(tag);
        var requestId = reader.Integer32();
        var pdu = Pdu.ReadAfterRequestId(ref reader, (PduKind)(tag - BerTag.FirstPdu), requestId);
        if (reader.Failed || Of(pdu, sender, SnmpVersion.V2c) is not { } told)
        {
            return new Heard(NotificationFate.Malformed);
        }

        if (told.IsInform)
        {
            CommunityMessage.Write(acknowledgement, SnmpVersion.V2c, community, Acknowledging(pdu));
        }

        return new Heard(NotificationFate.Queued, told, pdu);
    }

    /// <summary>The answer to an inform: the same varbinds, and no error (RFC 3416 section 4.2.7).</summary>
    public static Pdu Acknowledging(Pdu inform) => inform with { Kind = PduKind.Response, ErrorStatus = 0, ErrorIndex = 0 };

    /// <summary>What a PDU of v2c or v3 tells; null when it is no trap or inform, or does not say which.</summary>
    public static SnmpNotification? Of(Pdu pdu, IPEndPoint sender, SnmpVersion version)
    {
        if (pdu.Kind is not (PduKind.Trap or PduKind.Inform))
        {
            return null;
        }

        ObjectId? trap = null;
        var hundredths = 0ul;
        IPAddress? address = null;
        var others = new List<VarBind>(pdu.VarBinds.Count);
        foreach (var varBind in pdu.VarBinds)
        {
            // The standard puts these two first; some cards turn them round.
            if (trap is null && varBind.Id == SnmpTrapOid && varBind.Value.TryGetOid(out var id))
            {
                trap = id;
            }
            else if (varBind.Id == SysUpTime && varBind.Value.TryGetUnsigned(out var ticks) && others.Count == 0)
            {
                hundredths = ticks;
            }
            else
            {
                address ??= varBind.Id == SnmpTrapAddress ? AddressIn(varBind.Value.Bytes.Span) : null;
                others.Add(varBind);
            }
        }

        return trap is not { } oid ? null : new SnmpNotification
        {
            Sender = sender,
            Version = version,
            TrapOid = oid,
            UpTime = TimeSpan.FromMilliseconds(hundredths * 10),
            VarBinds = others,
            IsInform = pdu.Kind == PduKind.Inform,
            AgentAddress = address,
        };
    }

    /// <summary>The trap PDU of RFC 1157 section 4.1.6.</summary>
    private static SnmpNotification? ReadV1(ref BerReader reader, IPEndPoint sender)
    {
        reader.Enter(BerTag.FirstPdu + (int)PduKind.TrapV1);
        var enterprise = reader.Id();
        var address = AddressIn(reader.Content(BerTag.IpAddress));
        var generic = reader.Integer32();
        var specific = reader.Integer32();
        var upTime = reader.Value();
        var varBinds = new List<VarBind>();
        var outer = reader.Enter(BerTag.Sequence);
        while (!reader.AtEnd)
        {
            var afterVarBind = reader.Enter(BerTag.Sequence);
            var id = reader.Id();
            varBinds.Add(new VarBind(id, reader.Value()));
            reader.Leave(afterVarBind);
        }

        reader.Leave(outer);
        if (reader.Failed || generic is < 0 or > EnterpriseSpecific || enterprise.Length > ObjectId.MaxLength - 2)
        {
            return null;
        }

        return new SnmpNotification
        {
            Sender = sender,
            Version = SnmpVersion.V1,
            TrapOid = generic == EnterpriseSpecific ? enterprise.Append(0, unchecked((uint)specific)) : GenericTraps.Append((uint)generic + 1),
            UpTime = TimeSpan.FromMilliseconds(upTime.TryGetUnsigned(out var hundredths) ? hundredths * 10 : 0),
            VarBinds = varBinds,
            AgentAddress = address,
        };
    }

    /// <summary>0.0.0.0 and anything of another length name nobody.</summary>
    private static IPAddress? AddressIn(ReadOnlySpan<byte> bytes) => bytes.Length == 4 && bytes.ContainsAnyExcept((byte)0) ? new IPAddress(bytes) : null;

    private static bool IsKnown(ReadOnlySpan<byte> community, IReadOnlyList<byte[]> communities)
    {
        foreach (var known in communities)
        {
            if (CryptographicOperations.FixedTimeEquals(community, known))
            {
                return true;
            }
        }

        return false;
    }
}
