using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace RoomGuard.Snmp.Requests;

/// <summary>Draws request ids from a cryptographic source, many at a time. Thread-safe.</summary>
internal sealed class RequestIds
{
    private readonly Lock _gate = new();
    private readonly int[] _drawn = new int[256];
    private int _left;

    /// <summary>A number from 1 to 2^31 - 1 that nobody can guess.</summary>
    public int Next()
    {
        lock (_gate)
        {
            while (true)
            {
                if (_left == 0)
                {
                    RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(_drawn.AsSpan()));
                    _left = _drawn.Length;
                }

                var id = _drawn[--_left] & int.MaxValue;
                _drawn[_left] = 0;
                if (id != 0)
                {
                    return id;
                }
            }
        }
    }
}
