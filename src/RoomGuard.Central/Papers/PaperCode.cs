using QRCoder;

namespace RoomGuard.Central.Papers;

/// <summary>Draws a QR code (ISO/IEC 18004) as filled rectangles: sharp at every size, and no picture in the file.</summary>
internal static class PaperCode
{
    /// <summary>Draws one with the quiet zone around it.</summary>
    /// <param name="side">Its side with the quiet zone, in points.</param>
    public static void Draw(PaperPage page, string text, double left, double top, double side)
    {
        // Readers guess at what is not ASCII unless it is said.
        var isPlain = System.Text.Ascii.IsValid(text);
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M, forceUtf8: !isPlain, utf8BOM: false, eciMode: isPlain ? QRCodeGenerator.EciMode.Default : QRCodeGenerator.EciMode.Utf8);
        var rows = code.ModuleMatrix;
        var module = side / rows.Count;
        for (var row = 0; row < rows.Count; row++)
        {
            for (var column = 0; column < rows.Count; column++)
            {
                var first = column;
                while (column < rows.Count && rows[row][column])
                {
                    column++;
                }

                if (column > first)
                {
                    page.Fill(left + (first * module), top + (row * module), (column - first) * module, module, Ink.Black);
                }
            }
        }
    }
}
