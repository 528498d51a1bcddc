namespace RoomGuard.Snmp.Ber;

/// <content>Numbers, identifiers and the values of varbinds.</content>
internal ref partial struct BerReader
{
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

    /// <summary>An OBJECT IDENTIFIER that is likely to be <paramref name="expected"/>: if it is, that one is given back and no other made.</summary>
    public ObjectId Id(ObjectId expected)
    {
        var start = _position;
        var content = Content(BerTag.ObjectId);
        return expected.Length > 1 && IsSame(content, expected.SubIds) ? expected : Id(content, start);
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

    // In the shortest form only: another is found to be the same when it has been read.
    private static bool IsSame(ReadOnlySpan<byte> content, ReadOnlySpan<uint> subIds)
    {
        if (content.IsEmpty || content[0] != (subIds[0] * 40) + subIds[1] || content[0] >= 0x80)
        {
            return false;
        }

        var at = 1;
        foreach (var subId in subIds[2..])
        {
            uint value = 0;
            byte octet;
            do
            {
                if (at >= content.Length || value >= 1u << 25)
                {
                    return false;
                }

                octet = content[at++];
                value = (value << 7) | (octet & 0x7Fu);
            }
            while (octet >= 0x80);

            if (value != subId)
            {
                return false;
            }
        }

        return at == content.Length;
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
}
