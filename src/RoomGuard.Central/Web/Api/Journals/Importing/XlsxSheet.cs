using System.Globalization;
using System.Xml;

namespace RoomGuard.Central.Web.Api.Journals.Importing;

/// <summary>Reads the rows of one worksheet, once.</summary>
/// <param name="xml">The worksheet; it stays the caller's.</param>
/// <param name="strings">The texts that cells name by their number.</param>
internal sealed class XlsxSheet(XmlReader xml, IReadOnlyList<string> strings, XlsxStyles styles)
{
    private const int MostRows = 1_048_576;
    private const int LongestText = 32_767;
    private const int LongestName = 3;

    private int _row;
    private int _column;

    /// <summary>The rows in which something stands, in their order.</summary>
    /// <exception cref="InvalidDataException">A row or a cell is not as it must be.</exception>
    public IEnumerable<ImportedRow> Rows()
    {
        var cells = new List<object?>();
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "row" })
            {
                _row = RowOf(xml.GetAttribute("r"));
                (_column, cells) = (0, []);
            }
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "c" })
            {
                Put(cells);
            }
            else if (xml is { NodeType: XmlNodeType.EndElement, LocalName: "row" } && cells.Count > 0)
            {
                yield return new ImportedRow(_row, cells);
                cells = [];
            }
        }
    }

    private int RowOf(string? said)
    {
        var row = said is null ? _row + 1 : int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return row > _row && row <= MostRows ? row : throw new InvalidDataException(FormattableString.Invariant($"after row {_row} comes one that is none."));
    }

    private void Put(List<object?> cells)
    {
        _column = ColumnOf(xml.GetAttribute("r"));
        var value = Read();
        if (value is null or "")
        {
            return;
        }

        Require(_column <= ImportFile.MostColumns, FormattableString.Invariant($"has something beyond its column {ImportFile.MostColumns}."));
        Require(value is not string { Length: > LongestText }, "has a text that is longer than a cell can hold.");
        while (cells.Count < _column - 1)
        {
            cells.Add(null);
        }

        cells.Add(value);
    }

    // Letters and the row's number, or nothing for the next one.
    private int ColumnOf(string? said)
    {
        var column = 0;
        var letters = said is null ? 0 : said.AsSpan().IndexOfAnyInRange('0', '9');
        if (said is null)
        {
            column = _column + 1;
        }
        else if (letters is > 0 and <= LongestName && int.TryParse(said.AsSpan(letters), NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row == _row)
        {
            foreach (var letter in said.AsSpan(0, letters))
            {
                column = char.IsAsciiLetterUpper(letter) && column >= 0 ? (column * 26) + letter - 'A' + 1 : -1;
            }
        }

        Require(column > _column, "has a cell that is none, or one twice.");
        return column;
    }

    private object? Read()
    {
        var (type, style) = (xml.GetAttribute("t"), int.TryParse(xml.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : 0);
        var (value, isFormula) = ReadValue();
        if (value is null)
        {
            Require(!isFormula, "has a formula without its value: open the workbook, let it count, and save it.");
            return null;
        }

        return type switch
        {
            null or "n" => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? styles.Show(number, style) : Wrong("a number"),
            "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < strings.Count ? strings[at] : Wrong("a text of the workbook"),
            "inlineStr" => value,
            "str" => XlsxText.Unescape(value),
            "b" => value switch { "1" or "true" => "TRUE", "0" or "false" => "FALSE", _ => Wrong("a truth") },
            "d" => DateTime.TryParseExact(value, ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : Wrong("a time"),
            "e" => throw new InvalidDataException(FormattableString.Invariant($"row {_row}, column {_column} is an error of a formula.")),
            _ => Wrong("of a kind that is known"),
        };
    }

    // Leaves the reader on the cell's end.
    private (string? Value, bool IsFormula) ReadValue()
    {
        string? value = null;
        var isFormula = false;
        if (xml.IsEmptyElement)
        {
            return (null, false);
        }

        var depth = xml.Depth;
        var isValue = false;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                Require(xml.LocalName is not ("c" or "row"), "has a cell within a cell.");
                isFormula |= xml.LocalName == "f";
                isValue = xml.LocalName == "v" && xml.Depth == depth + 1 && !xml.IsEmptyElement;
                value = xml.LocalName == "is" && xml.Depth == depth + 1 ? XlsxText.Read(xml) : value;
            }
            else if (isValue && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                value += xml.Value;
            }
            else if (xml.NodeType == XmlNodeType.EndElement)
            {
                isValue = false;
            }
        }

        return (value, isFormula);
    }

    private object Wrong(string what) => throw new InvalidDataException(FormattableString.Invariant($"row {_row}, column {_column} is not {what}."));

    private void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidDataException(FormattableString.Invariant($"row {_row} {otherwise}"));
        }
    }
}
