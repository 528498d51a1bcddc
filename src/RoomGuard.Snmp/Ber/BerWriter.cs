using System.Buffers;

namespace RoomGuard.Snmp.Ber;

/// <summary>Writes BER from the last byte to the first, so that a length is known when its turn comes and takes as few bytes as DER wants.</summary>
/// <remarks>Write fields in reverse order. The buffer is rented: dispose of the writer when <see cref="Written"/> has been used. Not thread-safe.</remarks>
internal sealed class BerWriter : IDisposable
{
    private const int LongestSubIdBytes = 5;
    private const int LongestHeaderBytes = 6;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(1024);
    private int _start;

    public BerWriter() => _start = _buffer.Length;

    /// <summary>Bytes written so far.</summary>
    public int Length => _buffer.Length - _start;

    /// <summary>What was written; valid until the next write or <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(_start);

    /// <summary>Forgets everything written and keeps the buffer.</summary>
    public void Clear() => _start = _buffer.Length;

    /// <summary>Makes everything written since <see cref="Length"/> was <paramref name="mark"/> the content of one element.</summary>
    public void Wrap(byte tag, int mark)
    {
        var length = Length - mark;
        if (length < 0x80 && _start >= 2)
        {
            _buffer[--_start] = (byte)length;
            _buffer[--_start] = tag;
            return;
        }

        var lengthOctets = 0;
        for (var left = length; length >= 0x80 && left > 0; left >>= 8)
        {
            Prepend((byte)left);
            lengthOctets++;
        }

        Prepend(lengthOctets == 0 ? (byte)length : (byte)(0x80 | lengthOctets));
        Prepend(tag);
    }

    /// <summary>A signed number in as few bytes as it needs.</summary>
    public void Signed(byte tag, long value)
    {
        var mark = Length;
        while (value is < -128 or > 127)
        {
            Prepend((byte)value);
            value >>= 8;
        }

        Prepend((byte)value);
        Wrap(tag, mark);
    }

    /// <summary>An unsigned number in as few bytes as it needs, a leading zero included where the top bit is set.</summary>
    public void Unsigned(byte tag, ulong value)
    {
        var mark = Length;
        while (value > 127)
        {
            Prepend((byte)value);
            value >>= 8;
        }

        Prepend((byte)value);
        Wrap(tag, mark);
    }

    /// <summary>Bytes as they are.</summary>
    public void Octets(byte tag, ReadOnlySpan<byte> octets)
    {
        var mark = Length;
        Reserve(octets.Length);
        _start -= octets.Length;
        octets.CopyTo(_buffer.AsSpan(_start));
        Wrap(tag, mark);
    }

    /// <summary>An object identifier. One of a single sub-identifier gets a 0 after it: the encoding has no shorter form than two.</summary>
    public void Id(ObjectId id)
    {
        var subIds = id.SubIds;
        Reserve((subIds.Length * LongestSubIdBytes) + LongestHeaderBytes);
        var mark = Length;
        var (buffer, at) = (_buffer, _start);
        for (var i = subIds.Length - 1; i >= 2; i--)
        {
            at = SubId(buffer, at, subIds[i]);
        }

        var second = subIds.Length > 1 ? subIds[1] : 0ul;
        _start = SubId(buffer, at, second + (subIds.Length > 0 ? subIds[0] * 40ul : 0));
        Wrap(BerTag.ObjectId, mark);
    }

    /// <summary>A varbind that asks for the value of an object: its identifier and NULL.</summary>
    public void Question(ObjectId id)
    {
        var mark = Length;
        Reserve(2);
        _buffer[--_start] = 0;
        _buffer[--_start] = BerTag.Null;
        Id(id);
        Wrap(BerTag.Sequence, mark);
    }

    /// <summary>Any value a varbind may hold.</summary>
    public void Value(SnmpValue value)
    {
        switch (value.Kind)
        {
            case SnmpKind.Integer: Signed(BerTag.Integer, value.Bits); break;
            case SnmpKind.Counter32: Unsigned(BerTag.Counter32, unchecked((ulong)value.Bits)); break;
            case SnmpKind.Gauge32: Unsigned(BerTag.Gauge32, unchecked((ulong)value.Bits)); break;
            case SnmpKind.TimeTicks: Unsigned(BerTag.TimeTicks, unchecked((ulong)value.Bits)); break;
            case SnmpKind.Counter64: Unsigned(BerTag.Counter64, unchecked((ulong)value.Bits)); break;
            case SnmpKind.OctetString: Octets(BerTag.OctetString, value.Bytes.Span); break;
            case SnmpKind.Opaque: Octets(BerTag.Opaque, value.Bytes.Span); break;
            case SnmpKind.IpAddress: Octets(BerTag.IpAddress, value.Bytes.Span); break;
            case SnmpKind.ObjectId: Id(value.TryGetOid(out var id) ? id : default); break;
            case SnmpKind.Null: Octets(BerTag.Null, default); break;
            case SnmpKind.NoSuchObject: Octets(BerTag.NoSuchObject, default); break;
            case SnmpKind.NoSuchInstance: Octets(BerTag.NoSuchInstance, default); break;
            case SnmpKind.EndOfMibView: Octets(BerTag.EndOfMibView, default); break;
            default: throw new InvalidOperationException($"SnmpKind has a case that the writer does not know: {value.Kind}.");
        }
    }

    /// <summary>Gives the buffer back. The writer and <see cref="Written"/> must not be used again.</summary>
    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _start = 0;
        }
    }

    private static int SubId(byte[] buffer, int at, ulong subId)
    {
        buffer[--at] = (byte)(subId & 0x7F);
        for (subId >>= 7; subId > 0; subId >>= 7)
        {
            buffer[--at] = (byte)(0x80 | (subId & 0x7F));
        }

        return at;
    }

    private void Prepend(byte octet)
    {
        Reserve(1);
        _buffer[--_start] = octet;
    }

    private void Reserve(int octets)
    {
        if (_start >= octets)
        {
            return;
        }

        var length = Length;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, length + octets));
        _buffer.AsSpan(_start).CopyTo(larger.AsSpan(larger.Length - length));
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
        _start = larger.Length - length;
    }
}
