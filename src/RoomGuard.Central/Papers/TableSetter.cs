namespace RoomGuard.Central.Papers;

/// <summary>Sets a table: rows as high as their longest cell; one that does not fit goes to the next page, one that is longer than a page goes on there.</summary>
internal sealed class TableSetter
{
    private const double Side = 4;
    private const int LongestKept = 80;
    private const int MostKept = 2_000;

    private readonly Paper _paper;
    private readonly PaperTable _table;
    private readonly double[] _widths;
    private readonly PaperCell[] _head;
    private readonly Dictionary<(string Text, TextStyle Style, int Column), List<string>> _broken = [];
    private bool _isBegun;

    /// <summary>Sets rows of <paramref name="table"/> as they come; those that it has itself are not set.</summary>
    public TableSetter(Paper paper, PaperTable table)
    {
        (_paper, _table) = (paper, table);
        var whole = table.Columns.Sum(column => column.Share);
        _widths = [.. table.Columns.Select(column => column.Share / whole * paper.BodyWidth)];
        _head = table.Columns.Select(column => new PaperCell(column.Heads) { Ground = Ink.HeadGround }).ToArray();
    }

    private double HeadHeight => _table.IsRuled ? Measure(new PaperRow(_head)).Height : 0;

    /// <summary>Sets <paramref name="table"/> where <paramref name="paper"/> is.</summary>
    public static void Set(Paper paper, PaperTable table)
    {
        var setter = new TableSetter(paper, table);
        foreach (var row in table.Rows)
        {
            setter.Add(setter.Measure(row));
        }

        setter.Begin(0);
    }

    /// <summary>A row with its lines.</summary>
    public MeasuredRow Measure(PaperRow row) => new(
        [.. row.Cells.Select((cell, column) => Lines(cell, column))],
        [.. row.Cells.Select(cell => cell.Ground)],
        row.MinHeight);

    /// <summary>Sets a row.</summary>
    public void Add(MeasuredRow row)
    {
        Begin(Math.Min(row.Height, _paper.BodyHeight / 4));
        Set(row);
    }

    /// <summary>Ends the table; the next row begins it anew, with its head.</summary>
    public void End() => _isBegun = false;

    private void Begin(double height)
    {
        if (!_isBegun)
        {
            _isBegun = true;
            _paper.Need(HeadHeight + height);
            SetHead();
        }
    }

    private void SetHead()
    {
        if (_table.IsRuled)
        {
            var head = Measure(new PaperRow(_head));
            Print(head, head.Height);
        }
    }

    private void Set(MeasuredRow row)
    {
        if (row.Height > _paper.Free && row.Height <= _paper.BodyHeight - HeadHeight)
        {
            TurnPage();
        }

        while (row.Height > _paper.Free)
        {
            var piece = row.Cut(_paper.Free - MeasuredRow.Above - MeasuredRow.Below);
            if (piece is null)
            {
                TurnPage();
                piece = row.Cut(_paper.Free - MeasuredRow.Above - MeasuredRow.Below) ?? throw new InvalidOperationException("A line is higher than a page.");
            }

            Print(piece, _paper.Free);
            TurnPage();
        }

        Print(row, row.Height);
    }

    private void TurnPage()
    {
        _paper.BreakPage();
        SetHead();
    }

    private void Print(MeasuredRow row, double height)
    {
        var top = _paper.At;
        var page = _paper.Page;
        var left = Paper.Left;
        for (var column = 0; column < _widths.Length; column++)
        {
            if (row.Grounds[column] is { } ground)
            {
                page.Fill(left, top, _widths[column], height, ground);
            }

            var at = top + MeasuredRow.Above;
            foreach (var (text, style) in row.Cells[column])
            {
                page.Write(text, style, left + (_table.IsRuled || row.Grounds[column] is not null ? Side : 0), at);
                at += style.LineHeight;
            }

            left += _widths[column];
        }

        if (_table.IsRuled)
        {
            Rule(page, top, height);
        }

        _paper.Take(height);
    }

    private void Rule(PaperPage page, double top, double height)
    {
        page.Rule(Paper.Left, top, Paper.Left + _paper.BodyWidth, top, Ink.Line);
        page.Rule(Paper.Left, top + height, Paper.Left + _paper.BodyWidth, top + height, Ink.Line);
        var left = Paper.Left;
        page.Rule(left, top, left, top + height, Ink.Line);
        foreach (var width in _widths)
        {
            left += width;
            page.Rule(left, top, left, top + height, Ink.Line);
        }
    }

    private Queue<Passage> Lines(PaperCell cell, int column)
    {
        var lines = new Queue<Passage>();
        foreach (var passage in cell.Passages)
        {
            if (passage.Text.Length > 0 && LineBreaker.IsLine(passage.Text, passage.Style, _widths[column] - (2 * Side)))
            {
                lines.Enqueue(passage);
            }
            else if (passage.Text.Length > 0)
            {
                foreach (var line in Broken(passage, column))
                {
                    lines.Enqueue(new Passage(line, passage.Style));
                }
            }
        }

        return lines;
    }

    // Long heads and words of lists come again in every row.
    private List<string> Broken(Passage passage, int column)
    {
        var key = (passage.Text, passage.Style, column);
        if (_broken.TryGetValue(key, out var known))
        {
            return known;
        }

        var lines = LineBreaker.Break(passage.Text, passage.Style, _widths[column] - (2 * Side));
        if (passage.Text.Length <= LongestKept && _broken.Count < MostKept)
        {
            _broken.Add(key, lines);
        }

        return lines;
    }
}
