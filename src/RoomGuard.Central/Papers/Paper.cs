using System.Globalization;
using RoomGuard.Central.Papers.Pdf;

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

    /// <summary>Whether the longer side of its pages lies.</summary>
    public bool IsLandscape { get; init; }

    /// <summary>Whether its pages have lines above and below that say which they are.</summary>
    public bool IsFramed { get; init; } = true;
}

/// <summary>A document on A4 that is written from its beginning to its end and comes out as PDF: what does not fit on a page goes on on the next one. A page that is full leaves for the file, so that no document is too long. For one thread.</summary>
/// <remarks>Only this folder knows how PDF is written. It knows nothing of what is printed.</remarks>
internal sealed class Paper
{
    /// <summary>Free at the left: room to bind.</summary>
    public const double Left = 56.7;

    private const double Right = 39.7;
    private const double Top = 51;
    private const double Bottom = 56.7;

    // What the number of pages usually needs; more digits stand in the margin.
    private const string UsualCount = "000";

    private readonly PdfDrawing _drawing = new();
    private readonly Stream _output;
    private readonly PdfFile _file;
    private readonly PaperTitle _title;
    private readonly (double Width, double Height) _size;
    private readonly string _footer;
    private readonly string _header;
    private readonly string _fonts;
    private readonly int _count;
    private int _pages;

    /// <summary>A document that <see cref="Build"/> gives.</summary>
    public Paper(PaperTitle title)
        : this(title, new MemoryStream())
    {
    }

    /// <summary>A document that goes into <paramref name="output"/> page by page, until <see cref="Finish"/>.</summary>
    public Paper(PaperTitle title, Stream output)
    {
        (_title, _output) = (title, output);
        _size = title.IsLandscape ? (PaperPage.LongSide, PaperPage.ShortSide) : (PaperPage.ShortSide, PaperPage.LongSide);
        _file = new PdfFile(output);
        _fonts = string.Create(CultureInfo.InvariantCulture, $"/Font<</R {PdfTypeface.Write(_file, PaperFont.Regular)} 0 R/B {PdfTypeface.Write(_file, PaperFont.Bold)} 0 R>>");
        _count = _file.Reserve();
        var style = TextStyle.Note;
        _footer = FirstLine(title.Footer, style, BodyWidth - style.Font.Width("00000 / 00000", style.Size) - 20);
        _header = FirstLine(title.Title, style, BodyWidth);
        Page = new PaperPage(_drawing, _size.Height);
        At = Top;
    }

    /// <summary>The page that is written on.</summary>
    public PaperPage Page { get; }

    /// <summary>How wide text may be.</summary>
    public double BodyWidth => _size.Width - Left - Right;

    /// <summary>How high text may be on one page.</summary>
    public double BodyHeight => _size.Height - Top - Bottom;

    /// <summary>Where on the page the next thing comes.</summary>
    public double At { get; private set; }

    /// <summary>How much of the page is left.</summary>
    public double Free => _size.Height - Bottom - At;

    /// <summary>Whether nothing stands on the page yet.</summary>
    public bool IsFresh { get; private set; } = true;

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
        EndPage();
        (At, IsFresh) = (Top, true);
    }

    /// <summary>Ends the document; nothing can be written after it.</summary>
    public void Finish()
    {
        EndPage();
        var style = TextStyle.Note;
        _drawing.Show(_pages.ToString(CultureInfo.InvariantCulture), style, 0, 0);
        _file.Write(_count, string.Create(CultureInfo.InvariantCulture, $"/Type/XObject/Subtype/Form/BBox[0 -10 100 20]/Resources<<{_fonts}>>"), _drawing.Bytes);
        _file.Finish(
            string.Create(CultureInfo.InvariantCulture, $"/MediaBox[0 0 {_size.Width} {_size.Height}]/Resources<<{_fonts}/XObject<</T {_count} 0 R>>>>"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"<</Title{PdfFile.Text(_title.Title)}/Author{PdfFile.Text(_title.Author)}/Subject{PdfFile.Text(_title.Subject)}/Creator(RoomGuard)/Producer(RoomGuard)/CreationDate(D:{_title.At.UtcDateTime:yyyyMMddHHmmss}Z)>>"));
    }

    /// <summary>The document as PDF; nothing can be written after it.</summary>
    /// <exception cref="InvalidOperationException">It goes elsewhere.</exception>
    public byte[] Build()
    {
        Finish();
        return _output is MemoryStream held ? held.ToArray() : throw new InvalidOperationException("The document went into a stream of its maker's.");
    }

    private void Print(List<string> lines, TextStyle style)
    {
        foreach (var line in lines)
        {
            Need(style.LineHeight);
            Page.Write(line, style, Left, At);
            Take(style.LineHeight);
        }
    }

    private void EndPage()
    {
        _pages++;
        if (_title.IsFramed)
        {
            Frame();
        }

        _file.WritePage(_drawing.Bytes);
        _drawing.Clear();
    }

    // What stands above and below the matter. How many pages there are is known only at the end.
    private void Frame()
    {
        var style = TextStyle.Note;
        var number = string.Create(CultureInfo.InvariantCulture, $"{_pages} / ");
        var count = Left + BodyWidth - style.Font.Width(UsualCount, style.Size);
        var below = _size.Height - Bottom + 14;
        Page.Rule(Left, below, Left + BodyWidth, below, Ink.Line);
        Page.Write(_footer, style, Left, below + 4);
        Page.Write(number, style, count - style.Font.Width(number, style.Size), below + 4);
        Page.WriteCount(style, count, below + 4);
        if (_pages > 1)
        {
            Page.Write(_header, style, Left, Top - 22);
            Page.Rule(Left, Top - 9, Left + BodyWidth, Top - 9, Ink.Line);
        }
    }

    private static string FirstLine(string text, TextStyle style, double width)
    {
        var lines = LineBreaker.Break(text, style, width);
        return lines.Count == 1 ? lines[0] : LineBreaker.Break(text, style, width - style.Size)[0] + "…";
    }
}
