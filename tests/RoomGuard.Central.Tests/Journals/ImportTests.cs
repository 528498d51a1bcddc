using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RoomGuard.Central.Access;
using RoomGuard.Central.Papers;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Tests.Web;
using RoomGuard.Central.Web.Api.Journals.Importing;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Tests.Journals;

/// <summary>Tables that are entered, over HTTP.</summary>
public sealed class ImportTests : IAsyncLifetime
{
    private const string ById = "section;changed_at;object;change;basis;remarks\r\nA;22.11.2026 13:00;Коммутатор sw-1;Изменено;№ 17;\"екі\r\nжол; «тырнақша» \"\"q\"\"\"\r\nB;2026-11-22T08:30:00Z;БҚ 1.2;added;'=1+1;\r\n";

    private WebSite _site = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await WebSite.StartEmptyAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Rows_become_entries_once_however_often_the_file_comes()
    {
        Assert.Equal((2, 2), await ImportAsync("35.6", ById));
        Assert.Equal((2, 0), await ImportAsync("35.6", ById));
        var entries = await EntriesAsync("35.6");
        Assert.Equal(2, entries.Count);
        var (first, second) = (entries[0], entries[1]);
        Assert.Equal(("import", "Ахметов Ә.", "A", "changed"), (Text(first, "origin"), Text(first, "recordedBy"), Text(first, "section"), Text(first.GetProperty("fields").GetProperty("change"), "code")));
        Assert.Equal("екі\r\nжол; «тырнақша» \"q\"", Text(first.GetProperty("fields").GetProperty("remarks"), "text"));
        Assert.Equal("2026-11-22T08:00:00Z", Text(first, "startedAt"));
        Assert.Equal("2026-11-22T08:00:00.000Z", Text(first.GetProperty("fields").GetProperty("changed_at"), "at"));
        Assert.Equal(("=1+1", "added", "2026-11-22T08:30:00Z"), (Text(second.GetProperty("fields").GetProperty("basis"), "text"), Text(second, "result") is "recorded" ? Text(second.GetProperty("fields").GetProperty("change"), "code") : "?", Text(second, "startedAt")));

        // Another file is another matter, also when a row of it is the same.
        Assert.Equal((1, 1), await ImportAsync("35.6", ById.Split("\r\nB")[0] + "\r\n"));
        await using var context = _site.Database.CreateDbContext();
        Assert.Equal(2, await context.Audit.CountAsync(row => row.What == "journal.import", Stop));
    }

    [Fact]
    public async Task If_one_row_is_wrong_nothing_is_entered_and_every_fault_is_named()
    {
        const string Table = "section,changed_at,object,change,nothing\nA,2026-11-22,x,changed,\nA,soon,x,stolen,y\nX,2026-11-22,x,changed,\nA,,x,changed,\nA,2031-01-01,x,changed,\n";
        using var answer = await PostAsync("35.6", Encoding.UTF8.GetBytes(Table));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var faults = (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("errors").EnumerateObject().Select(fault => fault.Name).Order(StringComparer.Ordinal);
        Assert.Equal(["row 3, change", "row 3, changed_at", "row 3, nothing", "row 3, started_at", "row 4, section", "row 5, started_at", "row 6, started_at"], faults);
        Assert.Empty(await EntriesAsync("35.6"));
    }

    [Theory]
    [InlineData("kk")]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task What_was_exported_can_be_imported_by_its_heads_in_each_language(string language)
    {
        await _site.WriteEntryAsync(Draft("35.7", "G"));
        await _site.WriteEntryAsync(Draft("35.7", "U"));
        foreach (var format in new[] { "csv", "xlsx" })
        {
            var file = await _site.Http.GetByteArrayAsync($"api/v1/journals/35.7/export?format={format}&lang={language}", Stop);
            await using var other = await WebSite.StartEmptyAsync();
            var owner = other.AnswerNextAsync(true);
            using var answer = await other.Http.PostAsync("api/v1/journals/35.7/import?by=A", new ByteArrayContent(file), Stop);
            Assert.Equal(2, Assert.IsType<PersonalHistory>(Assert.IsType<DeclaredWork>(await owner).Work).Drafts.Count);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
            var (before, after) = (await EntriesAsync("35.7"), (await other.Http.GetFromJsonAsync<JsonElement>("api/v1/journals/35.7/entries", Stop)).GetProperty("items").EnumerateArray().ToList());
            Assert.Equal(2, after.Count);
            foreach (var (was, now) in before.Zip(after))
            {
                Assert.Equal((Text(was, "room"), Text(was, "section"), Text(was, "equipment"), Text(was, "startedAt")), (Text(now, "room"), Text(now, "section"), Text(now, "equipment"), Text(now, "startedAt")));
                var (old, read) = (JsonSerializer.Serialize(was.GetProperty("fields")), JsonSerializer.Serialize(now.GetProperty("fields")));
                Assert.True(old == read || format == "xlsx" && old.Replace("\"unit\":\"s\"", "\"unit\":\"\"", StringComparison.Ordinal) == read, $"{format}\n{old}\n{read}");
            }
        }
    }

    [Fact]
    public async Task A_workbook_of_somebody_else_is_read_by_its_sheets()
    {
        var book = Workbook.Write(
        [
            new Sheet("A", [new SheetColumn("Оборудование / ПО, версия", 20), new SheetColumn("changed_at", 20) { TimeFormat = "dd.mm.yyyy hh:mm" }, new SheetColumn("Основание (№ заявки)", 9)], [["sw-1", new DateTime(2026, 11, 22, 13, 0, 0), 17.5]]),
            new Sheet("C", [new SheetColumn("object", 20), new SheetColumn("found", 20) { TimeFormat = "dd.mm.yyyy" }], [["БҚ", new DateTime(2026, 11, 20)]]),
        ]);
        using var answer = await PostAsync("35.6", book);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        var entries = await EntriesAsync("35.6");
        Assert.Equal([("A", "2026-11-22T08:00:00Z"), ("C", "2026-11-20T00:00:00Z")], entries.Select(entry => (Text(entry, "section"), Text(entry, "startedAt"))));
        Assert.Equal("17.5", Text(entries[0].GetProperty("fields").GetProperty("basis"), "text"));
    }

    [Fact]
    public async Task What_is_no_table_is_refused()
    {
        byte[][] files = [[], "a;b"u8.ToArray(), "a;\"b\nc"u8.ToArray(), [0xff, 0xfe, 0x41, 0x00], "PK\u0003\u0004 no zip"u8.ToArray(), Encoding.UTF8.GetBytes("object\n" + string.Concat(Enumerable.Repeat("x\n", 5_001)))];
        foreach (var file in files)
        {
            using var answer = await PostAsync("35.6", file);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("file", (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("errors").EnumerateObject().Select(fault => fault.Name));
        }

        // Whoever is to hear of it before everything is sent has to ask first.
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/journals/35.6/import?by=A") { Content = new ByteArrayContent(new byte[(5 * 1024 * 1024) + 1]) };
        request.Headers.ExpectContinue = true;
        using var large = await _site.Http.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        using var unknown = await PostAsync("35.9", "a\nb"u8.ToArray());
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Whoever_only_looks_enters_nothing()
    {
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("token"u8));
        await using var site = await WebSite.StartEmptyAsync(AccessList.Parse([$"{hash} reader B"], out _));
        site.Http.DefaultRequestHeaders.Authorization = new("Bearer", "token");
        using var answer = await site.Http.PostAsync("api/v1/journals/35.6/import", new StringContent(ById), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Rooms_hear_of_their_own_rows_each_time_the_file_comes_and_of_the_newest_alone()
    {
        const string Table = "room,section,Equipment,started_at,Result,test_kind\nhq/srv-1,U,ups-1,2026-11-20T08:00:00Z,,quick\nhq/srv-1,U,ups-1,2026-11-18T08:00:00Z,,quick\nhq/xc-1,U,ups-9,2026-11-19T08:00:00Z,,real_outage\n";
        foreach (var entered in new[] { 3, 0 })
        {
            var owners = Task.WhenAll(_site.AnswerNextAsync(true), _site.AnswerNextAsync(true));
            Assert.Equal((3, entered), await ImportAsync("35.7", Table));
            var works = (await owners).Cast<DeclaredWork>().OrderBy(work => work.Room, StringComparer.Ordinal).ToList();
            Assert.Equal(["hq/srv-1", "hq/xc-1"], works.Select(work => work.Room));
            var heard = works.Select(work => Assert.Single(((PersonalHistory)PersonalWork.Read(((PersonalHistory)work.Work).Write())).Drafts)).ToList();
            Assert.Equal([("ups_test", "ups-1", 20), ("real_outage", "ups-9", 19)], heard.Select(draft => (draft.Kind, draft.Equipment, draft.StartedAt.Day)));
        }
    }

    [Fact]
    public async Task Of_a_table_of_faults_the_first_thousand_are_named()
    {
        using var answer = await PostAsync("35.6", Encoding.UTF8.GetBytes("section,foreign\n" + string.Concat(Enumerable.Repeat("A,x\n", 3_000))));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.InRange((await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("errors").EnumerateObject().Count(), 1_000, 1_010);
    }

    [Theory]
    [InlineData("kk")]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task The_empty_table_has_the_heads_that_an_import_understands_and_no_others(string language)
    {
        foreach (var form in JournalForms.All)
        {
            foreach (var format in new[] { "csv", "xlsx" })
            {
                using var answer = await _site.Http.GetAsync(new Uri($"api/v1/journals/{form.Id}/template?format={format}&lang={language}", UriKind.Relative), Stop);
                Assert.True(answer.IsSuccessStatusCode, $"{form.Id} {format}");
                Assert.Equal($"roomguard-journal-{form.Id}-template-{language}.{format}", answer.Content.Headers.ContentDisposition!.FileName);
                foreach (var (sections, heads) in HeadsOf(await answer.Content.ReadAsByteArrayAsync(Stop), form))
                {
                    var meant = heads.SelectMany(head => sections.Select(section => ImportHeads.Find(head, section)).Where(found => found is not null).DefaultIfEmpty().Select(found => (head, found))).ToList();
                    Assert.Empty(meant.Where(one => one.found is null || one.found.IsGiven).Select(one => $"{form.Id} {format}: {one.head}"));
                    Assert.All(sections.SelectMany(section => section.Columns), column => Assert.Contains(meant, one => one.found!.Column?.Id == column.Id));
                    Assert.All(new[] { "equipment", "started_at", "room" }, id => Assert.Contains(meant, one => one.found!.Id == id));
                    Assert.Contains(meant, one => one.found is { Id: "equipment", Column: null });
                    Assert.Equal(format == "csv" && form.Sections.Count > 1, meant.Any(one => one.found is { Id: "section", Column: null }));
                }
            }
        }

        // Empty it is refused, and filled it is entered.
        var empty = await _site.Http.GetByteArrayAsync($"api/v1/journals/35.6/template?lang={language}", Stop);
        using var nothing = await PostAsync("35.6", empty);
        Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
        var mark = language == "en" ? ',' : ';';
        Assert.True(RoomGuard.Central.Web.Speech.LanguageTag.TryParse(language, out var reader));
        var at = CsvTable.Read(Encoding.UTF8.GetString(empty).TrimStart('\ufeff')).First().ToList().IndexOf(JournalForms.Find("35.6")!.FindSection("B")!.Columns[1].Head.In(reader));
        var cells = Enumerable.Repeat("", at + 1).ToArray();
        (cells[1], cells[at]) = ("B", "2026-11-22 13:00");
        Assert.Equal((1, 1), await ImportAsync("35.6", Encoding.UTF8.GetString(empty) + string.Join(mark, cells)));
    }

    [Theory]
    [InlineData("35.9/template", HttpStatusCode.NotFound)]
    [InlineData("35.7/template?format=pdf", HttpStatusCode.BadRequest)]
    [InlineData("35.7/template?lang=de", HttpStatusCode.BadRequest)]
    [InlineData("35.7/template", HttpStatusCode.OK)]
    public async Task Only_tables_that_there_are_are_given(string path, HttpStatusCode status)
    {
        using var answer = await _site.Http.GetAsync(new Uri($"api/v1/journals/{path}", UriKind.Relative), Stop);
        Assert.Equal(status, answer.StatusCode);
    }

    private static IEnumerable<(IReadOnlyList<JournalSection> Sections, IReadOnlyList<string> Heads)> HeadsOf(byte[] table, JournalForm form)
    {
        if (!table.AsSpan().StartsWith("PK"u8))
        {
            yield return (form.Sections, CsvTable.Read(Encoding.UTF8.GetString(table).TrimStart('\ufeff')).First());
            yield break;
        }

        using var stream = new MemoryStream(table);
        foreach (var name in MiniExcelLibs.MiniExcel.GetSheetNames(stream))
        {
            var heads = MiniExcelLibs.MiniExcel.Query(stream, useHeaderRow: false, sheetName: name).Cast<IDictionary<string, object?>>().First().Values.Select(head => (string)head!).ToList();
            yield return ([ImportHeads.Section(name, form)!], heads);
        }
    }

    private static JournalDraft Draft(string journal, string section) => new()
    {
        Key = $"{journal}|{section}",
        Journal = journal,
        Section = section,
        Kind = "sample",
        Equipment = "gen-1",
        StartedAt = SampleRooms.Now.AddDays(-1),
        Result = "recorded",
        Origin = "manual",
        RecordedBy = "A",
        Fields = RoomGuard.Central.Journals.Exports.EntryTeller.FieldsOf(JournalSamples.Entry(journal, section, 9)),
    };

    private async Task<(int Rows, int Entered)> ImportAsync(string journal, string csv)
    {
        using var answer = await PostAsync(journal, Encoding.UTF8.GetBytes(csv));
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, text);
        var read = JsonDocument.Parse(text).RootElement;
        return (read.GetProperty("rows").GetInt32(), read.GetProperty("entered").GetInt32());
    }

    private Task<HttpResponseMessage> PostAsync(string journal, byte[] file) =>
        _site.Http.PostAsync($"api/v1/journals/{journal}/import?by={Uri.EscapeDataString("Ахметов Ә.")}", new ByteArrayContent(file), Stop);

    private async Task<List<JsonElement>> EntriesAsync(string journal) =>
        [.. (await _site.Http.GetFromJsonAsync<JsonElement>($"api/v1/journals/{journal}/entries", Stop)).GetProperty("items").EnumerateArray()];

    private static string Text(JsonElement json, string key) => json.GetProperty(key).GetString()!;
}
