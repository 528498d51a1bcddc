using RoomGuard.Central.Papers.Pdf;

namespace RoomGuard.Central.Papers;

/// <summary>One page, measured from its upper left corner, in points.</summary>
internal sealed class PaperPage(PdfDrawing drawing, double height)
{
    /// <summary>The shorter side of A4.</summary>
    public const double ShortSide = 595.28;

    /// <summary>The longer side of A4.</summary>
    public const double LongSide = 841.89;

    /// <summary>Prints one line whose top is at <paramref name="top"/>.</summary>
    public void Write(string line, TextStyle style, double left, double top)
    {
        if (line.Length > 0)
        {
            drawing.Show(line, style, left, height - top - style.Ascent);
        }
    }

    /// <summary>Prints there how many pages the document has, which is known only at its end.</summary>
    public void WriteCount(TextStyle style, double left, double top) => drawing.ShowLater(left, height - top - style.Ascent);

    /// <summary>Fills a rectangle.</summary>
    public void Fill(double left, double top, double width, double high, Ink ink) => drawing.Fill(left, height - top - high, width, high, ink);

    /// <summary>Draws a thin line.</summary>
    public void Rule(double left, double top, double right, double bottom, Ink ink) => drawing.Line(left, height - top, right, height - bottom, ink);
}
