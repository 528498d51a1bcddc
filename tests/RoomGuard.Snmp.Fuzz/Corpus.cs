using System.Net;
using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Messages;
using RoomGuard.Snmp.Security;
using RoomGuard.Snmp.Traps;

namespace RoomGuard.Snmp.Fuzz;

/// <summary>Good packets of every kind, made by the writers that Net-SNMP is the witness of, and the parties that understand them.</summary>
internal static class Corpus
{
    /// <summary>Our own engine in every packet of SNMPv3.</summary>
    public static readonly SnmpEngineId Engine = SnmpEngineId.OfName("fuzzed");

    /// <summary>A user whose messages anybody can make.</summary>
    public static readonly SnmpUser Open = new("open");

    /// <summary>A user with keys.</summary>
    public static readonly SnmpUser Secret = new("secret")
    {
        Authentication = SnmpAuthentication.Sha256,
        AuthenticationPassword = "correct horse",
        Privacy = SnmpPrivacy.Aes128,
        PrivacyPassword = "battery staple",
    };

    /// <summary>The same, with the oldest of protocols: blocks of eight bytes.</summary>
    public static readonly SnmpUser Old = Secret with { Name = "old", Authentication = SnmpAuthentication.Md5, Privacy = SnmpPrivacy.Des };

    /// <summary>Keys of the users at <see cref="Engine"/>.</summary>
    public static readonly KeyRing Keys = new();

    private static readonly VarBind[] VarBinds =
    [
        new(new ObjectId(1, 3, 6, 1, 2, 1, 1, 3, 0), SnmpValue.TimeTicks(4711)),
        new(new ObjectId(1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0), SnmpValue.Oid(new ObjectId(1, 3, 6, 1, 2, 1, 33, 2, 0, 1))),
        new(new ObjectId(1, 3, 6, 1, 2, 1, 33, 1, 1, 1, 0), SnmpValue.Text("Smart-UPS")),
        new(new ObjectId(1, 3, 6, 1, 2, 1, 33, 1, 2, 4, 0), SnmpValue.Integer(-97)),
        new(new ObjectId(1, 3, 6, 1, 2, 1, 31, 1, 1, 1, 6, 1), SnmpValue.Counter64(ulong.MaxValue)),
        new(new ObjectId(1, 3, 6, 1, 2, 1, 4, 20, 1, 1, 1), SnmpValue.IpAddress(IPAddress.Loopback)),
        new(new ObjectId(1, 3, 6, 1, 2, 1, 9), SnmpValue.NoSuchObject),
    ];

    /// <summary>Messages with a community: every PDU of v1 and v2c, the trap of v1 among them.</summary>
    public static byte[][] Community() =>
    [
        .. Pdus().Select(pdu => Written(writer => CommunityMessage.Write(writer, SnmpVersion.V2c, "public"u8, pdu))),
        .. Pdus().Take(2).Select(pdu => Written(writer => CommunityMessage.Write(writer, SnmpVersion.V1, "public"u8, pdu))),
        Written(writer => TrapV1.Write(writer, "public"u8, IPAddress.Loopback, Told(new ObjectId(1, 3, 6, 1, 4, 1, 318, 0, 17)))),
        Written(writer => TrapV1.Write(writer, "public"u8, IPAddress.Loopback, Told(new ObjectId(1, 3, 6, 1, 6, 3, 1, 1, 5, 3)))),
    ];

    /// <summary>Messages of SNMPv3: a discovery, and every PDU of every user.</summary>
    public static byte[][] Secure() =>
    [
        Written(writer => V3Message.Write(writer, new V3Envelope(1, MessageFlags.Reportable, SnmpEngineId.None, default, default), null, new ScopedPdu(default, "", new Pdu(PduKind.Get, 1, 0, 0, [])))),
        .. from user in new[] { Open, Secret, Old } from pdu in Pdus() from isAsking in new[] { true, false } select Secure(user, pdu, isAsking),
    ];

    private static byte[] Secure(SnmpUser user, Pdu pdu, bool isAsking)
    {
        var local = Keys.For(user, Engine);
        var flags = local.Level | (isAsking ? MessageFlags.Reportable : MessageFlags.None);
        return Written(writer => V3Message.Write(writer, new V3Envelope(1, flags, Engine, new EngineMoment(1, 1), local.Name), local, new ScopedPdu(Engine.Bytes, "", pdu)));
    }

    private static IEnumerable<Pdu> Pdus() =>
        new[] { PduKind.Get, PduKind.GetNext, PduKind.GetBulk, PduKind.Set, PduKind.Response, PduKind.Inform, PduKind.Trap, PduKind.Report }
            .Select(kind => new Pdu(kind, 1, 0, kind == PduKind.GetBulk ? 10 : 0, VarBinds));

    private static SnmpNotification Told(ObjectId trap) => new()
    {
        Sender = new IPEndPoint(IPAddress.Loopback, 162),
        Version = SnmpVersion.V1,
        TrapOid = trap,
        VarBinds = [VarBinds[2], VarBinds[3]],
    };

    private static byte[] Written(Action<BerWriter> write)
    {
        using var writer = new BerWriter();
        write(writer);
        return writer.Written.ToArray();
    }
}
