using System.Globalization;
using System.Text;

namespace RoomGuard.Central.Papers.Pdf;

/// <summary>Writes a typeface into a PDF as a simple font: one byte for each character, its name and its Unicode beside it, so that every reader shows and copies it alike.</summary>
internal static class PdfTypeface
{
    // What one section of a character map may hold.
    private const int Section = 100;

    /// <summary>Writes it; gives its number.</summary>
    public static int Write(PdfFile file, PaperFont font)
    {
        var program = file.Write(file.Reserve(), string.Create(CultureInfo.InvariantCulture, $"/Length1 {font.Bytes.Length}"), font.Bytes);
        var (left, bottom, right, top) = font.Box;
        var descriptor = file.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"<</Type/FontDescriptor/FontName/{font.Name}/Flags 32/FontBBox[{left} {bottom} {right} {top}]/ItalicAngle 0/Ascent 1069/Descent -293/CapHeight 714/StemV {(font.IsBold ? 140 : 80)}/FontFile2 {program} 0 R>>"));
        var byCode = font.Characters.ToDictionary(font.CodeOf);
        var unicode = file.Write(file.Reserve(), "", Encoding.ASCII.GetBytes(Map(byCode)));
        var widths = string.Join(' ', Enumerable.Range(1, 255).Select(code => byCode.TryGetValue((byte)code, out var character) ? (int)Math.Round(font.Width([character], 1000)) : 0));
        var names = string.Concat(byCode.Where(pair => pair.Key != pair.Value).OrderBy(pair => pair.Key).Select(pair => string.Create(CultureInfo.InvariantCulture, $" {pair.Key}/uni{(int)pair.Value:X4}")));
        return file.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"<</Type/Font/Subtype/TrueType/BaseFont/{font.Name}/FirstChar 1/LastChar 255/Widths[{widths}]/FontDescriptor {descriptor} 0 R/Encoding<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[{names}]>>/ToUnicode {unicode} 0 R>>"));
    }

    private static string Map(Dictionary<byte, char> byCode)
    {
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /RoomGuard def\n/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n");
        foreach (var section in byCode.OrderBy(pair => pair.Key).Chunk(Section))
        {
            map.Append(CultureInfo.InvariantCulture, $"{section.Length} beginbfchar\n");
            foreach (var (code, character) in section)
            {
                map.Append(CultureInfo.InvariantCulture, $"<{code:X2}> <{(int)character:X4}>\n");
            }

            map.Append("endbfchar\n");
        }

        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }
}
