namespace RoomGuard.Devices.Cameras.Jpeg;

/// <summary>One Huffman table of a JPEG picture (ITU-T T.81, annex C). Immutable.</summary>
internal sealed class HuffmanTable
{
    internal const int LongestCode = 16;
    private const int QuickBits = 8;

    private readonly byte[] _symbols;

    // By the next eight bits: the length of the code and its symbol; length 0 where the code is longer.
    private readonly (byte Length, byte Symbol)[] _quick = new (byte, byte)[1 << QuickBits];

    // For each length: the first code, how many there are, and where their symbols begin.
    private readonly int[] _first = new int[LongestCode + 1];
    private readonly int[] _count = new int[LongestCode + 1];
    private readonly int[] _start = new int[LongestCode + 1];

    /// <summary>A table of codes by their lengths.</summary>
    /// <param name="counts">How many codes there are of 1 to 16 bits.</param>
    /// <param name="symbols">As many symbols.</param>
    /// <exception cref="JpegException">There are more codes than their lengths allow.</exception>
    public HuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        _symbols = symbols.ToArray();
        int code = 0, next = 0;
        for (var length = 1; length <= LongestCode; length++)
        {
            (_first[length], _count[length], _start[length]) = (code, counts[length - 1], next);
            if (code + counts[length - 1] > 1 << length)
            {
                throw new JpegException("a Huffman table has more codes than fit");
            }

            for (var i = 0; i < counts[length - 1] && length <= QuickBits; i++)
            {
                _quick.AsSpan((code + i) << (QuickBits - length), 1 << (QuickBits - length)).Fill(((byte)length, _symbols[next + i]));
            }

            code = (code + counts[length - 1]) << 1;
            next += counts[length - 1];
        }
    }

    /// <summary>Reads one symbol.</summary>
    /// <exception cref="JpegException">The bits are no code of this table.</exception>
    public int Read(ref JpegBits bits)
    {
        var ahead = bits.Peek(LongestCode);
        var (quickLength, symbol) = _quick[ahead >> (LongestCode - QuickBits)];
        if (quickLength > 0)
        {
            bits.Skip(quickLength);
            return symbol;
        }

        for (var length = QuickBits + 1; length <= LongestCode; length++)
        {
            var index = (ahead >> (LongestCode - length)) - _first[length];
            if (index >= 0 && index < _count[length])
            {
                bits.Skip(length);
                return _symbols[_start[length] + index];
            }
        }

        throw new JpegException("the picture has a code that is in no table");
    }
}
