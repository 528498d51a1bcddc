using System.Buffers.Binary;
using System.Net;

namespace RoomGuard.Snmp.Traps;

/// <summary>Knows a message that comes a second time by its digest. The time window lets through what is younger than 150 s: this does not.</summary>
/// <remarks>Holds the last 4,096 digests: enough for 27 messages a second. Not thread-safe.</remarks>
internal sealed class ReplayGuard
{
    private const int MostDigests = 4_096;

    private readonly Dictionary<ulong, IPEndPoint> _senders = [];
    private readonly Queue<ulong> _inOrder = new();

    /// <summary>Whether this digest, of at least 8 bytes, comes for the first time; false with who sent it then.</summary>
    public bool IsNew(ReadOnlySpan<byte> digest, IPEndPoint sender, out IPEndPoint first)
    {
        var start = BinaryPrimitives.ReadUInt64LittleEndian(digest);
        if (_senders.TryGetValue(start, out first!))
        {
            return false;
        }

        _senders[start] = first = sender;
        _inOrder.Enqueue(start);
        if (_inOrder.Count > MostDigests)
        {
            _senders.Remove(_inOrder.Dequeue());
        }

        return true;
    }
}
