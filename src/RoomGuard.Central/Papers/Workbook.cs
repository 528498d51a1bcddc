using MiniExcelLibs;
using MiniExcelLibs.Attributes;
using MiniExcelLibs.OpenXml;

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
/// <remarks>Only this class knows the spreadsheet library.</remarks>
internal static class Workbook
{
    private const int LongestName = 31;

    private const int LongestText = 32_767;

    /// <summary>The workbook with these sheets, in their order.</summary>
    public static byte[] Write(IReadOnlyList<Sheet> sheets)
    {
        using var stream = new MemoryStream();
        var contents = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        foreach (var sheet in sheets)
        {
            contents.Add(NameOf(sheet.Name), sheet.Rows.Count > 0 ? sheet.Rows.Select(row => Row(sheet.Columns, row)).ToList() : new List<Dictionary<string, object?>> { Row(sheet.Columns, []) });
        }

        stream.SaveAs(contents, printHeader: true, excelType: ExcelType.XLSX, configuration: new OpenXmlConfiguration
        {
            DynamicColumns = [.. sheets.SelectMany(sheet => sheet.Columns).DistinctBy(column => column.Head).Select(Column)],
            AutoFilter = true,
            FastMode = false,
            EnableAutoWidth = false,
            StyleOptions = new OpenXmlStyleOptions { WrapCellContents = true },
        });
        return stream.ToArray();
    }

    private static DynamicExcelColumn Column(SheetColumn column) => new(column.Head) { Width = column.Width, Format = column.TimeFormat };

    private static Dictionary<string, object?> Row(IReadOnlyList<SheetColumn> columns, IReadOnlyList<object?> cells)
    {
        var row = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var index = 0; index < columns.Count; index++)
        {
            var cell = index < cells.Count ? cells[index] : null;
            row[columns[index].Head] = cell is string { Length: > LongestText } text ? text[..LongestText] : cell;
        }

        return row;
    }

    private static string NameOf(string name)
    {
        var allowed = string.Concat(name.Where(letter => !"[]:*?/\\".Contains(letter, StringComparison.Ordinal)));
        return allowed.Length <= LongestName ? allowed : allowed[..LongestName];
    }
}
