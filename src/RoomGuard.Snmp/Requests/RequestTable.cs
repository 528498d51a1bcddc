using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using RoomGuard.Snmp.Ber;
using RoomGuard.Snmp.Messages;

namespace RoomGuard.Snmp.Requests;

/// <summary>Finds for each datagram the request it answers, and drops and counts those that answer none.</summary>
/// <remarks>Thread-safe. Request ids are drawn from a cryptographic source: an answer must be seen to be forged.</remarks>
internal sealed class RequestTable(Tally tally)
{
    private readonly ConcurrentDictionary<int, PendingRequest> _pending = new();

    /// <summary>Gives the request an id of its own, from 1 to 2^31 - 1.</summary>
    public int Add(PendingRequest request)
    {
        while (true)
        {
            var id = RandomNumberGenerator.GetInt32(1, int.MaxValue);
            if (_pending.TryAdd(id, request))
            {
                return id;
            }
        }
    }

    /// <summary>Stops waiting under this id: what still comes for it is late.</summary>
    public void Remove(int requestId) => _pending.TryRemove(requestId, out _);

    /// <summary>Ends every request with an error.</summary>
    public void FailAll(Exception error)
    {
        foreach (var request in _pending.Values)
        {
            request.TrySetException(error);
        }
    }

    /// <summary>Takes one datagram as it came from the network.</summary>
    public void Receive(ReadOnlySpan<byte> datagram, IPEndPoint sender)
    {
        var reader = new BerReader(datagram);
        var head = CommunityMessage.ReadHead(ref reader);
        if (reader.Failed || head.Kind != PduKind.Response)
        {
            tally.Malformed();
        }
        else if (!_pending.TryGetValue(head.RequestId, out var request))
        {
            tally.Unmatched();
        }
        else if (!request.Device.Equals(sender) || request.Version != head.Version)
        {
            tally.WrongSender();
        }
        else if (_pending.TryRemove(head.RequestId, out _))
        {
            Complete(request, ref reader, head.RequestId);
        }
    }

    private void Complete(PendingRequest request, ref BerReader reader, int requestId)
    {
        var answer = Pdu.ReadAfterRequestId(ref reader, PduKind.Response, requestId);
        if (reader.Reason is { } reason)
        {
            tally.Malformed();
            request.TrySetException(new SnmpDecodeException(request.Device, reader.FaultOffset, reason));
            return;
        }

        tally.Answered();
        request.TrySetResult(answer);
    }
}
