using System.Net;
using System.Net.Sockets;
using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Tests.Requests;

/// <summary>A device that answers only what a test tells it to, over a real socket.</summary>
internal sealed class ScriptedDevice : IDisposable
{
    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>Where managers find it.</summary>
    public IPEndPoint Address => (IPEndPoint)_socket.Client.LocalEndPoint!;

    /// <summary>Requests waiting to be taken, as far as the system knows.</summary>
    public bool HasMore => _socket.Available > 0;

    /// <summary>The next request; fails the test when none comes in five seconds.</summary>
    public async Task<Received> NextAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        var datagram = await _socket.ReceiveAsync(deadline.Token);
        return Decode(datagram.Buffer, datagram.RemoteEndPoint);
    }

    /// <summary>Answers a request with the given varbinds, or with a refusal.</summary>
    public Task AnswerAsync(Received request, IReadOnlyList<VarBind> varBinds, SnmpErrorStatus status = SnmpErrorStatus.NoError, int index = 0) =>
        SendAsync(request.From, Encode(SnmpVersion.V2c, new Pdu(PduKind.Response, request.Pdu.RequestId, (int)status, index, varBinds)));

    /// <summary>As the other, in SNMPv1.</summary>
    public Task AnswerInV1Async(Received request, IReadOnlyList<VarBind> varBinds, SnmpErrorStatus status = SnmpErrorStatus.NoError, int index = 0) =>
        SendAsync(request.From, Encode(SnmpVersion.V1, new Pdu(PduKind.Response, request.Pdu.RequestId, (int)status, index, varBinds)));

    /// <summary>Answers each varbind asked with the number 7.</summary>
    public Task AnswerSevenAsync(Received request) => AnswerAsync(request, Seven(request.Pdu));

    /// <summary>Sends whatever a test likes.</summary>
    public async Task SendAsync(IPEndPoint to, byte[] datagram) => await _socket.SendAsync(datagram, to);

    /// <summary>The number 7 for each varbind asked.</summary>
    public static IReadOnlyList<VarBind> Seven(Pdu request) => [.. request.VarBinds.Select(asked => new VarBind(asked.Id, SnmpValue.Integer(7)))];

    /// <summary>A whole message.</summary>
    public static byte[] Encode(SnmpVersion version, Pdu pdu)
    {
        using var writer = new BerWriter();
        CommunityMessage.Write(writer, version, "public"u8, pdu);
        return writer.Written.ToArray();
    }

    public void Dispose() => _socket.Dispose();

    private static Received Decode(byte[] datagram, IPEndPoint from)
    {
        var reader = new BerReader(datagram);
        var head = CommunityMessage.ReadHead(ref reader);
        var pdu = Pdu.ReadAfterRequestId(ref reader, head.Kind, head.RequestId);
        Assert.True(!reader.Failed, reader.Reason);
        return new Received(from, pdu);
    }

    /// <summary>One request and who sent it.</summary>
    internal sealed record Received(IPEndPoint From, Pdu Pdu);
}
