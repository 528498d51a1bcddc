using System.Net;

namespace RoomGuard.Snmp.Traps;

/// <summary>Informs that came lately: a sender that missed its acknowledgement sends again, and must not be heard twice.</summary>
/// <remarks>Thread-safe. Holds the last 1,024, each for five minutes.</remarks>
internal sealed class RecentInforms(TimeProvider clock)
{
    private const int MostInforms = 1_024;
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<(IPEndPoint Sender, int RequestId), bool> _isTaken = [];
    private readonly Queue<((IPEndPoint Sender, int RequestId) Key, long At)> _inOrder = new();

    /// <summary>Notes an inform. False when it came before; <paramref name="isTaken"/> then says whether it may be acknowledged again.</summary>
    public bool IsNew(IPEndPoint sender, int requestId, out bool isTaken)
    {
        lock (_gate)
        {
            while (_inOrder.TryPeek(out var oldest) && (_inOrder.Count >= MostInforms || clock.GetElapsedTime(oldest.At) > Age))
            {
                _isTaken.Remove(_inOrder.Dequeue().Key);
            }

            var key = (sender, requestId);
            if (_isTaken.TryGetValue(key, out isTaken))
            {
                return false;
            }

            _isTaken[key] = false;
            _inOrder.Enqueue((key, clock.GetTimestamp()));
            return true;
        }
    }

    /// <summary>From now on this inform is acknowledged whenever it comes.</summary>
    public void Taken(IPEndPoint sender, int requestId)
    {
        lock (_gate)
        {
            if (_isTaken.ContainsKey((sender, requestId)))
            {
                _isTaken[(sender, requestId)] = true;
            }
        }
    }

    /// <summary>Forgets an inform that found no room: it is news when it comes again.</summary>
    public void Forget(IPEndPoint sender, int requestId)
    {
        lock (_gate)
        {
            _isTaken.Remove((sender, requestId));
        }
    }
}
