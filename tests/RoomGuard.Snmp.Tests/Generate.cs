using System.Net;
using CsCheck;
using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Tests;

/// <summary>Everything SNMP can carry, at random.</summary>
internal static class Generate
{
    /// <summary>Identifiers of 2 to 128 sub-identifiers: those that have an encoding of their own.</summary>
    public static readonly Gen<ObjectId> Id =
        Gen.Select(Gen.UInt[0, 2], Gen.UInt, Gen.OneOf(Gen.UInt[0, 300], Gen.UInt).Array[0, 126])
            .Select((first, second, rest) => new ObjectId([first, first < 2 ? second % 40 : second, .. rest]));

    public static readonly Gen<SnmpValue> Value = Gen.OneOf(
        Gen.Int.Select(SnmpValue.Integer),
        Gen.UInt.Select(SnmpValue.Gauge32),
        Gen.UInt.Select(SnmpValue.Counter32),
        Gen.UInt.Select(SnmpValue.TimeTicks),
        Gen.ULong.Select(SnmpValue.Counter64),
        Gen.Byte.Array[0, 300].Select(bytes => SnmpValue.Octets(bytes)),
        Gen.Byte.Array[0, 300].Select(bytes => SnmpValue.Opaque(bytes)),
        Gen.UInt.Select(bits => SnmpValue.IpAddress(new IPAddress(bits))),
        Id.Select(SnmpValue.Oid),
        Gen.OneOf(SnmpValue.Null, SnmpValue.NoSuchObject, SnmpValue.NoSuchInstance, SnmpValue.EndOfMibView));

    public static readonly Gen<Pdu> Pdu =
        Gen.Select(Gen.Enum<PduKind>(), Gen.Int, Gen.Int, Gen.Int, Gen.Select(Id, Value).Select((id, value) => new VarBind(id, value)).Array[0, 30])
            .Where((kind, _, _, _, _) => kind != PduKind.TrapV1)
            .Select((kind, requestId, status, index, varBinds) => new Pdu(kind, requestId, status, index, varBinds));
}
