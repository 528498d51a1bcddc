using System.Net;
using System.Security.Cryptography;
using System.Text;
using RoomGuard.Central.Access;
using RoomGuard.Central.Rooms;

namespace RoomGuard.Central.Tests.Web;

/// <summary>The page that imports a table, and what it shows of one before anything is entered.</summary>
public sealed class ImportPageTests : IAsyncLifetime
{
    private const string Table = "room,section,Equipment,started_at,ended_at,test_kind,conclusion\nhq/srv-1,U,ups-1,2026-11-20T08:00:00Z,2026-11-20T08:01:00Z,quick,pass\n,U,ups-1,2026-11-18 13:00,,deep,fail\n";

    private WebSite _site = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await WebSite.StartEmptyAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("kk")]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task The_page_offers_the_empty_tables_and_says_what_each_column_takes(string language)
    {
        var html = WebUtility.HtmlDecode(await _site.Http.GetStringAsync(new Uri($"journals/35.7/import?lang={language}", UriKind.Relative), Stop));
        Assert.Contains($"href=\"/api/v1/journals/35.7/template?format=csv&lang={language}\"", html, StringComparison.Ordinal);
        Assert.Contains($"href=\"/api/v1/journals/35.7/template?format=xlsx&lang={language}\"", html, StringComparison.Ordinal);
        Assert.Contains("data-import=\"/api/v1/journals/35.7/import\"", html, StringComparison.Ordinal);
        Assert.Contains("<option value=\"hq/srv-1\">", html, StringComparison.Ordinal);
        Assert.Contains("<select id=\"import-section\"", html, StringComparison.Ordinal);
        Assert.Equal(44, html.Split("<td class=\"quiet\">").Length - 1);
        Assert.Contains("href=\"/journals/35.7/import\"", await _site.Http.GetStringAsync(new Uri("journals/35.7", UriKind.Relative), Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_would_be_entered_is_shown_line_by_line_and_nothing_is_entered()
    {
        var (status, html) = await CheckAsync("35.7", Table, "lang=en&by=A&room=hq/srv-1");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("data-ready=\"true\"", html, StringComparison.Ordinal);
        Assert.Contains("2 of 2 lines would be entered", html, StringComparison.Ordinal);
        Assert.Contains("UPS 1: Self-test", html, StringComparison.Ordinal);
        Assert.Contains("Server room 1", html, StringComparison.Ordinal);
        Assert.Contains("2026-11-18 13:00:00", html, StringComparison.Ordinal);
        Assert.Contains("Failed", html, StringComparison.Ordinal);
        Assert.Contains("\"items\":[]", await _site.Http.GetStringAsync(new Uri("api/v1/journals/35.7/entries", UriKind.Relative), Stop), StringComparison.Ordinal);

        var owner = _site.AnswerNextAsync(true);
        using var entered = await _site.Http.PostAsync("api/v1/journals/35.7/import?by=A&room=hq/srv-1", new StringContent(Table), Stop);
        Assert.IsType<DeclaredWork>(await owner);
        Assert.Equal("{\"rows\":2,\"entered\":2}", await entered.Content.ReadAsStringAsync(Stop));
        (_, html) = await CheckAsync("35.7", Table, "lang=en&by=A&room=hq/srv-1");
        Assert.Contains("Entered before: 2", html, StringComparison.Ordinal);
        Assert.Contains("From a file: A", await _site.Http.GetStringAsync(new Uri("journals/35.7?lang=en", UriKind.Relative), Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kk", "Мұндай үй-жай жоқ", "мұндай баған жоқ", "Сан қажет.", "Мыналардың бірі қажет: ", "Басталу уақыты жоқ.")]
    [InlineData("ru", "Нет такого помещения", "нет такого столбца", "Нужно число.", "Нужно одно из: ", "Нет времени начала.")]
    [InlineData("en", "There is no such room", "no such column", "Must be a number.", "Must be one of: ", "It does not say when it began.")]
    public async Task Every_fault_stands_at_its_line_and_its_column_in_the_readers_words(string language, string room, string column, string number, string choice, string start)
    {
        const string Wrong = "room,section,foreign <b>,batt_temp,conclusion,started_at\nhq/none,U,x,warm,good,2026-11-20\n,X,,,,\nhq/srv-1,U,,20,,\nhq/srv-1,U,,20,,2031-01-01\nhq/srv-1,U,,,,2026-11-20\n";
        var (status, html) = await CheckAsync("35.7", Wrong, $"lang={language}&by=A");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.DoesNotContain("data-ready", html, StringComparison.Ordinal);
        Assert.All(new[] { room, column, number, choice, start }, text => Assert.Contains(text, html, StringComparison.Ordinal));
        Assert.Contains("foreign &lt;b&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("foreign <b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("must be", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "needs a row of heads")]
    [InlineData("a;b", "needs a row of heads")]
    [InlineData("a;\"b\nc", "neither CSV nor XLSX")]
    [InlineData("PK\u0003\u0004 no zip", "neither CSV nor XLSX")]
    [InlineData("\u00ff\u00fe\u0041\u0000\u0080", "must be in UTF-8")]
    public async Task What_is_no_table_is_refused_in_words(string file, string said)
    {
        using var answer = await _site.Http.PostAsync("journals/35.6/import/check?lang=en&by=A", new ByteArrayContent(Encoding.Latin1.GetBytes(file)), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rubbish_that_is_text_is_refused_and_does_no_harm()
    {
        var random = new Random(7);
        for (var round = 0; round < 20; round++)
        {
            var rubbish = new string([.. Enumerable.Range(0, 4_000).Select(_ => (char)random.Next(1, 0x7f))]);
            var (status, html) = await CheckAsync("35.6", "object\n" + rubbish, "by=A");
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains("import-check", html, StringComparison.Ordinal);
        }

        var (zero, _) = await CheckAsync("35.6", "section,object,changed_at\nA,x\0y,2026-11-20\n", "by=A");
        Assert.Equal(HttpStatusCode.BadRequest, zero);
    }

    [Fact]
    public async Task Nobody_and_too_much_are_refused()
    {
        var (status, html) = await CheckAsync("35.6", "object\nx", "lang=en");
        Assert.Equal((HttpStatusCode.BadRequest, true), (status, html.Contains("Name who writes.", StringComparison.Ordinal)));

        using var request = new HttpRequestMessage(HttpMethod.Post, "journals/35.6/import/check?lang=en&by=A") { Content = new ByteArrayContent(new byte[(5 * 1024 * 1024) + 1]) };
        request.Headers.ExpectContinue = true;
        using var large = await _site.Http.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Contains("at most 5 MB", await large.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reader", HttpStatusCode.NotFound, HttpStatusCode.Forbidden)]
    [InlineData("auditor", HttpStatusCode.NotFound, HttpStatusCode.Forbidden)]
    [InlineData("operator", HttpStatusCode.OK, HttpStatusCode.BadRequest)]
    [InlineData("inspector", HttpStatusCode.OK, HttpStatusCode.BadRequest)]
    public async Task Only_those_who_may_write_find_the_page_and_may_check_a_table(string role, HttpStatusCode page, HttpStatusCode check)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData("token"u8));
        await using var site = await WebSite.StartEmptyAsync(AccessList.Parse([$"{hash} {role} Somebody"], out _));
        using (var stranger = await site.Http.PostAsync("journals/35.6/import/check", new StringContent("x"), Stop))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        }

        site.Http.DefaultRequestHeaders.Authorization = new("Bearer", "token");
        using var shown = await site.Http.GetAsync(new Uri("journals/35.6/import", UriKind.Relative), Stop);
        using var answer = await site.Http.PostAsync("journals/35.6/import/check", new StringContent("x"), Stop);
        Assert.Equal((page, check), (shown.StatusCode, answer.StatusCode));
        Assert.DoesNotContain("name=\"by\"", await shown.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(page == HttpStatusCode.OK, (await site.Http.GetStringAsync(new Uri("journals/35.6", UriKind.Relative), Stop)).Contains("/journals/35.6/import", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cross-site", HttpStatusCode.Forbidden)]
    [InlineData("same-site", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", HttpStatusCode.OK)]
    public async Task Another_sites_page_enters_nothing(string from, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/journals/35.6/import?by=A") { Content = new StringContent("section,object,changed_at\nA,x,2026-11-20\n") };
        request.Headers.Add("Sec-Fetch-Site", from);
        using var answer = await _site.Http.SendAsync(request, Stop);
        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("journals/35.9/import")]
    [InlineData("journals/x/import")]
    public async Task A_journal_that_there_is_not_has_no_page(string path)
    {
        using var page = await _site.Http.GetAsync(new Uri(path, UriKind.Relative), Stop);
        using var check = await _site.Http.PostAsync(path + "/check?by=A", new StringContent("x"), Stop);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (page.StatusCode, check.StatusCode));
    }

    private async Task<(HttpStatusCode Status, string Html)> CheckAsync(string journal, string table, string query)
    {
        using var answer = await _site.Http.PostAsync($"journals/{journal}/import/check?{query}", new StringContent(table), Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }
}
