using System.Buffers.Binary;
using System.Text;
using RoomGuard.Central.Papers;
using RoomGuard.Central.Web.Api.Journals.Importing;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Journals.Fuzzing;

/// <summary>Tables as nobody means to send them: each is refused with a word, or says what stands in it.</summary>
public sealed class ImportFileTests
{
    private const string Head = """<row r="1"><c r="A1" t="inlineStr"><is><t>object</t></is></c></row>""";

    private static readonly string[] CsvPieces = ["\"", "\"\"", ";", ",", "\r\n", "\n", "\0", "\ufeff", "'=1+1", "1e999", "01.01.0001 00:00 (UTC+05:00)", "\u2028", "\t", " ", "ә", "\ud83d\ude00"];

    private static readonly string[] BookPieces =
    [
        "<c r=\"B2\"><v>1</v></c>", "<row r=\"3\">", "<row/>", "</row>", "<v>", "</v>", "t=\"s\"", "t=\"e\"", "t=\"d\"", "s=\"2\"", "<f>1+1</f>", "<is><t>x</t></is>", "NaN", "1e999", "-1", "99999999999", "ZZZ", "&#0;", "&amp;", "&a;",
        "<!--", "-->", "<![CDATA[", "]]>", "<?x?>", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "_x0000_", "_xD83D_", "\ufeff", "\0", "xml:space=\"preserve\"", "r:id=\"r1\"", "Target=\"/xl/worksheets/sheet1.xml\"",
    ];

    [Theory]
    [InlineData("<c r=\"A2\"><f>1+1</f><v>2</v></c>", "2")]
    [InlineData("<c r=\"A2\" t=\"str\"><f>HYPERLINK(\"x\")</f><v>x_x000D_</v></c>", "x\r")]
    [InlineData("<c r=\"A2\"><f>1+1</f></c>", null)]
    [InlineData("<c r=\"A2\" t=\"e\"><v>#REF!</v></c>", null)]
    [InlineData("<c r=\"A2\" t=\"b\"><v>1</v></c>", "TRUE")]
    [InlineData("<c r=\"A2\" t=\"b\"><v>2</v></c>", null)]
    [InlineData("<c r=\"A2\" t=\"d\"><v>2026-11-22T09:30:00</v></c>", "2026-11-22 09:30:00")]
    [InlineData("<c r=\"A2\" t=\"d\"><v>2026-02-30T00:00:00</v></c>", null)]
    [InlineData("<c r=\"A2\" t=\"s\"><v>3</v></c>", "sw-1")]
    [InlineData("<c r=\"A2\" t=\"s\"><v>99</v></c>", null)]
    [InlineData("<c r=\"A2\" t=\"s\"><v>-1</v></c>", null)]
    [InlineData("<c r=\"A2\" s=\"99\"><v>1</v></c>", "1")]
    [InlineData("<c r=\"A2\" s=\"1\"><v>46348</v></c>", "2026-11-22 00:00:00")]
    [InlineData("<c r=\"A2\" s=\"2\"><v>2958465.5</v></c>", "9999-12-31 12:00:00")]
    [InlineData("<c r=\"A2\" s=\"2\"><v>2958466</v></c>", "2958466")]
    [InlineData("<c r=\"A2\" s=\"2\"><v>-700000</v></c>", "-700000")]
    [InlineData("<c r=\"A2\" s=\"3\"><v>46348</v></c>", "46348")]
    [InlineData("<c r=\"A2\"><v>NaN</v></c>", null)]
    [InlineData("<c r=\"A2\"><v>1e999</v></c>", null)]
    [InlineData("<c r=\"A2\"><v>word</v></c>", null)]
    [InlineData("<c r=\"A2\" t=\"z\"><v>1</v></c>", null)]
    [InlineData("<c r=\"ZZZZZZZ2\"><v>1</v></c>", null)]
    [InlineData("<c r=\"XFD2\"><v>1</v></c>", null)]
    [InlineData("<c r=\"A2\"><v>1</v></c><c r=\"XFD2\" s=\"1\"/>", "1")]
    [InlineData("<c><v>1</v></c>", "1")]
    [InlineData("<c r=\"2\"><v>1</v></c>", null)]
    [InlineData("<c r=\"A3\"><v>1</v></c>", null)]
    [InlineData("<c r=\"A2\"><v>1</v></c><c r=\"A2\"><v>2</v></c>", null)]
    [InlineData("<c r=\"A2\"><c r=\"B2\"><v>1</v></c></c>", null)]
    [InlineData("<c r=\"A2\" t=\"inlineStr\"><is><r><t>a</t></r><rPh><t>x</t></rPh><r><t xml:space=\"preserve\"> b</t></r></is></c>", "a b")]
    public void A_cell_is_read_as_the_workbook_shows_it_or_refused(string cell, string? expected)
    {
        var (file, refusal) = ImportFile.Read(RawBook.Of($"{Head}<row r=\"2\">{cell}</row>").Write());
        Assert.Equal(expected is null, refusal is not null);
        Assert.Equal(expected, file is null ? null : ImportCells.Text(Assert.Single(file.Sheets).Rows.Single().Cells.Single()));
    }

    [Theory]
    [InlineData("_rels/.rels")]
    [InlineData("xl/workbook.xml")]
    [InlineData("xl/_rels/workbook.xml.rels")]
    [InlineData("xl/worksheets/sheet1.xml")]
    [InlineData("xl/sharedStrings.xml")]
    public void A_workbook_that_lacks_a_part_is_refused(string part) => Assert.StartsWith("must be CSV", ImportFile.Read(new RawBook().With(part, null).Write()).Refusal!.What, StringComparison.Ordinal);

    [Theory]
    [InlineData("""<row r="3"><c r="A3"><v>3</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>""")]
    [InlineData("""<row r="2147483648"><c><v>3</v></c></row>""")]
    [InlineData("""<row r="1048577"><c><v>3</v></c></row>""")]
    [InlineData("""<row r="x"><c><v>3</v></c></row>""")]
    [InlineData("""<row><c><v>3</v></c>""")]
    public void Rows_that_no_sheet_has_are_refused(string rows) => Assert.NotNull(ImportFile.Read(RawBook.Of(Head + rows).Write()).Refusal);

    [Fact]
    public void No_row_is_left_out_however_many_empty_ones_stand_before_it()
    {
        var book = RawBook.Of(string.Concat(Enumerable.Repeat("<row/>", 500_000)) + Head.Replace("1", "500001", StringComparison.Ordinal) + """<row r="1048576"><c r="A1048576"><v>7</v></c></row>""");
        var last = Assert.Single(Assert.Single(ImportFile.Read(book.Write()).File!.Sheets).Rows);
        Assert.Equal((1_048_576, "7"), (last.No, ImportCells.Text(last.Cells[0])));
        var rows = Assert.Single(ImportFile.Read(Encoding.UTF8.GetBytes("object\n" + new string('\n', 20_000) + "a\n;\n\"b\"")).File!.Sheets).Rows;
        Assert.Equal([(20_002, "a"), (20_004, "b")], rows.Select(row => (row.No, ImportCells.Text(row.Cells[0]))));
        Assert.StartsWith("must have at most 5000", ImportFile.Read(RawBook.Of(Head + string.Concat(Enumerable.Repeat("<row><c><v>1</v></c></row>", 5_001))).Write()).Refusal!.What, StringComparison.Ordinal);
    }

    [Fact]
    public void What_would_unfold_beyond_any_table_is_refused_before_it_does()
    {
        var blanks = new string(' ', 70 * 1024 * 1024);
        var large = RawBook.Of(blanks).Write();
        var entities = new RawBook().With("xl/worksheets/sheet1.xml", "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]>" + RawBook.Sheet(Head + """<row r="2"><c r="A2" t="inlineStr"><is><t>&b;</t></is></c></row>"""));
        var repeated = RawBook.Of(Head + string.Concat(Enumerable.Repeat($"<row>{string.Concat(Enumerable.Repeat("<c t=\"s\"><v>0</v></c>", 200))}</row>", 5)))
            .With("xl/sharedStrings.xml", $"<sst><si><t>{new string('x', 32_000)}</t></si></sst>").Write();
        var (wide, deep) = (Encoding.UTF8.GetBytes(string.Join(';', Enumerable.Repeat("object", 300)) + "\na"), RawBook.Of(string.Concat(Enumerable.Repeat("<x>", 100_000))).Write());
        Assert.All([large, Lying(large), entities.Write(), repeated, wide, deep], file => Assert.StartsWith("must be CSV", ImportFile.Read(file).Refusal!.What, StringComparison.Ordinal));
    }

    [Fact]
    public void Any_mutated_CSV_is_refused_or_says_what_stands_in_it()
    {
        string[] corpus = ["section;changed_at;object\r\nA;22.11.2026 13:00;\"екі\r\nжол; \"\"q\"\"\"\r\n;;\r\nB;;x\n", "a,b\n1,\"2\"\n", "\ufeffобъект;x\n'=1+1;\0\n"];
        var mutation = new Mutation(35, CsvPieces);
        var accepted = 0;
        for (var no = 0; no < 5_000; no++)
        {
            var text = mutation.Next(corpus);
            var bytes = Encoding.UTF8.GetBytes(text);
            var (file, refusal) = ImportFile.Read(bytes);
            Assert.Equal(file is null, refusal is not null);
            if (file is not null)
            {
                accepted++;
                var sheet = Assert.Single(file.Sheets);
                var again = Assert.Single(ImportFile.Read(Encoding.UTF8.GetBytes(Csv([sheet.Heads, .. sheet.Rows.Select(row => row.Cells.Select(cell => (string)cell!))]))).File!.Sheets);
                Assert.Equal(sheet.Heads.Select(ImportCells.Text), again.Heads);
                Assert.Equal(sheet.Rows.Select(row => row.Cells.Select(cell => (string)cell!)), again.Rows.Select(row => row.Cells.Select(cell => (string)cell!)));
            }
        }

        Assert.InRange(accepted, 1_000, 4_900);
    }

    [Fact]
    public void Any_mutated_workbook_is_refused_or_says_what_stands_in_it()
    {
        var mutation = new Mutation(36, BookPieces);
        var whole = new RawBook();
        string[] names = [.. whole.Parts.Keys];
        var accepted = 0;
        for (var no = 0; no < 3_000; no++)
        {
            var name = names[mutation.Below(names.Length)];
            var (file, refusal) = ImportFile.Read(whole.With(name, mutation.Next([whole.Parts[name]])).Write());
            Assert.Equal(file is null, refusal is not null);
            if (file is not null)
            {
                accepted++;
                AssertReadsBack(file);
            }
        }

        Assert.InRange(accepted, 300, 2_900);
    }

    [Fact]
    public void Any_mutated_archive_is_refused_or_says_what_stands_in_it()
    {
        byte[][] corpus = [new RawBook().Write(), "PK\u0003\u0004"u8.ToArray()];
        var mutation = new Mutation(37, "PK\u0001\u0002", "PK\u0005\u0006", "PK\u0006\u0006", "PK\u0006\u0007", "\u0001\0\u0010\0", "\u00ff\u00ff\u00ff\u00ff", "\0\0\0\0", "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f");
        for (var no = 0; no < 5_000; no++)
        {
            var (file, refusal) = ImportFile.Read(mutation.Next(corpus));
            Assert.Equal(file is null, refusal is not null);
        }
    }

    private static void AssertReadsBack(ImportFile file)
    {
        foreach (var sheet in file.Sheets)
        {
            SheetColumn[] columns = [.. sheet.Heads.Select(head => new SheetColumn(head, 9))];
            Assert.All(sheet.Rows, row => Assert.InRange(row.Cells.Count, 1, ImportFile.MostColumns));
            if (sheet.Rows.All(row => row.Cells.Count <= columns.Length))
            {
                var again = ImportFile.Read(Workbook.Write([new Sheet("A", columns, [.. sheet.Rows.Select(row => row.Cells)])])).File;
                Assert.Equal(sheet.Rows.Select(row => row.Cells), again is null ? [] : again.Sheets.Single().Rows.Select(row => row.Cells));
            }
        }
    }

    private static string Csv(IEnumerable<IEnumerable<string>> rows) =>
        string.Concat(rows.Select(row => string.Join(';', row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\r\n"));

    // The archive says that each of its parts has ten bytes.
    private static byte[] Lying(byte[] archive)
    {
        var lying = archive.ToArray();
        for (var at = 0; at + 46 < lying.Length; at++)
        {
            var sign = BinaryPrimitives.ReadUInt32LittleEndian(lying.AsSpan(at));
            if (sign is 0x04034b50 or 0x02014b50)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(lying.AsSpan(at + (sign == 0x04034b50 ? 22 : 24)), 10);
            }
        }

        return lying;
    }
}
