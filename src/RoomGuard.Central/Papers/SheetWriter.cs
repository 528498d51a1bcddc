using System.Globalization;
using System.Text;

namespace RoomGuard.Central.Papers;

/// <summary>A number with its unit: counted as a number, shown with the unit.</summary>
internal readonly record struct SheetAmount(double Amount, string Unit);

/// <summary>Writes the rows of one sheet. One that is full goes on on another. For one thread.</summary>
internal sealed class SheetWriter : IDisposable
{
    /// <summary>The style of the first format; before it are plain, wrapped and bold.</summary>
    internal const int FirstFormat = 3;

    private const int Wrapped = 1;
    private const int Bold = 2;
    private const int MostRows = 1_048_576;
    private const int LongestText = 32_767;

    private readonly WorkbookWriter _book;
    private readonly IReadOnlyList<SheetColumn> _columns;
    private readonly Stream _scratch;
    private readonly StreamWriter _xml;
    private readonly string[] _letters;
    private SheetWriter? _next;
    private int _rows;

    internal SheetWriter(WorkbookWriter book, string name, IReadOnlyList<SheetColumn> columns, Stream scratch)
    {
        (_book, Name, _columns, _scratch) = (book, name, columns, scratch);
        _xml = new StreamWriter(scratch, new UTF8Encoding(false), 64 * 1024, leaveOpen: true);
        _letters = [.. columns.Select((_, index) => LetterOf(index))];
        _xml.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>");
        for (var index = 0; index < columns.Count; index++)
        {
            _xml.Write(string.Create(CultureInfo.InvariantCulture, $"<col min=\"{index + 1}\" max=\"{index + 1}\" width=\"{columns[index].Width}\" customWidth=\"1\"/>"));
        }

        _xml.Write("</cols><sheetData>");
        BeginRow();
        for (var index = 0; index < columns.Count; index++)
        {
            Put(index, columns[index].Head, Bold);
        }

        _xml.Write("</row>");
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Adds a row: a text, a number, a <see cref="SheetAmount"/>, a <see cref="DateTime"/>, a <see cref="DateOnly"/> or null for each column. A text is never a formula.</summary>
    public void Add(IReadOnlyList<object?> cells)
    {
        if (_rows == MostRows)
        {
            _next ??= _book.Add(Name, _columns);
            _next.Add(cells);
            return;
        }

        BeginRow();
        for (var index = 0; index < cells.Count; index++)
        {
            Put(index, cells[index]);
        }

        _xml.Write("</row>");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _xml.Dispose();
        _scratch.Dispose();
    }

    /// <summary>Ends the sheet and copies it.</summary>
    internal void CopyTo(Stream output)
    {
        _xml.Write(string.Create(CultureInfo.InvariantCulture, $"</sheetData><autoFilter ref=\"A1:{_letters[^1]}{_rows}\"/></worksheet>"));
        _xml.Flush();
        _scratch.Position = 0;
        _scratch.CopyTo(output);
    }

    private void BeginRow()
    {
        _rows++;
        _xml.Write("<row r=\"");
        _xml.Write(_rows);
        _xml.Write("\">");
    }

    private void Put(int column, object? cell)
    {
        switch (cell)
        {
            case null or "":
                break;
            case string text:
                Put(column, text, Wrapped);
                break;
            case DateTime at:
                Put(column, at.ToOADate(), _book.StyleOf(TimeFormatOf(column)));
                break;
            case DateOnly day:
                Put(column, day.ToDateTime(TimeOnly.MinValue).ToOADate(), _book.StyleOf(TimeFormatOf(column).Split(' ')[0]));
                break;
            case SheetAmount amount:
                Put(column, amount.Amount, amount.Unit.Length == 0 ? 0 : _book.StyleOf(FormatOf(amount)));
                break;
            default:
                Put(column, Convert.ToDouble(cell, CultureInfo.InvariantCulture), 0);
                break;
        }
    }

    private void Put(int column, double number, int style)
    {
        Begin(column, style);
        _xml.Write("><v>");
        _xml.Write(number.ToString("R", CultureInfo.InvariantCulture));
        _xml.Write("</v></c>");
    }

    private void Put(int column, string text, int style)
    {
        Begin(column, style);
        _xml.Write(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        _xml.Write(XmlText.Escape(text.Length <= LongestText ? text : text[..LongestText]));
        _xml.Write("</t></is></c>");
    }

    private void Begin(int column, int style)
    {
        _xml.Write("<c r=\"");
        _xml.Write(_letters[column]);
        _xml.Write(_rows);
        _xml.Write('"');
        if (style > 0)
        {
            _xml.Write(" s=\"");
            _xml.Write(style);
            _xml.Write('"');
        }
    }

    // A point that is no decimal sign must be marked as such.
    private string TimeFormatOf(int column) => (_columns[column].TimeFormat ?? "yyyy-mm-dd hh:mm:ss").Replace(".", "\\.", StringComparison.Ordinal);

    // With as many decimals as it has: a format for all would leave a bare decimal sign.
    private static string FormatOf(SheetAmount amount)
    {
        var figure = amount.Amount.ToString("0.##########", CultureInfo.InvariantCulture);
        var point = figure.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? "" : "." + new string('0', figure.Length - point - 1);
        return $"0{decimals}\" {amount.Unit.Replace('"', '\'')}\"";
    }

    private static string LetterOf(int column) => column < 26 ? ((char)('A' + column)).ToString() : LetterOf((column / 26) - 1) + LetterOf(column % 26);
}
