using System.IO.Compression;
using System.Xml;

namespace RoomGuard.Central.Web.Api.Journals.Importing;

/// <summary>Reads a workbook (ISO/IEC 29500, XLSX) that somebody uploads, as far as it can be a table that people fill in; what is beyond that is refused, whatever it would unfold to. For one thread.</summary>
internal sealed class XlsxBook : IDisposable
{
    /// <summary>Most characters of all its parts together, and of a part.</summary>
    private const long MostUnpacked = 64L * 1024 * 1024;

    private const int MostSheets = 64;
    private const int MostStrings = 1_000_000;

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (string Type, string Target)> _links;
    private readonly bool _isFrom1904;
    private IReadOnlyList<string>? _strings;
    private XlsxStyles? _styles;

    /// <summary>Opens a workbook; its sheets are read when they are asked for.</summary>
    /// <exception cref="InvalidDataException">It is none, or one that no table needs.</exception>
    /// <exception cref="XmlException">A part of it is no XML, has a document type, or is too long.</exception>
    public XlsxBook(byte[] bytes)
    {
        _zip = new ZipArchive(new MemoryStream(bytes, writable: false));
        var left = MostUnpacked;
        foreach (var part in _zip.Entries)
        {
            left -= part.Length is >= 0 and <= MostUnpacked ? part.Length : MostUnpacked;
            _parts[part.FullName.TrimStart('/')] = part;
            Require(left >= 0, "it unfolds to more than a table of so many rows can.");
        }

        var book = LinksOf("", "").Values.FirstOrDefault(link => link.Type.EndsWith("/officeDocument", StringComparison.Ordinal)).Target
            ?? throw new InvalidDataException("it names no workbook.");
        var folder = book[..(book.LastIndexOf('/') + 1)];
        _links = LinksOf(folder, book[folder.Length..]);
        using var xml = Open(book);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" })
            {
                _isFrom1904 = xml.GetAttribute("date1904") is "1" or "true";
            }
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "sheet" } && LinkOf(xml) is { } link && link.Type.EndsWith("/worksheet", StringComparison.Ordinal))
            {
                Sheets.Add((xml.GetAttribute("name") ?? "", link.Target));
                Require(Sheets.Count <= MostSheets, FormattableString.Invariant($"it has more than {MostSheets} sheets."));
            }
        }
    }

    /// <summary>Its worksheets with their parts, in their order.</summary>
    public List<(string Name, string Part)> Sheets { get; } = [];

    /// <summary>The rows of a worksheet in which something stands, in their order.</summary>
    /// <exception cref="InvalidDataException">A row or a cell is not as it must be.</exception>
    /// <exception cref="XmlException">It is no XML.</exception>
    public IEnumerable<ImportedRow> Read(string part)
    {
        _strings ??= PartOf("/sharedStrings") is { } strings ? ReadStrings(strings) : [];
        _styles ??= PartOf("/styles") is { } styles ? XlsxStyles.Read(Open(styles), _isFrom1904) : XlsxStyles.None;
        using var xml = Open(part);
        foreach (var row in new XlsxSheet(xml, _strings, _styles).Rows())
        {
            yield return row;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private string? PartOf(string type) => _links.Values.FirstOrDefault(link => link.Type.EndsWith(type, StringComparison.Ordinal)).Target is { } part && _parts.ContainsKey(part) ? part : null;

    private (string Type, string Target)? LinkOf(XmlReader sheet)
    {
        for (var index = 0; index < sheet.AttributeCount; index++)
        {
            sheet.MoveToAttribute(index);
            if (sheet is { LocalName: "id", Prefix.Length: > 0 })
            {
                var id = sheet.Value;
                sheet.MoveToElement();
                return _links.TryGetValue(id, out var link) ? link : throw new InvalidDataException("a sheet of it is missing.");
            }
        }

        sheet.MoveToElement();
        throw new InvalidDataException("a sheet of it has no part.");
    }

    private Dictionary<string, (string Type, string Target)> LinksOf(string folder, string part)
    {
        var links = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        using var xml = Open($"{folder}_rels/{part}.rels");
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && xml.GetAttribute("Id") is { } id && xml.GetAttribute("Target") is { } target)
            {
                links[id] = (xml.GetAttribute("Type") ?? "", target.StartsWith('/') ? target[1..] : folder + target);
            }
        }

        return links;
    }

    private List<string> ReadStrings(string part)
    {
        var strings = new List<string>();
        using var xml = Open(part);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                strings.Add(XlsxText.Read(xml));
                Require(strings.Count <= MostStrings, "it has more texts than a table of so many rows can.");
            }
        }

        return strings;
    }

    private XmlReader Open(string part) => _parts.TryGetValue(part, out var entry)
        ? XmlReader.Create(entry.Open(), new XmlReaderSettings
        {
            CloseInput = true,
            DtdProcessing = DtdProcessing.Prohibit,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = MostUnpacked,
            XmlResolver = null,
        })
        : throw new InvalidDataException($"its part {part} is missing.");

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidDataException(otherwise);
        }
    }
}
