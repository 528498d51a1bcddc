using System.Text;
using System.Text.Json;
using MiniExcelLibs;
using RoomGuard.Central.Reports;
using RoomGuard.Central.Tests.Papers;
using RoomGuard.Central.Tests.Web;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Tests.Reports;

/// <summary>What a report says, in each of its forms and languages.</summary>
public sealed class VerdictReportTests
{
    [Theory]
    [InlineData(Language.Kk)]
    [InlineData(Language.Ru)]
    [InlineData(Language.En)]
    public async Task The_pdf_says_everything_that_a_reader_must_know(Language language)
    {
        var report = ReportedRooms.Report(ReportedRooms.Bound);
        var pdf = ReportPdf.Write(report, language);
        await KeepAsync($"verdicts-{language}.pdf", pdf);
        var text = await PdfText.ReadAsync(pdf);
        var words = new ReportWords(language, report.Zone);
        string[] said =
        [
            words["report.title"], ReportedRooms.Bound.Name!.In(language), "KZ-832-2016/355-2018", Catalogue.Current.Head.Source, words["report.wording"], words["report.bound.yes"],
            words.Scope(report), "UTC+5, Asia/Almaty", "UTC+9, Asia/Tokyo", words["report.notAssessed"], words["report.signatures"], words["report.signatures.inspector"],
            words["report.signatures.responsible"], words["report.signatures.officer"], words["report.signatures.date"], words["report.footer"],
            "attestation/0f3a9c5e", language == Language.En ? "2026-11-22 14:30:00" : "22.11.2026 14:30:00", "1 / ",
        ];
        Assert.All(said, phrase => Assert.Contains(phrase, text, StringComparison.Ordinal));
        Assert.All(Catalogue.Current.ItemsOf(RoomType.Server), item => Assert.Contains(item.Text.In(language), text, StringComparison.Ordinal));
        Assert.All(Catalogue.Current.ItemsOf(RoomType.Server), item => Assert.Contains(item.Text.Kk, text, StringComparison.Ordinal));
        Assert.All(ReportedRooms.Rooms, room => Assert.Contains(room.Definition.Name.In(language), text, StringComparison.Ordinal));
        Assert.DoesNotContain("□", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_name_every_item_and_no_share_of_them()
    {
        var report = ReportedRooms.Report(ReportedRooms.Bound);
        Assert.Equal(16 + 16 + 13, report.Counts.Sum(count => count.Number));
        Assert.Equal(
            [(ReportStanding.Violation, 1), (ReportStanding.BenchmarkNotMet, 1), (ReportStanding.Unknown, 36), (ReportStanding.AttestationExpired, 2), (ReportStanding.EvidenceStale, 1), (ReportStanding.Compliant, 3), (ReportStanding.NotApplicable, 1)],
            report.Counts.Select(count => (count.Standing, count.Number)));
    }

    [Fact]
    public async Task A_room_of_which_nothing_is_known_says_so_and_nothing_good()
    {
        var report = ReportedRooms.Report(ReportedRooms.Bound, ReportedRooms.Far);
        var room = Assert.Single(report.Rooms);
        Assert.True(room is { IsUnknown: true, IsSilent: true, Worst: ReportStanding.Unknown });
        Assert.Equal(16, room.NotAssessed.Count());

        var text = await PdfText.ReadAsync(ReportPdf.Write(report, Language.Ru));
        Assert.Contains("Об этом помещении ничего не известно: не оценён ни один из пунктов (всего 16).", text, StringComparison.Ordinal);
        Assert.Contains("От датчиков не поступало ни одного значения.", text, StringComparison.Ordinal);
        Assert.Contains("Неизвестно – 16", text, StringComparison.Ordinal);
        Assert.Contains("163.1, 163.2, 163.3, 163.4, 163.5, 163.6, 163.7, 163.8, 163.9, 163.10, 163.11", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Соответствует", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_met_is_a_violation_only_where_the_organisation_and_the_room_are_bound()
    {
        var bound = ReportedRooms.Report(ReportedRooms.Bound, ReportedRooms.Inspected);
        Assert.Equal(ReportStanding.Violation, Assert.Single(bound.Rooms).Worst);
        var text = await PdfText.ReadAsync(ReportPdf.Write(bound, Language.Ru));
        Assert.Contains("Нарушение с 12.11.2026 14:30:00", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Не соответствует ориентиру", text, StringComparison.Ordinal);

        // The clause does not bind a room for servers alone.
        var server = ReportedRooms.Report(ReportedRooms.Bound, SampleRooms.Server);
        Assert.Equal(ReportStanding.BenchmarkNotMet, Assert.Single(server.Rooms).Worst);
        text = await PdfText.ReadAsync(ReportPdf.Write(server, Language.Ru));
        Assert.Contains("Не соответствует ориентиру с 22.11.2026 12:30:00", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Нарушение ", text, StringComparison.Ordinal);

        var free = ReportedRooms.Report(ReportedRooms.Free);
        foreach (var (language, violation, benchmark) in new[] { (Language.Kk, "Бұзушылық", "Эталонға сәйкес келмейді"), (Language.Ru, "Нарушение", "Не соответствует ориентиру"), (Language.En, "Violation", "Does not meet the benchmark") })
        {
            text = await PdfText.ReadAsync(ReportPdf.Write(free, language));
            Assert.DoesNotContain(violation, text, StringComparison.Ordinal);
            Assert.Contains(benchmark, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_item_that_lacks_something_is_not_assessed_whatever_decides_it()
    {
        var room = Assert.Single(ReportedRooms.Report(ReportedRooms.Bound, ReportedRooms.Inspected).Rooms);
        Assert.Contains(room.NotAssessed, item => item is { Id: "163.11", Standing: ReportStanding.EvidenceStale });
        Assert.DoesNotContain(room.NotAssessed, item => item.Id is "163.2" or "163.6" or "163.8");
        Assert.False(room.IsUnknown);
    }

    [Fact]
    public async Task What_was_signed_stands_beside_its_id_with_who_until_when_and_on_what_paper()
    {
        var text = await PdfText.ReadAsync(ReportPdf.Write(ReportedRooms.Report(ReportedRooms.Bound, ReportedRooms.Inspected), Language.Ru));
        var bare = text.Replace(" ", "", StringComparison.Ordinal);
        Assert.Contains("attestation/0f3a9c5eесть;подписал:А.Омаров(проверяющий),12.11.202614:30:00;действуетдо12.12.202614:30:00;место:1-қатар,өтужолы;фотографий:2", bare, StringComparison.Ordinal);
        Assert.Contains("примечание:pipeabovethedoor", bare, StringComparison.Ordinal);
        Assert.Contains("документ:план,№АС-3/2026,14.05.2026", bare, StringComparison.Ordinal);
        Assert.Contains("attestation/gone", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findings_that_are_no_verdict_have_their_own_part()
    {
        var report = ReportedRooms.Report(ReportedRooms.Bound);
        Assert.DoesNotContain("Обстоятельства", await PdfText.ReadAsync(ReportPdf.Write(report, Language.Ru)), StringComparison.Ordinal);
        var found = report with { Findings = [new ReportFinding("hq/srv-1", new LocalText("Ағынды тексеріңіз", "Проверьте поток воздуха", "Check the air flow"))] };
        Assert.Contains("Обстоятельства, не являющиеся выводом Помещение Обстоятельство hq/srv-1 Проверьте поток воздуха", await PdfText.ReadAsync(ReportPdf.Write(found, Language.Ru)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_codes_words_and_the_evidence_of_every_item()
    {
        var json = ReportJson.Write(ReportedRooms.Report(ReportedRooms.Bound), Language.Kk);
        await KeepAsync("verdicts.json", json);
        var root = JsonDocument.Parse(json).RootElement;
        Assert.Equal("KZ-832-2016/355-2018", root.GetProperty("edition").GetProperty("id").GetString());
        Assert.Equal("2026-11-22T09:30:00Z", root.GetProperty("at").GetString());
        Assert.True(root.GetProperty("organisation").GetProperty("isBound").GetBoolean());
        Assert.Equal((45, 36), (root.GetProperty("items").GetInt32(), root.GetProperty("counts").GetProperty("unknown").GetInt32()));
        var rooms = root.GetProperty("rooms");
        Assert.Equal(["hq/srv-1", "hq/xc-2", "ustkamen/xc-1"], rooms.EnumerateArray().Select(room => room.GetProperty("id").GetString()));
        var pipe = rooms[1].GetProperty("items")[5];
        Assert.Equal(("163.6", "violation", "Бұзушылық"), (pipe.GetProperty("id").GetString(), pipe.GetProperty("verdict").GetString(), pipe.GetProperty("said").GetString()));
        Assert.Equal("ATTESTED_PRESENT", pipe.GetProperty("reasons")[0].GetProperty("code").GetString());
        var evidence = Assert.Single(pipe.GetProperty("evidence").EnumerateArray());
        Assert.Equal(("attestation/c0ffee00", "pipe above the door"), (evidence.GetProperty("id").GetString(), evidence.GetProperty("attestation").GetProperty("note").GetString()));
        Assert.Contains(root.GetProperty("notAssessed").EnumerateArray(), item => item.GetProperty("room").GetString() == "ustkamen/xc-1" && item.GetProperty("item").GetString() == "163.7");
        Assert.Contains("Кростық үй-жай", Encoding.UTF8.GetString(json), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Language.Kk, "Тармақтар", "Қорытынды", "Бұзушылық", "Осы күйде")]
    [InlineData(Language.Ru, "Пункты", "Вывод", "Нарушение", "В этом состоянии")]
    [InlineData(Language.En, "Items", "Verdict", "Violation", "Since")]
    public async Task The_workbook_has_a_row_for_every_item_and_times_as_times(Language language, string sheet, string verdict, string violation, string since)
    {
        var book = ReportXlsx.Write(ReportedRooms.Report(ReportedRooms.Bound), language);
        await KeepAsync($"verdicts-{language}.xlsx", book);
        using var stream = new MemoryStream(book);
        Assert.Equal(4, stream.GetSheetNames().Count);
        var rows = stream.Query(useHeaderRow: true, sheetName: sheet).Cast<IDictionary<string, object?>>().ToList();
        Assert.Equal(45, rows.Count);
        var row = Assert.Single(rows, row => Equals(row[verdict], violation));
        Assert.Contains("163.6", row.Values);
        Assert.Equal(new DateTime(2026, 11, 12, 14, 30, 0), row[since]);
        Assert.Contains(row.Values, cell => cell is string text && text.StartsWith("attestation/c0ffee00 (", StringComparison.Ordinal));
        Assert.Equal(8 + 6 + 11 + 12, stream.Query(useHeaderRow: true, sheetName: stream.GetSheetNames()[3]).Count());
    }

    [Fact]
    public async Task The_lines_to_sign_on_are_on_one_page_that_says_what_is_signed()
    {
        var report = ReportedRooms.Report(ReportedRooms.Bound);
        var pages = await PdfText.PagesAsync(ReportPdf.Write(report, Language.Ru));
        var page = Assert.Single(pages, page => page.Contains("Фамилия, имя, отчество", StringComparison.Ordinal));
        Assert.Equal(pages[^1], page);
        Assert.All(
            ["Подписи", "ГУ «Казахская связь». Вся организация: площадок – 2, помещений – 3.", "KZ-832-2016/355-2018", "Проверил", "Ответственный за помещение", "Ответственный за информационную безопасность"],
            phrase => Assert.Contains(phrase, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_organisation_without_rooms_has_a_report_all_the_same()
    {
        var report = VerdictReportMaker.Make(ReportOrganisation.Unnamed, new ReportScope(null, null), [], [], ReportedRooms.Now);
        var text = await PdfText.ReadAsync(ReportPdf.Write(report, Language.En));
        Assert.Contains("There is no room in the scope of the report.", text, StringComparison.Ordinal);
        Assert.Contains("not named in the settings", text, StringComparison.Ordinal);
        Assert.NotEmpty(ReportXlsx.Write(report, Language.En));
    }

    // Whoever wants to look at what is made names a folder.
    private static async Task KeepAsync(string name, byte[] file)
    {
        if (Environment.GetEnvironmentVariable("ROOMGUARD_PICTURES") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, name), file);
        }
    }
}
