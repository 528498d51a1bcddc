namespace RoomGuard.Central.Papers;

/// <summary>Sets a table: rows as high as their longest cell; one that does not fit goes to the next page, one that is longer than a page goes on there.</summary>
internal sealed class TableSetter
{
    private const double Side = 4;
    private const double Above = 2.5;
    private const double Below = 3;

    private readonly Paper _paper;
    private readonly PaperTable _table;
    private readonly double[] _widths;
    private readonly Block _head;

    private TableSetter(Paper paper, PaperTable table)
    {
        (_paper, _table) = (paper, table);
        var whole = table.Columns.Sum(column => column.Share);
        _widths = [.. table.Columns.Select(column => column.Share / whole * paper.BodyWidth)];
        _head = Measure(new PaperRow([.. table.Columns.Select(column => new PaperCell(new Passage(column.Head, TextStyle.CellHead)) { Ground = Ink.HeadGround })]));
    }

    private double HeadHeight => _table.IsRuled ? _head.Height : 0;

    /// <summary>Sets <paramref name="table"/> where <paramref name="paper"/> is.</summary>
    public static void Set(Paper paper, PaperTable table) => new TableSetter(paper, table).Set();

    private void Set()
    {
        var rows = _table.Rows.Select(Measure);
        var isFirst = true;
        foreach (var row in rows)
        {
            if (isFirst)
            {
                _paper.Need(HeadHeight + Math.Min(row.Height, _paper.BodyHeight / 4));
                SetHead();
            }

            Set(row);
            isFirst = false;
        }

        if (isFirst)
        {
            _paper.Need(HeadHeight);
            SetHead();
        }
    }

    private void SetHead()
    {
        if (_table.IsRuled)
        {
            Print(_head, _head.Height);
        }
    }

    private void Set(Block row)
    {
        if (row.Height > _paper.Free && row.Height <= _paper.BodyHeight - HeadHeight)
        {
            TurnPage();
        }

        while (row.Height > _paper.Free)
        {
            var piece = row.Cut(_paper.Free - Above - Below);
            if (piece is null)
            {
                TurnPage();
                piece = row.Cut(_paper.Free - Above - Below) ?? throw new InvalidOperationException("A line is higher than a page.");
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

    private void Print(Block row, double height)
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

            var at = top + Above;
            foreach (var (text, style) in row.Cells[column])
            {
                page.Write(text, style, left + (_table.IsRuled ? Side : 0), at);
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

    private Block Measure(PaperRow row) => new(
        [.. row.Cells.Select((cell, column) => Lines(cell, _widths[column] - (2 * Side)))],
        [.. row.Cells.Select(cell => cell.Ground)],
        row.MinHeight);

    private static Queue<Passage> Lines(PaperCell cell, double width) =>
        new(cell.Passages.Where(passage => passage.Text.Length > 0).SelectMany(passage => LineBreaker.Break(passage.Text, passage.Style, width).Select(line => new Passage(line, passage.Style))));

    // The lines of a row that are still to be printed, cell by cell.
    private sealed record Block(IReadOnlyList<Queue<Passage>> Cells, IReadOnlyList<Ink?> Grounds, double MinHeight)
    {
        public double Height => Math.Max(MinHeight, Cells.Max(cell => cell.Sum(line => line.Style.LineHeight)) + Above + Below);

        // Takes away what fits into a height; null when not even one line does.
        public Block? Cut(double height)
        {
            var piece = new Block([.. Cells.Select(cell => Take(cell, height))], Grounds, 0);
            return piece.Cells.Any(cell => cell.Count > 0) ? piece : null;
        }

        private static Queue<Passage> Take(Queue<Passage> cell, double height)
        {
            var taken = new Queue<Passage>();
            var used = 0.0;
            while (cell.TryPeek(out var line) && used + line.Style.LineHeight <= height)
            {
                taken.Enqueue(cell.Dequeue());
                used += line.Style.LineHeight;
            }

            return taken;
        }
    }
}
