using System.Text;
using UglyToad.PdfPig.Fonts.TrueType;
using UglyToad.PdfPig.Fonts.TrueType.Parser;

namespace RoomGuard.Central.Papers;

/// <summary>A typeface inside this assembly: its bytes, and how wide each letter is. Immutable.</summary>
internal sealed class PaperFont
{
    /// <summary>Stands for every character that the typeface does not have.</summary>
    public const char Missing = '□';

    private const char End = '\u3000';

    // By character; a width below zero is that of a character that it does not have.
    private readonly double[] _widths = new double[End];
    private readonly byte[] _codes = new byte[End];

    private PaperFont(string name, bool isBold)
    {
        (Name, IsBold) = (name, isBold);
        var file = $"fonts/{name}.ttf";
        using var stream = typeof(PaperFont).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"{file} is not in the assembly.");
        Bytes = new byte[stream.Length];
        stream.ReadExactly(Bytes);
        var font = TrueTypeFontParser.Parse(new TrueTypeDataBytes(Bytes));
        var unit = (double)font.GetUnitsPerEm();
        var box = font.TableRegister.HeaderTable.Bounds;
        Box = ((int)box.Left, (int)box.Bottom, (int)box.Right, (int)box.Top);
        Array.Fill(_widths, -1);
        var characters = new List<char>();
        for (var character = ' '; character < End; character++)
        {
            var glyph = font.WindowsUnicodeCMap?.CharacterCodeToGlyphIndex(character) ?? 0;
            if (glyph > 0)
            {
                _widths[character] = font.TableRegister.HorizontalMetricsTable.GetAdvanceWidth(glyph) / unit;
                characters.Add(character);
            }
        }

        Characters = characters;
        Encode();
    }

    /// <summary>Noto Sans.</summary>
    public static PaperFont Regular { get; } = new("NotoSans-Regular", false);

    /// <summary>Noto Sans Bold.</summary>
    public static PaperFont Bold { get; } = new("NotoSans-Bold", true);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Whether it is bold.</summary>
    public bool IsBold { get; }

    /// <summary>The typeface as a TrueType file.</summary>
    public byte[] Bytes { get; }

    /// <summary>What all its letters fit into, in thousandths.</summary>
    public (int Left, int Bottom, int Right, int Top) Box { get; }

    /// <summary>The characters it has. A simple font of a PDF can tell 255 apart, so it has no more.</summary>
    public IReadOnlyList<char> Characters { get; }

    /// <summary>Whether it has a character.</summary>
    public bool Has(char character) => character < End && _widths[character] >= 0;

    /// <summary>The byte that stands for a character in a PDF: of ASCII the same, of what it does not have that of <see cref="Missing"/>.</summary>
    public byte CodeOf(char character) => _codes[Has(character) ? character : Missing];

    /// <summary>How wide a character is that it has, for letters of one point.</summary>
    public double WidthOf(char character) => _widths[character];

    /// <summary>How wide a text is in points.</summary>
    public double Width(ReadOnlySpan<char> text, double size)
    {
        var width = 0.0;
        foreach (var character in text)
        {
            width += character < End ? Math.Max(_widths[character], 0) : 0;
        }

        return width * size;
    }

    /// <summary>The text with characters that can be printed: letters composed, tabs as spaces, <see cref="Missing"/> for what the typeface does not have. Line feeds stay.</summary>
    public string Printable(string text)
    {
        if (HasAll(text))
        {
            return text;
        }

        var printable = new StringBuilder(text.Length);
        foreach (var rune in Compose(text).EnumerateRunes())
        {
            if (rune.Value == '\n')
            {
                printable.Append('\n');
            }
            else if (Rune.IsWhiteSpace(rune) && rune.Value is not ('\u00a0' or '\u202f'))
            {
                printable.Append(' ');
            }
            else if (!Rune.IsControl(rune))
            {
                printable.Append(rune.IsBmp && Has((char)rune.Value) ? (char)rune.Value : Missing);
            }
        }

        return printable.ToString();
    }

    private bool HasAll(string text)
    {
        foreach (var character in text)
        {
            if (!Has(character))
            {
                return false;
            }
        }

        return true;
    }

    private void Encode()
    {
        var free = new Queue<byte>(Enumerable.Range(127, 129).Concat(Enumerable.Range(1, 31)).Select(code => (byte)code));
        foreach (var character in Characters)
        {
            _codes[character] = character <= '~' ? (byte)character : free.Dequeue();
        }
    }

    // A text with half a surrogate pair cannot be composed.
    private static string Compose(string text)
    {
        try
        {
            return text.Normalize();
        }
        catch (ArgumentException)
        {
            return text;
        }
    }
}
