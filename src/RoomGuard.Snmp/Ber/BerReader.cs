namespace RoomGuard.Snmp.Ber;

/// <summary>Reads BER as field devices write it: lenient about form, strict about bounds. Never throws, whatever the bytes.</summary>
/// <remarks>
/// <para>The first fault sticks: from then on every read gives an empty value and <see cref="AtEnd"/> is true, so a decoder
/// reads straight through and asks once, at its end, whether it <see cref="Failed"/>.</para>
/// <para>Accepted though DER forbids it: long-form lengths, leading zeros in lengths, padded or empty integers, unsigned numbers without
/// their leading zero, padded sub-identifiers, bytes after the last known field. Refused: indefinite lengths, tags of many
/// bytes, content past the end of what holds it. Nothing here recurses: nesting is as deep as the decoder that calls.</para>
/// </remarks>
internal ref partial struct BerReader(ReadOnlySpan<byte> bytes)
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
