using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace RoomGuard.Central.Papers;

/// <summary>Writes a workbook (ISO/IEC 29500, XLSX) row by row into several sheets at once, however long they are: what is written waits in files of its maker's. For one thread.</summary>
/// <param name="scratch">Gives a stream for the rows of one sheet; it is closed here.</param>
internal sealed class WorkbookWriter(Func<Stream> scratch) : IDisposable
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const int LongestName = 31;

    private readonly List<SheetWriter> _sheets = [];
    private readonly List<string> _formats = [];

    /// <summary>Adds a sheet.</summary>
    /// <param name="name">What it is called; cut and freed of signs that spreadsheets refuse.</param>
    public SheetWriter Add(string name, IReadOnlyList<SheetColumn> columns)
    {
        var sheet = new SheetWriter(this, NameOf(name), columns, scratch());
        _sheets.Add(sheet);
        return sheet;
    }

    /// <summary>Writes the workbook; no row can be added after it.</summary>
    public void Finish(Stream output)
    {
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        for (var index = 0; index < _sheets.Count; index++)
        {
            using var part = zip.CreateEntry(string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{index + 1}.xml"), CompressionLevel.Fastest).Open();
            _sheets[index].CopyTo(part);
        }

        var numbers = Enumerable.Range(1, _sheets.Count).ToArray();
        Put(zip, "xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Links}\"><sheets>{string.Concat(numbers.Select(number => string.Create(CultureInfo.InvariantCulture, $"<sheet name=\"{XmlText.Escape(_sheets[number - 1].Name)}\" sheetId=\"{number}\" r:id=\"r{number}\"/>")))}</sheets></workbook>");
        Put(zip, "xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}/relationships\">{string.Concat(numbers.Select(number => string.Create(CultureInfo.InvariantCulture, $"<Relationship Id=\"r{number}\" Type=\"{Links}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>")))}<Relationship Id=\"s\" Type=\"{Links}/styles\" Target=\"styles.xml\"/></Relationships>");
        Put(zip, "xl/styles.xml", Styles());
        Put(zip, "_rels/.rels", $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"w\" Type=\"{Links}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        const string Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        Put(zip, "[Content_Types].xml", $"<Types xmlns=\"{Package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{Sheet}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{Sheet}.styles+xml\"/>{string.Concat(numbers.Select(number => string.Create(CultureInfo.InvariantCulture, $"<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{Sheet}.worksheet+xml\"/>")))}</Types>");
    }

    /// <inheritdoc/>
    public void Dispose() => _sheets.ForEach(sheet => sheet.Dispose());

    /// <summary>The style that shows numbers by a format as spreadsheets spell it.</summary>
    internal int StyleOf(string format)
    {
        var index = _formats.IndexOf(format);
        if (index < 0)
        {
            index = _formats.Count;
            _formats.Add(format);
        }

        return SheetWriter.FirstFormat + index;
    }

    private string NameOf(string name)
    {
        var allowed = string.Concat(name.Where(letter => !"[]:*?/\\'".Contains(letter, StringComparison.Ordinal)));
        var cut = allowed.Length <= LongestName ? allowed : allowed[..LongestName];
        for (var more = 2; _sheets.Exists(sheet => string.Equals(sheet.Name, cut, StringComparison.OrdinalIgnoreCase)); more++)
        {
            var end = string.Create(CultureInfo.InvariantCulture, $" {more}");
            cut = allowed[..Math.Min(allowed.Length, LongestName - end.Length)] + end;
        }

        return cut;
    }

    // Plain, text that wraps, bold heads, and then every format.
    private string Styles()
    {
        const string Top = "<alignment vertical=\"top\" wrapText=\"1\"/>";
        var styles = new StringBuilder($"<styleSheet xmlns=\"{Main}\">");
        if (_formats.Count > 0)
        {
            styles.Append(CultureInfo.InvariantCulture, $"<numFmts count=\"{_formats.Count}\">");
            for (var index = 0; index < _formats.Count; index++)
            {
                styles.Append(CultureInfo.InvariantCulture, $"<numFmt numFmtId=\"{200 + index}\" formatCode=\"{XmlText.Escape(_formats[index])}\"/>");
            }

            styles.Append("</numFmts>");
        }

        styles.Append("<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>")
            .Append("<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border/></borders>")
            .Append("<cellStyleXfs count=\"1\"><xf/></cellStyleXfs>")
            .Append(CultureInfo.InvariantCulture, $"<cellXfs count=\"{SheetWriter.FirstFormat + _formats.Count}\"><xf xfId=\"0\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf><xf xfId=\"0\" applyAlignment=\"1\">{Top}</xf><xf fontId=\"1\" xfId=\"0\" applyFont=\"1\" applyAlignment=\"1\">{Top}</xf>");
        for (var index = 0; index < _formats.Count; index++)
        {
            styles.Append(CultureInfo.InvariantCulture, $"<xf numFmtId=\"{200 + index}\" xfId=\"0\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf>");
        }

        return styles.Append("</cellXfs></styleSheet>").ToString();
    }

    private static void Put(ZipArchive zip, string name, string xml)
    {
        using var part = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        part.Write(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + xml));
    }
}
