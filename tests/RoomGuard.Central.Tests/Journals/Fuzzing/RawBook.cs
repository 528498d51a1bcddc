using System.IO.Compression;
using System.Text;

namespace RoomGuard.Central.Tests.Journals.Fuzzing;

/// <summary>A workbook part by part, so that each can be as no spreadsheet writes it.</summary>
internal sealed record RawBook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";

    /// <summary>The parts by their names.</summary>
    public IReadOnlyDictionary<string, string> Parts { get; init; } = new Dictionary<string, string>
    {
        ["_rels/.rels"] = $"""<Relationships xmlns="{Package}"><Relationship Id="w" Type="{Links}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
        ["xl/workbook.xml"] = $"""<workbook xmlns="{Main}" xmlns:r="{Links}"><workbookPr/><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>""",
        ["xl/_rels/workbook.xml.rels"] = $"""<Relationships xmlns="{Package}"><Relationship Id="r1" Type="{Links}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{Links}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="{Links}/styles" Target="styles.xml"/></Relationships>""",
        ["xl/sharedStrings.xml"] = $"""<sst xmlns="{Main}"><si><t>object</t></si><si><t>changed_at</t></si><si><t xml:space="preserve"> екі </t></si><si><r><t>sw</t></r><r><t>-1</t></r><rPh><t>x</t></rPh></si></sst>""",
        ["xl/styles.xml"] = $"""<styleSheet xmlns="{Main}"><numFmts count="2"><numFmt numFmtId="200" formatCode="dd.mm.yyyy hh:mm"/><numFmt numFmtId="201" formatCode="0.00 &quot;d&quot;"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="200"/><xf numFmtId="201"/></cellXfs></styleSheet>""",
        ["xl/worksheets/sheet1.xml"] = Sheet("""<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2" s="2"><v>46348.541666666664</v></c></row>"""),
    };

    /// <summary>The book with a sheet of these rows.</summary>
    public static RawBook Of(string rows) => new RawBook().With("xl/worksheets/sheet1.xml", Sheet(rows));

    /// <summary>A sheet of these rows.</summary>
    public static string Sheet(string rows) => $"""<worksheet xmlns="{Main}"><sheetData>{rows}</sheetData></worksheet>""";

    /// <summary>The book with another part; null takes it away.</summary>
    public RawBook With(string name, string? xml)
    {
        var parts = Parts.Where(part => part.Key != name).ToDictionary();
        if (xml is not null)
        {
            parts[name] = xml;
        }

        return this with { Parts = parts };
    }

    /// <summary>The file.</summary>
    public byte[] Write()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, xml) in Parts)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                part.Write(Encoding.UTF8.GetBytes(xml));
            }
        }

        return file.ToArray();
    }
}
