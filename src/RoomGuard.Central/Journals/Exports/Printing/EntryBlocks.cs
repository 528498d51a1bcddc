using RoomGuard.Central.Papers;

namespace RoomGuard.Central.Journals.Exports.Printing;

/// <summary>Sets an entry as a block: a line that finds it, its values under their heads in three columns, long ones across, corrections and signatures at its end.</summary>
internal sealed class EntryBlocks : IEntrySetter
{
    private const int Columns = 3;

    // Above so many characters a value goes across the page.
    private const int Long = 75;

    private readonly Paper _paper;
    private readonly TableSetter _line;
    private readonly TableSetter _fields;
    private readonly TableSetter _wide;
    private readonly List<(TableSetter Setter, MeasuredRow Row)> _rows = [];
    private readonly List<PaperCell> _cells = [];

    public EntryBlocks(Paper paper)
    {
        _paper = paper;
        _line = new TableSetter(paper, Bare(10, 21, 24, 16, 16, 13));
        _fields = new TableSetter(paper, Bare(1, 1, 1));
        _wide = new TableSetter(paper, Bare(1));
    }

    /// <inheritdoc/>
    public void Add(ToldEntry told)
    {
        _rows.Clear();
        _rows.Add((_line, _line.Measure(new PaperRow([.. told.Line.Select(Found)]))));
        foreach (var field in told.Fields)
        {
            Put(field);
        }

        EndRow();
        _rows.Add((_wide, _wide.Measure(new PaperRow(new PaperCell([.. PrintStyles.Both(told.Source, PrintStyles.Note, PrintStyles.NoteBeneath), .. told.Ends.SelectMany(end => PrintStyles.Both(end, PrintStyles.End, PrintStyles.FieldBeneath))])))));

        // A block stands on one page where it may; the line that finds it never stands alone.
        var height = _rows.Sum(row => row.Row.Height);
        _paper.Need(height <= _paper.BodyHeight / 2 ? height : _rows.Take(2).Sum(row => row.Row.Height));
        foreach (var (setter, row) in _rows)
        {
            setter.Add(row);
        }

        _paper.Skip(7);
    }

    /// <inheritdoc/>
    public void End()
    {
        // Blocks are whole by themselves.
    }

    private static PaperTable Bare(params ReadOnlySpan<double> shares) => new([.. shares.ToArray().Select(share => new PaperColumn("", share))]) { IsRuled = false };

    private static PaperCell Found(ToldField field) => new(
        [
            .. PrintStyles.Both(field.Head, PrintStyles.FieldHead, PrintStyles.FieldHeadBeneath),
            .. PrintStyles.Both(field.Value, PrintStyles.Found, PrintStyles.FieldBeneath),
        ])
    {
        Ground = Ink.HeadGround,
    };

    private void Put(ToldField field)
    {
        var isLong = Math.Max(field.Value.First.Length, field.Value.Beneath.Length) > Long;
        if (isLong)
        {
            EndRow();
            var head = field.Head.Beneath.Length > 0 ? $"{field.Head.First} / {field.Head.Beneath}" : field.Head.First;
            _rows.Add((_wide, _wide.Measure(new PaperRow(new PaperCell(
            [
                new Passage(head, PrintStyles.FieldHead),
                .. PrintStyles.Both(field.Value, PrintStyles.Field, PrintStyles.FieldBeneath),
            ])))));
            return;
        }

        _cells.Add(new PaperCell(
        [
            .. PrintStyles.Both(field.Head, PrintStyles.FieldHead, PrintStyles.FieldHeadBeneath),
            .. PrintStyles.Both(field.Value, PrintStyles.Field, PrintStyles.FieldBeneath),
        ]));
        if (_cells.Count == Columns)
        {
            EndRow();
        }
    }

    private void EndRow()
    {
        if (_cells.Count == 0)
        {
            return;
        }

        while (_cells.Count < Columns)
        {
            _cells.Add("");
        }

        _rows.Add((_fields, _fields.Measure(new PaperRow([.. _cells]))));
        _cells.Clear();
    }
}
