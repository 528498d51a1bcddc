namespace RoomGuard.Snmp.Requests;

/// <summary>Reads columns of one table side by side and puts the cells of each row together by their index.</summary>
internal sealed class TableReader(Pages pages, SnmpTarget target, IReadOnlyList<ObjectId> columns, int maxRows)
{
    private readonly SortedDictionary<ObjectId, SnmpValue[]> _rows = [];

    /// <summary>The rows, in the order of their index; a cell that a row lacks is noSuchInstance.</summary>
    public async Task<IReadOnlyList<SnmpRow>> ReadAsync(CancellationToken stop)
    {
        var open = columns.Select(static (column, position) => new Column(position, column, column)).ToList();
        while (open.Count > 0)
        {
            var rows = Math.Max(1, Math.Min(target.MaxRepetitions, target.MaxVarbinds * 2 / open.Count));
            var page = await pages.NextAsync(target, [.. open.Select(static column => column.Last)], rows, stop).ConfigureAwait(false);
            open = Take(open, page);
        }

        return [.. _rows.Take(maxRows).Select(static row => new SnmpRow(row.Key, row.Value))];
    }

    // Columns with holes run ahead of others: each goes on from its own last cell, and ends on its own.
    private List<Column> Take(List<Column> open, IReadOnlyList<VarBind> page)
    {
        var going = new List<Column>(open.Count);
        for (var i = 0; i < open.Count; i++)
        {
            var column = open[i];
            var isOpen = page.Count > 0;
            for (var cell = i; cell < page.Count && isOpen; cell += open.Count)
            {
                isOpen = Take(page[cell], ref column);
            }

            if (isOpen)
            {
                going.Add(column);
            }
        }

        return going;
    }

    private bool Take(VarBind cell, ref Column column)
    {
        if (cell.Value.IsException || !cell.Id.StartsWith(column.Root) || cell.Id <= column.Last)
        {
            return false;
        }

        column = column with { Last = cell.Id, Cells = column.Cells + 1 };
        var index = cell.Id.From(column.Root.Length);
        if (!_rows.TryGetValue(index, out var row))
        {
            _rows[index] = row = new SnmpValue[columns.Count];
            Array.Fill(row, SnmpValue.NoSuchInstance);
        }

        row[column.Position] = cell.Value;
        return column.Cells < maxRows;
    }

    private readonly record struct Column(int Position, ObjectId Root, ObjectId Last, int Cells = 0);
}
