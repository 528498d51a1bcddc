using System.Collections.Frozen;
using System.Text;
using UglyToad.PdfPig.Fonts.TrueType;
using UglyToad.PdfPig.Fonts.TrueType.Parser;

namespace RoomGuard.Central.Papers;

/// <summary>A typeface inside this assembly: its bytes, and how wide each letter is. Immutable.</summary>
internal sealed class PaperFont
{
    /// <summary>Stands for every character that the typeface does not have.</summary>
    public const char Missing = '□';

    private readonly FrozenDictionary<char, double> _widths;

    private PaperFont(string name)
    {
        using var stream = typeof(PaperFont).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        Bytes = new byte[stream.Length];
        stream.ReadExactly(Bytes);
        var font = TrueTypeFontParser.Parse(new TrueTypeDataBytes(Bytes));
        var unit = (double)font.GetUnitsPerEm();
        var widths = new Dictionary<char, double>();
        for (var character = ' '; character < '\u3000'; character++)
        {
            var glyph = font.WindowsUnicodeCMap?.CharacterCodeToGlyphIndex(character) ?? 0;
            if (glyph > 0)
            {
                widths[character] = font.TableRegister.HorizontalMetricsTable.GetAdvanceWidth(glyph) / unit;
            }
        }

        _widths = widths.ToFrozenDictionary();
    }

    /// <summary>Noto Sans.</summary>
    public static PaperFont Regular { get; } = new("fonts/NotoSans-Regular.ttf");

    /// <summary>Noto Sans Bold.</summary>
    public static PaperFont Bold { get; } = new("fonts/NotoSans-Bold.ttf");

    /// <summary>The typeface as a TrueType file.</summary>
    public byte[] Bytes { get; }

    /// <summary>The characters it has. A simple font of a PDF can tell 255 apart, so it has no more.</summary>
    public IEnumerable<char> Characters => _widths.Keys;

    /// <summary>How wide a text is in points.</summary>
    public double Width(ReadOnlySpan<char> text, double size)
    {
        var width = 0.0;
        foreach (var character in text)
        {
            width += _widths.GetValueOrDefault(character);
        }

        return width * size;
    }

    /// <summary>The text with characters that can be printed: letters composed, tabs as spaces, <see cref="Missing"/> for what the typeface does not have. Line feeds stay.</summary>
    public string Printable(string text)
    {
        if (text.All(character => _widths.ContainsKey(character)))
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
                printable.Append(rune.IsBmp && _widths.ContainsKey((char)rune.Value) ? (char)rune.Value : Missing);
            }
        }

        return printable.ToString();
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
