using System.Net;
using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Traps;

/// <summary>Writes a notification as a trap of SNMPv1: RFC 3584 section 3.2, RFC 1157 section 4.1.6.</summary>
internal static class TrapV1
{
    private const int EnterpriseSpecific = 6;
    private static readonly ObjectId GenericTraps = new(1, 3, 6, 1, 6, 3, 1, 1, 5);

    /// <summary>Writes the whole message.</summary>
    /// <exception cref="ArgumentException">A varbind is a Counter64, which SNMPv1 does not have.</exception>
    public static void Write(BerWriter writer, ReadOnlySpan<byte> community, IPAddress agent, SnmpNotification told)
    {
        var mark = writer.Length;
        foreach (var varBind in told.VarBinds.Reverse())
        {
            if (varBind.Value.Kind == SnmpKind.Counter64)
            {
                throw new ArgumentException($"{varBind.Id} is a Counter64: SNMPv1 has none.", nameof(told));
            }

            Pdu.WriteVarBind(writer, varBind);
        }

        writer.Wrap(BerTag.Sequence, mark);
        var (enterprise, generic, specific) = Split(told.TrapOid);
        writer.Unsigned(BerTag.TimeTicks, NotificationWriter.Hundredths(told.UpTime));
        writer.Signed(BerTag.Integer, specific);
        writer.Signed(BerTag.Integer, generic);
        var address = agent.GetAddressBytes();
        writer.Octets(BerTag.IpAddress, address.Length == 4 ? address : new byte[4]);
        writer.Id(enterprise);
        writer.Wrap(BerTag.FirstPdu + (int)PduKind.TrapV1, mark);
        writer.Octets(BerTag.OctetString, community);
        writer.Signed(BerTag.Integer, 0);
        writer.Wrap(BerTag.Sequence, mark);
    }

    private static (ObjectId Enterprise, int Generic, int Specific) Split(ObjectId trap)
    {
        var last = trap.Length == 0 ? 0 : trap[trap.Length - 1];
        if (trap.StartsWith(GenericTraps) && trap.Length == GenericTraps.Length + 1 && last is >= 1 and <= EnterpriseSpecific)
        {
            return (GenericTraps, (int)last - 1, 0);
        }

        var cut = trap.Length > 1 && trap[trap.Length - 2] == 0 ? 2 : 1;
        return (new ObjectId(trap.SubIds[..Math.Max(0, trap.Length - cut)]), EnterpriseSpecific, unchecked((int)last));
    }
}
