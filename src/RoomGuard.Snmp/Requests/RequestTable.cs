using System.Collections.Concurrent;
using System.Net;
using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Messages;
using RoomGuard.Snmp.Security;

namespace RoomGuard.Snmp.Requests;

/// <summary>Finds for each datagram the request it answers, and drops and counts those that answer none.</summary>
/// <remarks>Thread-safe. Ids are drawn from a cryptographic source: an answer must be seen to be forged.</remarks>
internal sealed class RequestTable(Tally tally)
{
    private readonly ConcurrentDictionary<int, PendingRequest> _pending = new();
    private readonly RequestIds _ids = new();

    /// <summary>Gives the request an id of its own, from 1 to 2^31 - 1: its request-id, and in SNMPv3 its msgID too.</summary>
    public int Add(PendingRequest request)
    {
        while (true)
        {
            var id = _ids.Next();
            if (_pending.TryAdd(id, request))
            {
                return id;
            }
        }
    }

    /// <summary>Stops waiting under this id: what still comes for it is late.</summary>
    public void Remove(int id) => _pending.TryRemove(id, out _);

    /// <summary>Ends every request with an error.</summary>
    public void FailAll(Exception error)
    {
        foreach (var request in _pending.Values)
        {
            request.TrySetException(error);
        }
    }

    /// <summary>Takes one datagram as it came from the network.</summary>
    public void Receive(ReadOnlySpan<byte> datagram, SocketAddress sender)
    {
        if (SecureExchange.TryReadMessageId(datagram, out var messageId))
        {
            if (Find(messageId, SnmpVersion.V3, sender) is { } asked)
            {
                ReceiveSecure(asked, datagram, messageId);
            }

            return;
        }

        var reader = new BerReader(datagram);
        var head = CommunityMessage.ReadHead(ref reader);
        if (reader.Failed || head.Kind != PduKind.Response)
        {
            tally.Malformed();
        }
        else if (Find(head.RequestId, head.Version, sender) is { } request && _pending.TryRemove(head.RequestId, out _))
        {
            Complete(request, ref reader, head.RequestId);
        }
    }

    private PendingRequest? Find(int id, SnmpVersion version, SocketAddress sender)
    {
        if (!_pending.TryGetValue(id, out var request))
        {
            tally.Unmatched();
            return null;
        }

        if (request.Version != version || !IsFrom(sender, request.Lane))
        {
            tally.WrongSender();
            return null;
        }

        return request;
    }

    // The system may fill fields that are no part of the address, such as the flow of IPv6.
    private static bool IsFrom(SocketAddress sender, DeviceLane lane) =>
        sender.Equals(lane.Wire) || lane.Device.Create(sender).Equals(lane.Device);

    private void Complete(PendingRequest request, ref BerReader reader, int requestId)
    {
        var answer = Pdu.ReadAfterRequestId(ref reader, PduKind.Response, requestId, request.Request.Ids);
        if (reader.Reason is { } reason)
        {
            tally.Malformed();
            request.TrySetException(new SnmpDecodeException(request.Lane.Device, reader.FaultOffset, reason));
            return;
        }

        tally.Answered();
        request.TrySetResult(new Heard(answer, false));
    }

    private void ReceiveSecure(PendingRequest request, ReadOnlySpan<byte> datagram, int messageId)
    {
        var outcome = request.Secure!.Take(datagram);
        switch (outcome.Step)
        {
            case SecureStep.Ignore:
                tally.Distrusted();
                return;
            case SecureStep.Answer when _pending.TryRemove(messageId, out _):
                tally.Answered();
                request.TrySetResult(new Heard(outcome.Pdu, false));
                return;
            case SecureStep.AskAgain when _pending.TryRemove(messageId, out _):
                tally.Answered();
                request.TrySetResult(new Heard(null, true));
                return;
            case SecureStep.Failed when _pending.TryRemove(messageId, out _):
                tally.Answered();
                request.TrySetException(outcome.Error!);
                return;
            default:
                tally.Unmatched();
                return;
        }
    }
}
