using System.Globalization;
using UglyToad.PdfPig.Writer;

namespace RoomGuard.Central.Papers;

/// <summary>What a document says of itself.</summary>
/// <param name="Title">Its title; stands above every page but the first.</param>
/// <param name="Footer">What stands below every page.</param>
/// <param name="At">When it was made, UTC.</param>
internal sealed record PaperTitle(string Title, string Footer, DateTimeOffset At)
{
    /// <summary>Who it is about; empty when it names nobody.</summary>
    public string Author { get; init; } = "";

    /// <summary>What it is about.</summary>
    public string Subject { get; init; } = "";
}

/// <summary>A document on A4 that is written from its beginning to its end and comes out as PDF: what does not fit on a page goes on on the next one. For one thread.</summary>
/// <remarks>Only this folder knows the PDF library. It knows nothing of what is printed.</remarks>
internal sealed class Paper : IDisposable
{
    /// <summary>Free at the left: room to bind.</summary>
    public const double Left = 56.7;

    /// <summary>How wide text may be.</summary>
    public const double BodyWidth = PaperPage.Width - Left - Right;

    /// <summary>How high text may be on one page.</summary>
    public const double BodyHeight = PaperPage.Height - Top - Bottom;

    private const double Right = 39.7;
    private const double Top = 51;
    private const double Bottom = 56.7;

    private readonly PdfDocumentBuilder _pdf = new();
    private readonly List<PaperPage> _pages = [];
    private readonly PaperPrint _print;
    private readonly PaperTitle _title;

    public Paper(PaperTitle title)
    {
        _title = title;
        _print = new PaperPrint(_pdf.AddTrueTypeFont(PaperFont.Regular.Bytes), _pdf.AddTrueTypeFont(PaperFont.Bold.Bytes));
        var about = _pdf.DocumentInformation;
        (about.Title, about.Author, about.Subject, about.Creator, about.Producer) = (title.Title, title.Author, title.Subject, "RoomGuard", "RoomGuard");
        about.CreationDate = string.Create(CultureInfo.InvariantCulture, $"D:{title.At.UtcDateTime:yyyyMMddHHmmss}Z");
        BreakPage();
    }

    /// <summary>The page that is written on.</summary>
    public PaperPage Page => _pages[^1];

    /// <summary>Where on the page the next thing comes.</summary>
    public double At { get; private set; }

    /// <summary>How much of the page is left.</summary>
    public double Free => PaperPage.Height - Bottom - At;

    /// <summary>Whether nothing stands on the page yet.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>A heading; it never stands alone at the foot of a page.</summary>
    /// <param name="keep">How much of what follows must fit below it, in points.</param>
    public void Head(string text, TextStyle style, double keep = 90)
    {
        var lines = LineBreaker.Break(text, style, BodyWidth);
        var above = IsFresh ? 0 : style.Size;
        Need(above + (lines.Count * style.LineHeight) + keep);
        Skip(IsFresh ? 0 : above);
        Print(lines, style);
        Skip(style.Size * 0.4);
    }

    /// <summary>A paragraph.</summary>
    public void Write(string text, TextStyle style)
    {
        Print(LineBreaker.Break(text, style, BodyWidth), style);
        Skip(style.Size * 0.45);
    }

    /// <summary>A table.</summary>
    public void Write(PaperTable table)
    {
        TableSetter.Set(this, table);
        Skip(6);
    }

    /// <summary>Leaves free space; none at the head of a page.</summary>
    public void Skip(double points)
    {
        if (!IsFresh)
        {
            At += points;
        }
    }

    /// <summary>Takes up space on the page.</summary>
    public void Take(double points)
    {
        At += points;
        IsFresh = false;
    }

    /// <summary>Goes on on the next page unless so much is left on this one.</summary>
    public void Need(double points)
    {
        if (Free < points && !IsFresh)
        {
            BreakPage();
        }
    }

    /// <summary>Goes on on a new page.</summary>
    public void BreakPage()
    {
        _pages.Add(new PaperPage(_pdf.AddPage(PaperPage.Width, PaperPage.Height), _print));
        (At, IsFresh) = (Top, true);
    }

    /// <summary>The document as PDF; nothing can be written after it.</summary>
    public byte[] Build()
    {
        for (var index = 0; index < _pages.Count; index++)
        {
            Frame(_pages[index], index + 1);
        }

        return _pdf.Build();
    }

    /// <inheritdoc/>
    public void Dispose() => _pdf.Dispose();

    private void Print(List<string> lines, TextStyle style)
    {
        foreach (var line in lines)
        {
            Need(style.LineHeight);
            Page.Write(line, style, Left, At);
            Take(style.LineHeight);
        }
    }

    // What stands above and below the matter; only now is it known how many pages there are.
    private void Frame(PaperPage page, int number)
    {
        var style = TextStyle.Note;
        var count = string.Create(CultureInfo.InvariantCulture, $"{number} / {_pages.Count}");
        var countWidth = style.Font.Width(count, style.Size);
        var below = PaperPage.Height - Bottom + 14;
        page.Rule(Left, below, Left + BodyWidth, below, Ink.Line);
        page.Write(FirstLine(_title.Footer, style, BodyWidth - countWidth - 20), style, Left, below + 4);
        page.Write(count, style, Left + BodyWidth - countWidth, below + 4);
        if (number > 1)
        {
            page.Write(FirstLine(_title.Title, style, BodyWidth), style, Left, Top - 22);
            page.Rule(Left, Top - 9, Left + BodyWidth, Top - 9, Ink.Line);
        }
    }

    private static string FirstLine(string text, TextStyle style, double width)
    {
        var lines = LineBreaker.Break(text, style, width);
        return lines.Count == 1 ? lines[0] : LineBreaker.Break(text, style, width - style.Size)[0] + "…";
    }
}
