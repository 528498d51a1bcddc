using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MiniExcelLibs;
using RoomGuard.Central.Access;
using RoomGuard.Central.Tests.Papers;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Central.Tests.Web;

namespace RoomGuard.Central.Tests.Reports;

/// <summary>Reports through the HTTP contract: files with names, problems that say what is allowed, a line of the audit trail for each.</summary>
public sealed class ReportEndpointTests : IAsyncLifetime
{
    private WebSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await WebSite.StartAsync(AccessList.Parse([Line("look", "reader Reader"), Line("audit", "auditor Auditor")], out _));

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("format=pdf&lang=kk", "application/pdf", "roomguard-verdicts-20261122-1430-kk.pdf")]
    [InlineData("format=xlsx&lang=ru&site=hq", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "roomguard-verdicts-hq-20261122-1430-ru.xlsx")]
    [InlineData("format=json&lang=en&room=hq/srv-1", "application/json", "roomguard-verdicts-hq-srv-1-20261122-1430-en.json")]
    [InlineData("format=json&lang=en&room=srv-1&site=hq", "application/json", "roomguard-verdicts-hq-srv-1-20261122-1430-en.json")]
    public async Task A_report_is_a_file_with_a_name(string query, string type, string name)
    {
        using var answer = await GetAsync("/api/v1/reports/verdicts?" + query, "look");
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(("attachment", name), (answer.Content.Headers.ContentDisposition?.DispositionType, answer.Content.Headers.ContentDisposition?.FileName));
    }

    [Fact]
    public async Task The_scope_decides_which_rooms_are_in_it()
    {
        Assert.Equal(["hq/srv-1", "hq/xc-1"], await RoomsAsync("format=json"));
        Assert.Equal(["hq/srv-1", "hq/xc-1"], await RoomsAsync("format=json&site=hq"));
        Assert.Equal(["hq/xc-1"], await RoomsAsync("format=json&room=hq/xc-1"));

        using var pdf = await GetAsync("/api/v1/reports/verdicts?lang=ru&room=hq/xc-1", "look");
        var text = await PdfText.ReadAsync(await pdf.Content.ReadAsByteArrayAsync());
        Assert.Contains("Помещение «Кроссовая 2-го этажа» (hq/xc-1), площадка «Главный офис»", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Серверная 1", text, StringComparison.Ordinal);
        Assert.Contains("название в настройках не указано", text, StringComparison.Ordinal);

        using var xlsx = await GetAsync("/api/v1/reports/verdicts?format=xlsx&lang=ru", "look");
        using var book = new MemoryStream(await xlsx.Content.ReadAsByteArrayAsync());
        Assert.Equal(11 + 5 + 11 + 2, book.Query(useHeaderRow: true, sheetName: "Пункты").Count());
    }

    [Theory]
    [InlineData("format=docx", "format", "must be one of pdf, xlsx, json.")]
    [InlineData("lang=de", "lang", "must be one of kk, ru, en.")]
    [InlineData("room=srv-1", "room", "must be {site}/{room}, such as hq/srv-1, of the site that is asked for, if one is.")]
    [InlineData("site=hq&room=far/srv-1", "room", "must be {site}/{room}, such as hq/srv-1, of the site that is asked for, if one is.")]
    [InlineData("room=a/b/c", "room", "must be {site}/{room}, such as hq/srv-1, of the site that is asked for, if one is.")]
    public async Task A_wrong_question_is_a_problem_400_that_says_what_is_allowed(string query, string parameter, string allowed)
    {
        using var answer = await GetAsync("/api/v1/reports/verdicts?" + query, "look");
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(allowed, (await ReadAsync(answer)).GetProperty("errors").GetProperty(parameter)[0].GetString());
    }

    [Theory]
    [InlineData("site=nowhere", "There is no such site.")]
    [InlineData("room=nowhere/srv-1", "There is no such site.")]
    [InlineData("room=hq/none", "There is no such room.")]
    [InlineData("site=hq&room=none", "There is no such room.")]
    public async Task What_is_not_there_is_a_problem_404(string query, string title)
    {
        using var answer = await GetAsync("/api/v1/reports/verdicts?" + query, "look");
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(title, (await ReadAsync(answer)).GetProperty("title").GetString());
    }

    [Fact]
    public async Task Every_report_that_leaves_is_a_line_of_the_audit_trail_and_a_refused_one_is_none()
    {
        using var answer = await GetAsync("/api/v1/reports/verdicts?format=json&lang=en&room=hq/xc-1", "look");
        var file = await answer.Content.ReadAsByteArrayAsync();
        (await GetAsync("/api/v1/reports/verdicts?format=pdf&lang=kk", "audit")).Dispose();
        (await GetAsync("/api/v1/reports/verdicts?format=docx", "look")).Dispose();
        (await GetAsync("/api/v1/reports/verdicts", null)).Dispose();

        using var audit = await GetAsync("/api/v1/audit?what=report.export", "audit");
        var lines = (await ReadAsync(audit)).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["Auditor * pdf kk", "Reader hq/xc-1 json en"], lines.Select(line => $"{Text(line, "who")} {Text(line, "subject")} {Text(line.GetProperty("after"), "format")} {Text(line.GetProperty("after"), "lang")}"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), Text(lines[1].GetProperty("after"), "sha256"));
        Assert.Equal(file.Length, lines[1].GetProperty("after").GetProperty("bytes").GetInt32());
    }

    [Fact]
    public async Task Who_has_no_token_gets_none()
    {
        using var answer = await GetAsync("/api/v1/reports/verdicts", null);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Without_a_word_the_language_is_the_readers()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/reports/verdicts?format=json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "look");
        request.Headers.AcceptLanguage.ParseAdd("ru-RU");
        using var answer = await _site.Http.SendAsync(request);
        Assert.Equal("ru", (await ReadAsync(answer)).GetProperty("language").GetString());
    }

    [Theory]
    [InlineData("/?lang=kk", "Талаптар бойынша есеп", "format={0}&lang=kk\"")]
    [InlineData("/rooms/hq/xc-1?lang=ru", "Отчёт о соответствии", "format={0}&lang=ru&room=hq/xc-1\"")]
    public async Task The_pages_link_the_report_in_each_form(string path, string title, string link)
    {
        using var answer = await GetAsync(path, "look");
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains(title, html, StringComparison.Ordinal);
        Assert.All(["pdf", "xlsx", "json"], format => Assert.Contains(
            "href=\"/api/v1/reports/verdicts?" + string.Format(CultureInfo.InvariantCulture, link, format), html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_centre_as_it_runs_gives_a_report()
    {
        await using var centre = await CentralSite.StartAsync();
        var text = await PdfText.ReadAsync(await centre.Http.GetByteArrayAsync(new Uri("api/v1/reports/verdicts?lang=kk", UriKind.Relative)));
        Assert.Contains("Бүкіл ұйым: алаңдар – 1, үй-жайлар – 2", text, StringComparison.Ordinal);
        Assert.Contains("атауы баптауларда көрсетілмеген", text, StringComparison.Ordinal);
    }

    private async Task<IEnumerable<string?>> RoomsAsync(string query)
    {
        using var answer = await GetAsync("/api/v1/reports/verdicts?" + query, "look");
        return (await ReadAsync(answer)).GetProperty("rooms").EnumerateArray().Select(room => Text(room, "id"));
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await _site.Http.SendAsync(request);
    }

    private static string Line(string token, string rest) => $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)))} {rest}";

    private static string? Text(JsonElement element, string key) => element.GetProperty(key).GetString();

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStreamAsync()).RootElement;
}
