namespace RoomGuard.Devices.Cameras.Jpeg;

/// <summary>The bits of one scan, from its first byte to the marker that ends it.</summary>
internal ref struct JpegBits(ReadOnlySpan<byte> bytes, int position)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private ulong _held;
    private int _count;

    // Zeros beyond the end, for looking ahead only: to take one of them is a fault.
    private int _made;

    /// <summary>Where the next byte that is not held would be read.</summary>
    public int Position { get; private set; } = position;

    /// <summary>The next bits, at most 16, without taking them.</summary>
    public int Peek(int count)
    {
        while (_count < count)
        {
            Fill();
        }

        return (int)((_held >> (_count - count)) & ((1UL << count) - 1));
    }

    /// <summary>Takes bits that were looked at or not.</summary>
    /// <exception cref="JpegException">The scan has ended.</exception>
    public void Skip(int count)
    {
        Peek(count);
        _count -= count;
        if (_count < _made)
        {
            throw new JpegException("the picture ends before its last block");
        }
    }

    /// <summary>Takes a number of that many bits, at most 16.</summary>
    public int Take(int count)
    {
        var value = Peek(count);
        Skip(count);
        return value;
    }

    /// <summary>Takes a difference as T.81 writes it: negative when its first bit is 0.</summary>
    public int TakeDifference(int count)
    {
        if (count == 0)
        {
            return 0;
        }

        var value = Take(count);
        return value >= 1 << (count - 1) ? value : value - (1 << count) + 1;
    }

    /// <summary>Goes past the restart marker that must come now.</summary>
    /// <exception cref="JpegException">Another thing comes.</exception>
    public void Restart(int number)
    {
        // Whole bytes that are held were read in vain: the padding is less than one.
        if (_count - _made >= 8 || Position + 1 >= _bytes.Length || _bytes[Position] != 0xFF || _bytes[Position + 1] != 0xD0 + (number & 7))
        {
            throw new JpegException("the picture lacks a restart marker");
        }

        Position += 2;
        (_held, _count, _made) = (0, 0, 0);
    }

    private void Fill()
    {
        byte next = 0;
        if (Position >= _bytes.Length || (_bytes[Position] == 0xFF && (Position + 1 >= _bytes.Length || _bytes[Position + 1] != 0)))
        {
            _made += 8;
        }
        else
        {
            next = _bytes[Position];
            Position += next == 0xFF ? 2 : 1;
        }

        _held = (_held << 8) | next;
        _count += 8;
    }
}
