namespace RoomGuard.Central.Papers.Pdf;

/// <summary>The operators of one page, as bytes; what is set already is not set again. For one thread; used anew for the next page.</summary>
internal sealed class PdfDrawing
{
    private byte[] _bytes = new byte[16 * 1024];
    private int _length;
    private (bool IsBold, double Size) _type;
    private Ink? _fill;
    private Ink? _stroke;

    /// <summary>The operators so far.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _length = 0;
        (_type, _fill, _stroke) = (default, null, null);
    }

    /// <summary>Shows a text at a place, measured from the lower left corner.</summary>
    public void Show(string text, TextStyle style, double x, double y)
    {
        Fill(style.Ink);
        Put("BT "u8);
        if (_type != (style.IsBold, style.Size))
        {
            _type = (style.IsBold, style.Size);
            Put(style.IsBold ? "/B "u8 : "/R "u8);
            Put(style.Size);
            Put("Tf "u8);
        }

        Put(x);
        Put(y);
        Put("Td ("u8);
        Grow(4 * text.Length);
        var font = style.Font;
        foreach (var character in text)
        {
            PutSign(font.CodeOf(character));
        }

        Put(")Tj ET\n"u8);
    }

    /// <summary>Fills a rectangle.</summary>
    public void Fill(double x, double y, double width, double height, Ink ink)
    {
        Fill(ink);
        Put(x);
        Put(y);
        Put(width);
        Put(height);
        Put("re f\n"u8);
    }

    /// <summary>Draws a thin line.</summary>
    public void Line(double fromX, double fromY, double toX, double toY, Ink ink)
    {
        if (_stroke != ink)
        {
            _stroke = ink;
            Put("0.5 w "u8);
            Put(ink);
            Put("RG "u8);
        }

        Put(fromX);
        Put(fromY);
        Put("m "u8);
        Put(toX);
        Put(toY);
        Put("l S\n"u8);
    }

    /// <summary>Shows what the file calls <c>/T</c> at a place: a text that is known only at the end.</summary>
    public void ShowLater(double x, double y)
    {
        Put("q 1 0 0 1 "u8);
        Put(x);
        Put(y);
        Put("cm /T Do Q\n"u8);
    }

    private void Fill(Ink ink)
    {
        if (_fill != ink)
        {
            _fill = ink;
            Put(ink);
            Put("rg "u8);
        }
    }

    private void Put(Ink ink)
    {
        Put(ink.Red / 255.0);
        Put(ink.Green / 255.0);
        Put(ink.Blue / 255.0);
    }

    // To a hundredth, by hand: numbers are most of a page.
    private void Put(double number)
    {
        Grow(16);
        var hundredths = (int)Math.Round(number * 100);
        if (hundredths < 0)
        {
            _bytes[_length++] = (byte)'-';
            hundredths = -hundredths;
        }

        System.Buffers.Text.Utf8Formatter.TryFormat(hundredths / 100, _bytes.AsSpan(_length), out var digits);
        _length += digits;
        if (hundredths % 100 is var rest and not 0)
        {
            _bytes[_length++] = (byte)'.';
            _bytes[_length++] = (byte)('0' + (rest / 10));
            if (rest % 10 != 0)
            {
                _bytes[_length++] = (byte)('0' + (rest % 10));
            }
        }

        _bytes[_length++] = (byte)' ';
    }

    // A character of a string, for which there is room: brackets, backslashes and line ends are written as octal numbers.
    private void PutSign(byte sign)
    {
        if (sign is (byte)'(' or (byte)')' or (byte)'\\' or (byte)'\r' or (byte)'\n')
        {
            _bytes[_length++] = (byte)'\\';
            _bytes[_length++] = (byte)('0' + (sign >> 6));
            _bytes[_length++] = (byte)('0' + ((sign >> 3) & 7));
            _bytes[_length++] = (byte)('0' + (sign & 7));
            return;
        }

        _bytes[_length++] = sign;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        Grow(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Grow(int more)
    {
        if (_length + more > _bytes.Length)
        {
            Array.Resize(ref _bytes, (_bytes.Length * 2) + more);
        }
    }
}
