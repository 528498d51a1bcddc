namespace RoomGuard.Central.Papers;

/// <summary>One sheet of a workbook.</summary>
/// <param name="Name">What it is called; cut and freed of signs that spreadsheets refuse.</param>
/// <param name="Columns">Its columns, named differently.</param>
/// <param name="Rows">Its rows: a text, a number, a <see cref="DateTime"/> or null for each column. A text is never a formula.</param>
internal sealed record Sheet(string Name, IReadOnlyList<SheetColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);

/// <summary>A column of a sheet.</summary>
/// <param name="Head">What stands above it.</param>
/// <param name="Width">Its width in letters.</param>
internal sealed record SheetColumn(string Head, double Width)
{
    /// <summary>How times in it are shown, as spreadsheets spell it; null for a column without times.</summary>
    public string? TimeFormat { get; init; }
}

/// <summary>Writes a workbook as XLSX.</summary>
internal static class Workbook
{
    /// <summary>The workbook with these sheets, in their order.</summary>
    public static byte[] Write(IReadOnlyList<Sheet> sheets)
    {
        using var book = new WorkbookWriter(() => new MemoryStream());
        foreach (var sheet in sheets)
        {
            var writer = book.Add(sheet.Name, sheet.Columns);
            foreach (var row in sheet.Rows)
            {
                writer.Add(row);
            }

            // A sheet that ends with its heads is none for some readers.
            if (sheet.Rows.Count == 0)
            {
                writer.Add([]);
            }
        }

        using var output = new MemoryStream();
        book.Finish(output);
        return output.ToArray();
    }
}
