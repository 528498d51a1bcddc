using RoomGuard.Central.Papers;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals.Exports.Printing;

/// <summary>Sets entries as the rows of a table. Columns that belong together share one, below each other.</summary>
internal sealed class EntryTable : IEntrySetter
{
    private const string Number = "entry_no";
    private const string Room = "room";
    private const string Ends = "signatures";
    private const string Empty = "–";

    private static readonly Dictionary<string, IReadOnlyList<TableColumn>> Layouts = new(StringComparer.Ordinal)
    {
        ["35.2"] =
        [
            new(7.5, Number),
            new(11.5, Room, "recorded_at"),
            new(11.5, "time_in", "time_out"),
            new(12, "person", "organisation"),
            new(9, "pass_no", "door"),
            new(10, "basis", "purpose"),
            new(10, "works", "items"),
            new(11.5, "escort"),
            new(12, "result", "door_open_s"),
            new(15, "remarks", Ends),
        ],
        ["35.4"] =
        [
            new(7.5, Number),
            new(11.5, Room, "recorded_at"),
            new(10, "cable_id", "cable_type"),
            new(13, "from"),
            new(13, "to"),
            new(11, "service"),
            new(11.5, "connected_at", "disconnected_at"),
            new(10, "test", "request"),
            new(15, "remarks", Ends),
        ],
    };

    private readonly TableSetter _table;
    private readonly IReadOnlyList<TableColumn> _layout;

    public EntryTable(Paper paper, JournalBook book, EntryTeller teller)
    {
        _layout = Layouts[book.Form.Id];
        var columns = book.Form.Sections[0].Columns.Concat(JournalForms.Frame).GroupBy(column => column.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Head, StringComparer.Ordinal);
        _table = new TableSetter(paper, new PaperTable(
        [
            .. _layout.Select(column => new PaperColumn("", column.Share)
            {
                Heads = [.. column.Ids.SelectMany(id => PrintStyles.Both(teller.HeadOf(id, columns[id]), PrintStyles.ColumnHead, PrintStyles.ColumnHeadBeneath))],
            }),
        ]));
    }

    /// <inheritdoc/>
    public void Add(ToldEntry told)
    {
        var values = new Dictionary<string, Said>(StringComparer.Ordinal);
        foreach (var field in told.Fields.Concat(told.Line))
        {
            values.TryAdd(field.Id, field.Value);
        }

        _table.Add(_table.Measure(new PaperRow([.. _layout.Select(column => Cell(column, told, values))])));
    }

    /// <inheritdoc/>
    public void End() => _table.End();

    private static PaperCell Cell(TableColumn column, ToldEntry told, Dictionary<string, Said> values)
    {
        var passages = new List<Passage>();
        foreach (var id in column.Ids)
        {
            if (id == Ends)
            {
                passages.AddRange(told.Ends.SelectMany(end => PrintStyles.Both(end, PrintStyles.Cell, PrintStyles.CellBeneath)));
            }
            else if (values.TryGetValue(id, out var value) && value.First.Length > 0)
            {
                passages.AddRange(PrintStyles.Both(value, id == Number ? PrintStyles.Cell with { IsBold = true } : PrintStyles.Cell, PrintStyles.CellBeneath));
            }
            else if (id != "remarks")
            {
                passages.Add(new Passage(Empty, PrintStyles.Cell));
            }
        }

        if (column.Ids.Contains(Number))
        {
            passages.AddRange(PrintStyles.Both(values["state"], PrintStyles.Cell, PrintStyles.CellBeneath));
        }

        if (column.Ids.Contains(Room))
        {
            passages.Add(new Passage(told.ShortHash, PrintStyles.CellBeneath));
        }

        return new PaperCell(passages);
    }

    // A column of the print: its part of the width, and the columns of the form that stand in it.
    private sealed record TableColumn(double Share, params IReadOnlyList<string> Ids);
}
