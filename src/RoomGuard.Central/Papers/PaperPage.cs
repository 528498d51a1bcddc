using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;

namespace RoomGuard.Central.Papers;

/// <summary>One page, measured from its upper left corner, in points.</summary>
internal sealed class PaperPage(PdfPageBuilder page, PaperPrint print)
{
    /// <summary>Width of A4.</summary>
    public const double Width = 595.28;

    /// <summary>Height of A4.</summary>
    public const double Height = 841.89;

    /// <summary>Prints one line whose top is at <paramref name="top"/>.</summary>
    public void Write(string line, TextStyle style, double left, double top)
    {
        if (line.Length > 0)
        {
            page.SetTextAndFillColor(style.Ink.Red, style.Ink.Green, style.Ink.Blue);
            page.AddText(line, style.Size, new PdfPoint(left, Height - top - style.Ascent), style.IsBold ? print.Bold : print.Regular);
        }
    }

    /// <summary>Fills a rectangle.</summary>
    public void Fill(double left, double top, double width, double height, Ink ink)
    {
        page.SetStrokeColor(ink.Red, ink.Green, ink.Blue);
        page.SetTextAndFillColor(ink.Red, ink.Green, ink.Blue);
        page.DrawRectangle(new PdfPoint(left, Height - top - height), width, height, 0, true);
    }

    /// <summary>Draws a thin line.</summary>
    public void Rule(double left, double top, double right, double bottom, Ink ink)
    {
        page.SetStrokeColor(ink.Red, ink.Green, ink.Blue);
        page.DrawLine(new PdfPoint(left, Height - top), new PdfPoint(right, Height - bottom), 0.5);
    }
}

/// <summary>The typefaces of one document.</summary>
internal sealed record PaperPrint(PdfDocumentBuilder.AddedFont Regular, PdfDocumentBuilder.AddedFont Bold);
