namespace RoomGuard.Snmp.Ber;

/// <summary>Reads BER as field devices write it: lenient about form, strict about bounds. Never throws, whatever the bytes.</summary>
/// <remarks>
/// <para>The first fault sticks: from then on every read gives an empty value and <see cref="AtEnd"/> is true, so a decoder
/// reads straight through and asks once, at its end, whether it <see cref="Failed"/>.</para>
/// <para>Accepted though DER forbids it: long-form lengths, leading zeros in lengths, padded or empty integers, unsigned numbers without
/// their leading zero, padded sub-identifiers, bytes after the last known field. Refused: indefinite lengths, tags of many
/// bytes, content past the end of what holds it. Nothing here recurses: nesting is as deep as the decoder that calls.</para>
/// </remarks>
internal ref struct BerReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;
    private int _end = bytes.Length;

    /// <summary>Whether anything could not be read.</summary>
    public readonly bool Failed => Reason is not null;

    /// <summary>What the first fault was; null while there is none.</summary>
    public string? Reason { get; private set; }

    /// <summary>Where the first fault was, counted in bytes from 0.</summary>
    public int FaultOffset { get; private set; }

    /// <summary>Whether nothing is left inside the element entered last, or reading has failed.</summary>
    public readonly bool AtEnd => Failed || _position >= _end;

    /// <summary>The identifier octet that comes next; 0 at the end.</summary>
    public readonly byte NextTag => AtEnd ? (byte)0 : _bytes[_position];

    /// <summary>Goes inside the element that comes next. Hand the result to <see cref="Leave"/>.</summary>
    public int Enter(byte tag)
    {
        var outerEnd = _end;
        var start = _position;
        if (Header(out var found, out var length) && (found == tag || Fail(start, Unexpected(tag, found))))
        {
            _end = _position + length;
        }

        return outerEnd;
    }

    /// <summary>Skips what is left of the element entered last and goes on after it.</summary>
    public void Leave(int outerEnd)
    {
        if (!Failed)
        {
            _position = _end;
            _end = outerEnd;
        }
    }

    /// <summary>The content of the next element, which must have this tag; empty on a fault.</summary>
    public ReadOnlySpan<byte> Content(byte tag)
    {
        var start = _position;
        var content = Content(out var found);
        if (!Failed && found != tag)
        {
            Fail(start, Unexpected(tag, found));
            return default;
        }

        return content;
    }

    /// <summary>The content of the next element, whatever its tag; empty on a fault.</summary>
    public ReadOnlySpan<byte> Content(out byte tag)
    {
        if (!Header(out tag, out var length))
        {
            return default;
        }

        var content = _bytes.Slice(_position, length);
        _position += length;
        return content;
    }

    /// <summary>An INTEGER that must fit 32 signed bits.</summary>
    public int Integer32()
    {
        var start = _position;
        var value = Signed(Content(BerTag.Integer), start);
        if (value is < int.MinValue or > int.MaxValue)
        {
            Fail(start, "a number does not fit 32 bits");
            return 0;
        }

        return (int)value;
    }

    /// <summary>An OBJECT IDENTIFIER.</summary>
    public ObjectId Id()
    {
        var start = _position;
        return Id(Content(BerTag.ObjectId), start);
    }

    /// <summary>Any value a varbind may hold.</summary>
    public SnmpValue Value()
    {
        var start = _position;
        var content = Content(out var tag);
        if (Failed)
        {
            return default;
        }

        switch (tag)
        {
            case BerTag.Null: return SnmpValue.Null;
            case BerTag.Integer: return SnmpValue.Whole(SnmpKind.Integer, Signed(content, start));
            case BerTag.OctetString: return SnmpValue.Octets(SnmpKind.OctetString, content);
            case BerTag.ObjectId: return SnmpValue.Oid(Id(content, start));
            case BerTag.IpAddress: return SnmpValue.Octets(SnmpKind.IpAddress, content);
            case BerTag.Counter32: return SnmpValue.Whole(SnmpKind.Counter32, Unsigned32(content, start));
            case BerTag.Gauge32 or BerTag.OldUnsigned32: return SnmpValue.Whole(SnmpKind.Gauge32, Unsigned32(content, start));
            case BerTag.TimeTicks: return SnmpValue.Whole(SnmpKind.TimeTicks, Unsigned32(content, start));
            case BerTag.Opaque: return SnmpValue.Octets(SnmpKind.Opaque, content);
            case BerTag.Counter64: return SnmpValue.Whole(SnmpKind.Counter64, unchecked((long)Unsigned64(content, start)));
            case BerTag.NoSuchObject: return SnmpValue.NoSuchObject;
            case BerTag.NoSuchInstance: return SnmpValue.NoSuchInstance;
            case BerTag.EndOfMibView: return SnmpValue.EndOfMibView;
            default:
                Fail(start, $"tag 0x{tag:X2} is no type of SNMP");
                return default;
        }
    }

    /// <summary>Marks what was just read as wrong for a reason of the caller's.</summary>
    public void Refuse(string reason) => Fail(_position, reason);

    private bool Header(out byte tag, out int length)
    {
        tag = 0;
        length = 0;
        if (Failed)
        {
            return false;
        }

        var start = _position;
        if (_position >= _end)
        {
            return Fail(start, "the message ends where a field should begin");
        }

        tag = _bytes[_position++];
        if ((tag & 0x1F) == 0x1F)
        {
            return Fail(start, "a tag of several bytes");
        }

        return Length(start, out length);
    }

    private bool Length(int start, out int length)
    {
        length = 0;
        if (_position >= _end)
        {
            return Fail(start, "the message ends inside a length");
        }

        var first = _bytes[_position++];
        if (first == 0x80)
        {
            return Fail(start, "a length of the indefinite form");
        }

        long value = first;
        if (first > 0x80)
        {
            value = 0;
            for (var left = first & 0x7F; left > 0; left--)
            {
                if (_position >= _end)
                {
                    return Fail(start, "the message ends inside a length");
                }

                // Kept small enough to be shifted again, and too large for any datagram.
                value = Math.Min((value << 8) | _bytes[_position++], 1L << 31);
            }
        }

        if (value > _end - _position)
        {
            return Fail(start, $"a field of {value} bytes where {_end - _position} are left");
        }

        length = (int)value;
        return true;
    }

    private long Signed(ReadOnlySpan<byte> content, int start)
    {
        if (content.IsEmpty)
        {
            return 0;
        }

        var isNegative = content[0] >= 0x80;
        var padding = isNegative ? (byte)0xFF : (byte)0;
        var digits = content.TrimStart(padding);
        if (digits.Length > 8 || (digits.Length == 8 && (digits[0] >= 0x80) != isNegative))
        {
            Fail(start, "a number does not fit 64 bits");
            return 0;
        }

        long value = isNegative ? -1 : 0;
        foreach (var digit in digits)
        {
            value = (value << 8) | digit;
        }

        return value;
    }

    private uint Unsigned32(ReadOnlySpan<byte> content, int start)
    {
        // Five bytes FF…: a 32-bit number that its agent has widened as if it were signed.
        if (content.Length > 4 && content[0] == 0xFF && !content[..^4].ContainsAnyExcept((byte)0xFF))
        {
            content = content[^4..];
        }

        var value = Unsigned64(content, start);
        if (value > uint.MaxValue)
        {
            Fail(start, "a number does not fit 32 bits");
            return 0;
        }

        return (uint)value;
    }

    private ulong Unsigned64(ReadOnlySpan<byte> content, int start)
    {
        var digits = content.TrimStart((byte)0);
        if (digits.Length > 8)
        {
            Fail(start, "a number does not fit 64 bits");
            return 0;
        }

        ulong value = 0;
        foreach (var digit in digits)
        {
            value = (value << 8) | digit;
        }

        return value;
    }

    private ObjectId Id(ReadOnlySpan<byte> content, int start)
    {
        // Nothing at all stands for 0.0 on agents that have no identity of their own.
        if (content.IsEmpty)
        {
            return Failed ? default : ObjectId.Adopt([0, 0]);
        }

        var subIds = CountSubIds(content);
        if (subIds > ObjectId.MaxLength || content[^1] >= 0x80)
        {
            Fail(start, "an object identifier that is too long or not finished");
            return default;
        }

        var parts = new uint[subIds];
        var at = 0;
        ulong value = 0;
        foreach (var octet in content)
        {
            value = (value << 7) | (octet & 0x7Fu);
            if (value > (at == 0 ? uint.MaxValue + 80ul : uint.MaxValue))
            {
                Fail(start, "a sub-identifier does not fit 32 bits");
                return default;
            }

            if (octet < 0x80)
            {
                at = at == 0 ? SplitFirst(parts, value) : Store(parts, at, value);
                value = 0;
            }
        }

        return ObjectId.Adopt(parts);
    }

    /// <summary>The first number on the wire holds two sub-identifiers (X.690 section 8.19.4).</summary>
    private static int SplitFirst(uint[] parts, ulong value)
    {
        parts[0] = (uint)Math.Min(value / 40, 2);
        parts[1] = (uint)(value - (parts[0] * 40));
        return 2;
    }

    private static int Store(uint[] parts, int at, ulong value)
    {
        parts[at] = (uint)value;
        return at + 1;
    }

    private static int CountSubIds(ReadOnlySpan<byte> content)
    {
        var count = 1;
        foreach (var octet in content)
        {
            count += octet < 0x80 ? 1 : 0;
        }

        return count;
    }

    private static string Unexpected(byte tag, byte found) => $"tag 0x{found:X2} where 0x{tag:X2} belongs";

    private bool Fail(int offset, string reason)
    {
        if (Reason is null)
        {
            Reason = reason;
            FaultOffset = offset;
        }

        return false;
    }
}
