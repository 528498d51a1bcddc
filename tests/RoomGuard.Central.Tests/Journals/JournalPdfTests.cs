using RoomGuard.Central.Journals;
using RoomGuard.Central.Journals.Exports;
using RoomGuard.Central.Journals.Exports.Printing;
using RoomGuard.Central.Tests.Papers;
using RoomGuard.Central.Tests.Web;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Tests.Journals;

/// <summary>A journal as PDF, as poppler reads it and ZXing its code.</summary>
public sealed class JournalPdfTests
{
    public static TheoryData<string, Language> Every =>
        [.. from form in JournalForms.All from language in Enum.GetValues<Language>() select new TheoryDataRow<string, Language>(form.Id, language)];

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Every_column_of_every_form_comes_out_in_its_languages(string journal, Language language)
    {
        var form = JournalForms.Find(journal)!;
        var entries = form.Sections.SelectMany((section, index) => new[] { JournalSamples.Entry(journal, section.Id, (index * 2) + 1), JournalSamples.Entry(journal, section.Id, (index * 2) + 2) }).ToList();
        var pdf = await PrintAsync(JournalSamples.Book(journal, last: entries.Count), entries, language);
        await KeepAsync($"journal-{journal}-{language.ToString().ToLowerInvariant()}.pdf", pdf);
        var text = Bare(await PdfText.ReadAsync(pdf));
        Assert.DoesNotContain("□", text, StringComparison.Ordinal);
        Language[] heads = language switch
        {
            Language.Kk => [Language.Kk, Language.Ru],
            Language.Ru => [Language.Ru, Language.Kk],
            _ => [Language.En, Language.Kk, Language.Ru],
        };
        var speech = new JournalSpeech(language, SampleRooms.Site.Zone);
        foreach (var (section, entry) in entries.Select(entry => (form.FindSection(entry.Section)!, entry)))
        {
            var fields = EntryTeller.FieldsOf(entry);
            Assert.Equal(section.Columns.Count, fields.Count);
            Assert.All(section.Columns, column => Assert.All(heads, head => Said(text, column.Head.In(head))));
            Assert.All(section.Columns, column => Said(text, speech.Say(column.Id, fields[column.Id], entry)));
            Said(text, entry.Hash[..16]);
            Said(text, $"Сейтова Б., бас инженер, {speech.Role(entry.Marks[0].By!)}, {speech.Method(entry.Marks[0])}, {speech.Moment(entry.Marks[0].When())}");
        }

        Assert.All(heads, head => Said(text, form.Title.In(head)));
        Said(text, JournalSamples.Organisation.In(language));
        Assert.All(["№ 17, 12.01.2026", "Сейтқали Г.", "1096", language == Language.En ? "2026-11-22 14:30:00 (UTC+05:00)" : "22.11.2026 14:30:00 (UTC+05:00)"], phrase => Said(text, phrase));
    }

    [Fact]
    public async Task Hostile_texts_come_out_as_they_went_in()
    {
        var random = new Random(7);
        var longest = string.Concat(Enumerable.Range(0, 4_000).Select(_ => JournalSamples.Kazakh[random.Next(JournalSamples.Kazakh.Length)]));
        string[] words = [.. Enumerable.Range(0, 400).Select(number => $"сөз-{number}№")];
        string[] texts = [JournalSamples.Kazakh, "=1+1\n@SUM(A1)\n-2\n+3", "(a\\b) \\) ) ( \\( <<>> %", longest, string.Join(' ', words), "a\tb\r\nc", "</w:t>&amp;\"'", "half\ud83d", "и\u0306ода"];
        string[] printed = [.. texts.Select(RoomGuard.Central.Papers.PaperFont.Regular.Printable)];
        Assert.Equal(["half□", "йода"], printed[^2..]);
        foreach (var journal in new[] { "35.1", "35.2" })
        {
            var entries = texts.Select((text, index) => WithText(JournalSamples.Entry(journal, "", index + 1), text)).ToList();
            var pages = await PdfText.PagesAsync(await PrintAsync(JournalSamples.Book(journal, last: texts.Length), entries, Language.Kk));
            var text = Bare(WithoutFrames(pages));
            Assert.All(words, word => Assert.Equal(2, text.Split(word).Length));

            // What is longer than a page stands between other cells of a table.
            Assert.All(printed.Where(phrase => journal == "35.1" || phrase.Length < 1_000), phrase => Said(text, phrase));
        }
    }

    [Fact]
    public async Task The_cover_is_one_page_the_table_has_its_head_on_each_and_the_end_proves_it_all()
    {
        var entries = Enumerable.Range(1, 40).Select(no => JournalSamples.Entry("35.2", "", no)).ToList();
        var pdf = await PrintAsync(JournalSamples.Book("35.2", last: 40), entries, Language.Ru);
        var pages = await PdfText.PagesAsync(pdf);
        Assert.Contains("Журнал доступа в серверные помещения", pages[0], StringComparison.Ordinal);
        Assert.Contains("40 (№ 1 – № 40)", pages[0], StringComparison.Ordinal);
        Assert.Contains("Копия составлена", pages[0], StringComparison.Ordinal);
        Assert.InRange(pages.Count, 6, 25);
        Assert.All(pages.Skip(1).SkipLast(1), page => Assert.Contains("Фамилия, имя, отчество", page, StringComparison.Ordinal));
        Assert.All(pages.Select((page, index) => (page, index)), page => Assert.Contains($"{page.index + 1} / {pages.Count}", page.page, StringComparison.Ordinal));
        var end = Bare(pages[^1]);
        Assert.All([JournalSamples.HashOf(40), "№42", "roomguardjournalverify"], phrase => Assert.Contains(phrase, end, StringComparison.Ordinal));
        var code = Assert.Single(await Witness.CodesAsync(pdf, pages.Count));
        Assert.Equal($"roomguard journal=35.2 no=40 head={JournalSamples.HashOf(40)} checkpoint=42 key={ChainLink.HashOf(ReadOnlySpan<byte>.Empty)}", code);
    }

    [Fact]
    public async Task A_block_stands_on_one_page_where_it_may_and_no_entry_is_lost()
    {
        var entries = Enumerable.Range(1, 30).Select(no => JournalSamples.Entry("35.5", "", no)).ToList();
        var pages = await PdfText.PagesAsync(await PrintAsync(JournalSamples.Book("35.5", last: 30), entries, Language.Kk));
        Assert.InRange(pages.Count, 8, 25);

        // The last one's hash stands at the end once more.
        Assert.All(entries.SkipLast(1), entry =>
        {
            var page = Assert.Single(pages, page => page.Contains(entry.Hash[..16], StringComparison.Ordinal));
            Said(Bare(page), ((JournalValue.Plain)EntryTeller.FieldsOf(entry)["system"]).Text);
        });
    }

    [Fact]
    public async Task Corrections_volumes_and_the_scope_are_told()
    {
        var first = JournalSamples.Entry("35.1", "", 1) with { Marks = [], State = "draft" };
        var second = JournalSamples.Entry("35.1", "", 2) with { Corrects = 1, Volume = 2 };
        var book = JournalSamples.Book("35.1", new JournalScope("35.1"), 2);
        book = book with
        {
            Links = new JournalLinks(new Dictionary<long, long> { [1] = 2 }, new Dictionary<long, long>()),
            Volumes =
            [
                book.Volumes[0] with { Closed = new JournalMark { Journal = "35.1", Kind = JournalMark.VolumeClosed, At = JournalMark.Time(SampleRooms.Now), Last = 1 } },
                new JournalVolume(2, 2, SampleRooms.Now, book.Volumes[0].Cover),
            ],
        };
        var text = await PdfText.ReadAsync(await PrintAsync(book, [first, second], Language.Ru));
        Assert.All(["Исправлена записью № 2", "Исправляет запись № 1", "Не подписана", "Том № 1", "Том № 2", "1 (№ 1 – № 1)", "1 (№ 2 – № 2)", "не закрыт, ведётся", "все записи"], phrase => Assert.Contains(phrase, text, StringComparison.Ordinal));

        var none = await PdfText.ReadAsync(await PrintAsync(JournalSamples.Book("35.1", new JournalScope("35.1") { Room = "hq/xc-1", From = SampleRooms.Now }), [], Language.Ru));
        Assert.All(["помещение «Кроссовая 2-го этажа» (hq/xc-1), с 22.11.2026 14:30:00 (UTC+05:00)", "В этом объёме записей нет."], phrase => Assert.Contains(phrase, none, StringComparison.Ordinal));
        Assert.DoesNotContain("Серверная 1", none, StringComparison.Ordinal);
    }

    private static JournalEntry WithText(JournalEntry entry, string text)
    {
        var column = entry.Journal == "35.1" ? "description" : "works";
        var fields = new Dictionary<string, JournalValue>(EntryTeller.FieldsOf(entry), StringComparer.Ordinal) { [column] = new JournalValue.Plain(text) };
        return entry with { Fields = System.Text.Json.JsonDocument.Parse(JournalJson.Write(fields)).RootElement };
    }

    private static async Task<byte[]> PrintAsync(JournalBook book, IEnumerable<JournalEntry> entries, Language language)
    {
        using var output = new MemoryStream();
        await JournalPdf.WriteAsync(book, JournalSamples.Stream(entries), language, output, CancellationToken.None);
        return output.ToArray();
    }

    // What goes on on the next page has the foot of one and the head of the other between.
    private static string WithoutFrames(IReadOnlyList<string> pages) =>
        string.Concat(pages.Select(page => System.Text.RegularExpressions.Regex.Replace(page, @"35\.\d · .*? \(UTC\+05:00\) \d+ / \d+|35\.\d (?:АҚ инциденттерін тіркеу және штаттан тыс оқиғаларды есепке алу|Серверлік үй-жайларға кіру) журналы", "")));

    private static void Said(string text, string phrase) => Assert.Contains(Bare(phrase), text, StringComparison.Ordinal);

    private static string Bare(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));

    // Whoever wants to look at what is made names a folder.
    private static async Task KeepAsync(string name, byte[] file)
    {
        if (Environment.GetEnvironmentVariable("ROOMGUARD_PICTURES") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, name), file);
        }
    }
}
