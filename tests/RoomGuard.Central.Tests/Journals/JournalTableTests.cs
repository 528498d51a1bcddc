using System.Globalization;
using System.Text;
using MiniExcelLibs;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Journals.Exports;
using RoomGuard.Central.Journals.Exports.Tables;
using RoomGuard.Central.Tests.Web;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Tests.Journals;

/// <summary>A journal as CSV and XLSX, as Python and LibreOffice read them.</summary>
public sealed class JournalTableTests
{
    private static readonly string[] Hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "a;b,c", "\"quoted\"", "two\nlines", "two\r\nlines", "_x0041_ <&>", JournalSamples.Kazakh, new string('ұ', 4_000), " spaces "];

    [Theory]
    [InlineData(Language.Kk, ';', "9,5 с", "22.11.2026 14:30:00 (UTC+05:00)")]
    [InlineData(Language.Ru, ';', "9,5 с", "22.11.2026 14:30:00 (UTC+05:00)")]
    [InlineData(Language.En, ',', "9.5 s", "2026-11-22 14:30:00 (UTC+05:00)")]
    public async Task A_csv_has_a_row_of_heads_and_one_for_each_entry_as_people_read_them(Language language, char mark, string number, string time)
    {
        var entries = Hostile.Select((text, index) => Entry(index + 1, text)).ToList();
        var csv = await CsvAsync(JournalSamples.Book("35.2", last: entries.Count), entries, language);
        Assert.Equal([0xef, 0xbb, 0xbf], csv[..3]);
        var rows = await Witness.CsvAsync(csv, mark);
        Assert.Equal(1 + Hostile.Length, rows.Length);
        Assert.All(rows, row => Assert.Equal(rows[0].Length, row.Length));
        Assert.Equal(rows[0].Length, rows[0].Distinct(StringComparer.Ordinal).Count());
        foreach (var column in JournalForms.Find("35.2")!.Sections[0].Columns)
        {
            Assert.Contains(column.Head.In(language), rows[0]);
        }

        var works = Array.IndexOf(rows[0], JournalForms.Find("35.2")!.Sections[0].Columns.First(column => column.Id == "works").Head.In(language));
        var seconds = Array.IndexOf(rows[0], JournalForms.Find("35.2")!.Sections[0].Columns.First(column => column.Id == "door_open_s").Head.In(language));
        Assert.Equal(Hostile.Select(text => "=+-@\t".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text), rows.Skip(1).Select(row => row[works]));
        Assert.All(rows.Skip(1).SelectMany(row => row), cell => Assert.DoesNotMatch(@"\A[=+@\t\r]", cell));
        Assert.Equal(number, rows[7][seconds].Replace('\u00a0', ' '));
        Assert.Contains(time, rows[1][1].Replace(":30:03", ":30:00", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("1", rows[1][0]);
    }

    [Fact]
    public async Task What_is_masked_is_masked_in_every_form()
    {
        var entry = JournalSamples.Entry("35.2", "", 1, column => column.Id == "pass_no" ? new JournalValue.Plain("KZ-0012345678") : null);
        var book = JournalSamples.Book("35.2", last: 1);
        var csv = Encoding.UTF8.GetString(await CsvAsync(book, [entry], Language.Kk));
        Assert.Contains("****5678", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("0012345678", csv, StringComparison.Ordinal);
        using var xlsx = new MemoryStream(await XlsxAsync(book, [entry], Language.Kk));
        Assert.Contains(xlsx.Query().Cast<IDictionary<string, object?>>().SelectMany(row => row.Values), cell => Equals(cell, "****5678"));
    }

    [Theory]
    [InlineData(Language.Kk)]
    [InlineData(Language.Ru)]
    [InlineData(Language.En)]
    public async Task LibreOffice_shows_every_sheet_with_numbers_as_numbers_and_times_as_times(Language language)
    {
        var form = JournalForms.Find("35.7")!;
        var entries = form.Sections.SelectMany((section, index) => Enumerable.Range(1, 2).Select(no => JournalSamples.Entry("35.7", section.Id, (index * 2) + no))).ToList();
        var book = JournalSamples.Book("35.7", last: entries.Count);
        var xlsx = await XlsxAsync(book, entries, language);
        var sheets = await Witness.XlsxAsync(xlsx);
        Assert.Equal(form.Sections.Count + 1, sheets.Count);
        var speech = new JournalSpeech(language, SampleRooms.Site.Zone);
        foreach (var section in form.Sections)
        {
            var rows = Assert.Single(sheets, sheet => sheet.Key.StartsWith(section.Id + " ", StringComparison.Ordinal)).Value;
            Assert.Equal(3, rows.Length);
            var own = entries.Where(entry => entry.Section == section.Id).ToList();
            foreach (var column in section.Columns)
            {
                var at = Array.IndexOf(rows[0], column.Head.In(language));
                Assert.True(at >= 0, column.Id);
                for (var row = 0; row < own.Count; row++)
                {
                    var value = EntryTeller.FieldsOf(own[row])[column.Id];
                    Assert.Equal(Kept(value, language, speech.Say(column.Id, value, own[row])), rows[row + 1][at]);
                }
            }
        }

        // What LibreOffice keeps is shown with its unit and as the language writes times.
        var shown = await Witness.ShownAsync(xlsx);
        Assert.Contains($"10.5 {speech.Unit("s")}", shown, StringComparison.Ordinal);
        Assert.Contains(language == Language.En ? "2026-11-22 14:31:00" : "22.11.2026 14:31:00", shown, StringComparison.Ordinal);

        // A number is one, whatever unit it is shown with, and a time is one.
        using var stream = new MemoryStream(xlsx);
        var first = stream.Query(useHeaderRow: true, sheetName: stream.GetSheetNames()[0]).Cast<IDictionary<string, object?>>().First();
        var ready = form.Sections[0].Columns.First(column => column.Id == "ready_s").Head.In(language);
        Assert.Equal(10.5, first[ready]);
        Assert.Equal(new DateTime(2026, 11, 22, 14, 31, 3), first[JournalForms.Frame.First(column => column.Id == "recorded_at").Head.In(language)]);
        var signatures = Assert.Single(sheets, sheet => sheet.Key == JournalForms.Frame.First(column => column.Id == "signatures").Head.In(language)).Value;
        Assert.Equal(1 + entries.Count, signatures.Length);
        Assert.Contains("Сейтова Б.", signatures[1]);
    }

    [Fact]
    public async Task Hostile_texts_are_texts_in_a_workbook()
    {
        var entries = Hostile.Append("bell\u0007, half\ud83d").Select((text, index) => Entry(index + 1, text)).ToList();
        var rows = (await Witness.XlsxAsync(await XlsxAsync(JournalSamples.Book("35.2", last: entries.Count), entries, Language.Kk))).First(sheet => sheet.Value[0].Length > 10).Value;
        var works = Array.IndexOf(rows[0], JournalForms.Find("35.2")!.Sections[0].Columns.First(column => column.Id == "works").Head.Kk);
        Assert.Equal([.. Hostile.Select(text => text.ReplaceLineEndings("\n")), "bell\ufffd, half\ufffd"], rows.Skip(1).Select(row => row[works].ReplaceLineEndings("\n")));
    }

    // A number and a time as LibreOffice writes what it keeps: in its own language, but ISO stays ISO.
    private static string Kept(JournalValue value, Language language, string said) => value switch
    {
        JournalValue.Number number => number.Amount.ToString(CultureInfo.InvariantCulture),
        JournalValue.Time time => SampleTime(time.At).ToString(language == Language.En ? "yyyy-MM-dd HH:mm:ss" : "MM'/'dd'/'yyyy HH:mm:ss", CultureInfo.InvariantCulture),
        _ => said,
    };

    private static DateTimeOffset SampleTime(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, SampleRooms.Site.Zone);

    private static JournalEntry Entry(int no, string text)
    {
        var entry = JournalSamples.Entry("35.2", "", no);
        var fields = new Dictionary<string, JournalValue>(EntryTeller.FieldsOf(entry), StringComparer.Ordinal) { ["works"] = new JournalValue.Plain(text) };
        return entry with { Fields = System.Text.Json.JsonDocument.Parse(JournalJson.Write(fields)).RootElement, StartedAt = SampleRooms.Now, RecordedAt = SampleRooms.Now };
    }

    private static async Task<byte[]> CsvAsync(JournalBook book, IEnumerable<JournalEntry> entries, Language language)
    {
        using var output = new MemoryStream();
        await JournalCsv.WriteAsync(book, JournalSamples.Stream(entries), language, output, CancellationToken.None);
        return output.ToArray();
    }

    private static async Task<byte[]> XlsxAsync(JournalBook book, IEnumerable<JournalEntry> entries, Language language)
    {
        using var output = new MemoryStream();
        await JournalXlsx.WriteAsync(book, JournalSamples.Stream(entries), language, output, CancellationToken.None);
        return output.ToArray();
    }
}
