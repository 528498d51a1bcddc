using System.Buffers.Binary;

namespace RoomGuard.Devices.Cameras.Jpeg;

/// <summary>Reads the brightness of a JPEG picture at an eighth of its size (ITU-T T.81: baseline, extended and progressive, Huffman codes, 8 bits).</summary>
/// <remarks>The work and the memory are bounded by the number of bytes and 64 megapixels, whatever the bytes say.</remarks>
public sealed class JpegLuma
{
    private const int EndOfPicture = 0xD9;

    private readonly HuffmanTable?[] _dc = new HuffmanTable?[4];
    private readonly HuffmanTable?[] _ac = new HuffmanTable?[4];
    private readonly int[] _quantisers = new int[4];
    private JpegFrame? _frame;
    private short[] _values = [];
    private int _stride;
    private int _quantiser;
    private int _restartEvery;
    private int _scans;
    private bool _isRead;

    private JpegLuma()
    {
    }

    /// <summary>Reads a picture.</summary>
    /// <exception cref="JpegException">The bytes are no whole picture, or one of a kind that is not read.</exception>
    public static LumaGrid Read(ReadOnlySpan<byte> picture) => new JpegLuma().ReadAll(picture);

    private LumaGrid ReadAll(ReadOnlySpan<byte> picture)
    {
        if (picture.Length < 4 || picture[0] != 0xFF || picture[1] != 0xD8)
        {
            throw new JpegException("it does not begin as a JPEG picture does");
        }

        var at = 2;
        while (true)
        {
            var marker = NextMarker(picture, ref at);
            if (marker == EndOfPicture)
            {
                return _frame is { } frame && _isRead ? Finish(frame) : throw new JpegException("it ends without a picture");
            }

            if (marker is >= 0xD0 and <= 0xD7 or 0x01)
            {
                continue;
            }

            var length = at + 2 <= picture.Length ? BinaryPrimitives.ReadUInt16BigEndian(picture[at..]) : 0;
            if (length < 2 || at + length > picture.Length)
            {
                throw new JpegException("it ends within a segment");
            }

            var segment = picture.Slice(at + 2, length - 2);
            at += length;
            Take(marker, segment, picture, ref at);
        }
    }

    private void Take(int marker, ReadOnlySpan<byte> segment, ReadOnlySpan<byte> picture, ref int at)
    {
        switch (marker)
        {
            case 0xC4:
                ReadHuffman(segment);
                break;
            case 0xDB:
                ReadQuantisers(segment);
                break;
            case 0xDD when segment.Length == 2:
                _restartEvery = BinaryPrimitives.ReadUInt16BigEndian(segment);
                break;
            case 0xC0 or 0xC1 or 0xC2 when _frame is null:
                _frame = JpegFrame.Read(segment, marker == 0xC2);
                _stride = _frame.Units.Across * _frame.Components[0].Across;
                break;
            case >= 0xC0 and <= 0xCF:
                throw new JpegException("it is of a kind that is not read (lossless, hierarchical, arithmetic, or of two frames)");
            case 0xDA:
                ReadScan(segment, picture, ref at);
                break;
        }
    }

    // Data of a scan that is passed over lie before its marker, with FF 00 for FF and restart markers within.
    private static int NextMarker(ReadOnlySpan<byte> picture, ref int at)
    {
        while (true)
        {
            var next = at < picture.Length ? picture[at..].IndexOf((byte)0xFF) : -1;
            if (next < 0 || at + next + 1 >= picture.Length)
            {
                throw new JpegException("it has no end");
            }

            at += next + 1;
            if (picture[at] is not (0 or 0xFF))
            {
                return picture[at++];
            }
        }
    }

    private void ReadHuffman(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            var total = 0;
            for (var i = 1; i <= HuffmanTable.LongestCode && segment.Length > HuffmanTable.LongestCode; i++)
            {
                total += segment[i];
            }

            var size = 1 + HuffmanTable.LongestCode + total;
            if (segment.Length < size || total is 0 or > 256 || (segment[0] & 0xEF) > 3)
            {
                throw new JpegException("a Huffman table has a wrong length");
            }

            (segment[0] < 16 ? _dc : _ac)[segment[0] & 3] = new HuffmanTable(segment[1..17], segment[17..size]);
            segment = segment[size..];
        }
    }

    private void ReadQuantisers(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            var (isWide, number) = (segment[0] >> 4, segment[0] & 15);
            var size = 1 + (64 << isWide);
            if (isWide > 1 || number > 3 || segment.Length < size)
            {
                throw new JpegException("a quantisation table has a wrong length");
            }

            _quantisers[number] = isWide == 1 ? BinaryPrimitives.ReadUInt16BigEndian(segment[1..]) : segment[1];
            segment = segment[size..];
        }
    }

    private void ReadScan(ReadOnlySpan<byte> segment, ReadOnlySpan<byte> picture, ref int at)
    {
        if (_frame is not { } frame)
        {
            throw new JpegException("it has a scan before its frame");
        }

        var count = segment.Length > 0 ? segment[0] : 0;
        if (count is < 1 or > 3 || segment.Length != 4 + (2 * count))
        {
            throw new JpegException("a scan header has a wrong length");
        }

        var (start, before, now) = (segment[^3], segment[^1] >> 4, segment[^1] & 15);
        if (start > 0 && frame.IsProgressive)
        {
            return;
        }

        if (start > 0 || now > 13 || (!frame.IsProgressive && segment[^1] != 0) || (frame.IsProgressive && segment[^2] != 0))
        {
            throw new JpegException("a scan is none of this kind of picture");
        }

        var parts = new List<JpegScan.Part>();
        for (var i = 0; i < count; i++)
        {
            var (id, tables) = (segment[1 + (2 * i)], segment[2 + (2 * i)]);
            var component = frame.Components.FirstOrDefault(one => one.Id == id && parts.All(part => part.Component.Id != id)) ?? throw new JpegException("a scan names a component that is not there");
            parts.Add(new JpegScan.Part(component, before > 0 ? null : Table(_dc, tables >> 4), frame.IsProgressive ? null : Table(_ac, tables & 15)));
        }

        if (parts.All(part => part.Component != frame.Components[0]))
        {
            return;
        }

        Begin(frame, before > 0);
        at = new JpegScan(frame, parts, _restartEvery) { Bits = (before, now) }.Read(picture, at, _values, _stride);
    }

    // Values are made when there is data for them, so that a header alone costs nothing.
    private void Begin(JpegFrame frame, bool isRefinement)
    {
        if (isRefinement != _isRead || ++_scans > 16)
        {
            throw new JpegException("its scans do not follow each other");
        }

        if (!_isRead)
        {
            _quantiser = _quantisers[frame.Components[0].Quantiser];
            _values = new short[_stride * frame.Units.Down * frame.Components[0].Down];
            _isRead = true;
        }

        if (_quantiser == 0)
        {
            throw new JpegException("it has no quantisation table");
        }
    }

    private static HuffmanTable Table(HuffmanTable?[] tables, int number) => (number < 4 ? tables[number] : null) ?? throw new JpegException("a scan names a table that is not there");

    private LumaGrid Finish(JpegFrame frame)
    {
        var (across, down) = frame.Blocks(frame.Components[0]);
        var values = new short[across * down];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (short)Math.Clamp((128 * LumaGrid.Level) + (_values[(i / across * _stride) + (i % across)] * _quantiser), 0, 255 * LumaGrid.Level);
        }

        return new LumaGrid(across, down, values);
    }
}
