using RoomGuard.Central.Papers;

namespace RoomGuard.Central.Journals.Exports.Printing;

/// <summary>Labels to print on sheets of three by eight (A4, 70 by 37 mm): what is written on the cable, from where to where, and a QR code that finds its entry.</summary>
internal static class CableLabels
{
    private const int Across = 3;
    private const int Down = 8;
    private const double Width = PaperPage.ShortSide / Across;
    private const double Height = PaperPage.LongSide / Down;

    // Printers do not reach the edge of the sheet.
    private const double Margin = 14;
    private const double CodeSide = 66;
    private const double Gap = 5;
    private const int MostLines = 3;

    private static readonly TextStyle Large = new(true, 12, Ink.Black);
    private static readonly TextStyle Small = new(false, 7, Ink.Black);

    /// <summary>The sheets.</summary>
    /// <param name="title">What the document is called.</param>
    /// <param name="none">What it says when there is no cable.</param>
    /// <param name="addressOf">Where an entry is found.</param>
    public static byte[] Write(IReadOnlyList<Cable> cables, PaperTitle title, string none, Func<Cable, Uri> addressOf)
    {
        var paper = new Paper(title with { IsFramed = false });
        if (cables.Count == 0)
        {
            paper.Write(none, TextStyle.Body);
        }

        for (var index = 0; index < cables.Count; index++)
        {
            if (index > 0 && index % (Across * Down) == 0)
            {
                paper.BreakPage();
            }

            var place = index % (Across * Down);
            Draw(paper.Page, cables[index], addressOf(cables[index]), place % Across * Width, place / Across * Height);
        }

        return paper.Build();
    }

    /// <summary>What the QR code of a cable says.</summary>
    public static string Code(Cable cable, Uri address) => $"{cable.Id}\n{address.AbsoluteUri}";

    private static void Draw(PaperPage page, Cable cable, Uri address, double left, double top)
    {
        PaperCode.Draw(page, Code(cable, address), left + Width - Margin - CodeSide + 4, top + ((Height - CodeSide) / 2), CodeSide);
        var width = Width - (2 * Margin) - CodeSide;
        var at = top + Margin;
        at = Write(page, cable.Id, Large, left + Margin, at, width, 2);
        at = Write(page, cable.From ?? "–", Small, left + Margin, at + Gap / 2, width, MostLines);
        Write(page, "→ " + (cable.To ?? "–"), Small, left + Margin, at + 1, width, MostLines);
    }

    private static double Write(PaperPage page, string text, TextStyle style, double left, double top, double width, int most)
    {
        var lines = LineBreaker.Break(text, style, width);
        for (var index = 0; index < Math.Min(lines.Count, most); index++)
        {
            var isCut = index == most - 1 && lines.Count > most;
            page.Write(isCut ? lines[index][..^1] + "…" : lines[index], style, left, top);
            top += style.LineHeight;
        }

        return top;
    }
}
