using System.Net;
using System.Security.Cryptography;
using System.Text;
using RoomGuard.Central.Access;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Tests.Web;

/// <summary>The pages as HTTP gives them, without a browser.</summary>
public sealed class PageTests : IAsyncLifetime
{
    private WebSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await WebSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("/?lang=en", null, "ru", "en")]
    [InlineData("/", "roomguard-lang=ru", "en", "ru")]
    [InlineData("/", null, "ru-RU,en;q=0.5", "ru")]
    [InlineData("/", null, null, "kk")]
    [InlineData("/?lang=de", null, "en", "en")]
    public async Task The_language_is_the_one_asked_for_then_the_one_kept_then_the_browsers(string path, string? cookie, string? header, string language)
    {
        using var answer = await GetAsync(path, cookie, header);
        Assert.Contains($"<html lang=\"{language}\">", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var isKept = answer.Headers.TryGetValues("Set-Cookie", out var kept) && kept.Single().StartsWith($"roomguard-lang={language};", StringComparison.Ordinal);
        Assert.Equal(path.Contains("lang=en", StringComparison.Ordinal), isKept);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/rooms/hq/srv-1")]
    [InlineData("/api/v1/rooms")]
    [InlineData("/nowhere")]
    public async Task Every_answer_forbids_the_browser_what_the_pages_do_not_need(string path)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("/assets/roomguard.css", "text/css")]
    [InlineData("/assets/roomguard.js", "text/javascript")]
    [InlineData("/assets/favicon.svg", "image/svg+xml")]
    public async Task An_asset_is_sent_once_and_then_only_confirmed(string path, string type)
    {
        using var first = await GetAsync(path);
        Assert.Equal(type, first.Content.Headers.ContentType?.MediaType);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await _site.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("/rooms/hq/none?lang=en")]
    [InlineData("/nowhere?lang=en")]
    public async Task An_unknown_address_is_a_page_that_says_so(string path)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("<h1>No such page</h1>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_equipment_says_is_text_and_never_markup()
    {
        var state = _site.Board.Find("hq", "srv-1")!.State;
        var point = SampleRooms.Heard("ups-1", "ups.test.detail", Contract.Samples.Reading.Of("<script>alert('x')</script>"), 1);
        _site.Publish(state with { Points = state.Points.SetItem("ups-1/ups.test.detail", point) });
        var html = await _site.Http.GetStringAsync(new Uri("/rooms/hq/srv-1?lang=en", UriKind.Relative));
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_room_page_says_everything_in_its_language()
    {
        var html = WebUtility.HtmlDecode(await _site.Http.GetStringAsync(new Uri("/rooms/hq/srv-1?lang=kk", UriKind.Relative)));
        foreach (var said in new[]
        {
            "1-серверлік", "Судың ағуы анықталды", "Белсенді, расталмаған", "29,0\u00a0°C", "Ауқымнан тыс", "соңғысы 81\u00a0%, 14:16:00",
            "өрт қауіпсіздігі жүйесінің болуы", "Сәйкес емес", "ҮҚК 1: Өзін-өзі тестілеу", "Заряд деңгейі, %, дейін / кейін", "дейін 100\u00a0% · кейін 99,5\u00a0%", "aria-label=\"Ауа температурасы: соңғы сағатта",
        })
        {
            Assert.Contains(said, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_open_entry_that_a_later_one_completes_is_not_shown_as_going_on()
    {
        var start = SampleRooms.Now.AddMinutes(-3);
        var path = new Uri("/rooms/hq/srv-1/parts/journal?lang=en", UriKind.Relative);
        Assert.Contains("2026-11-22 14:27:00 – in progress", WebUtility.HtmlDecode(await _site.Http.GetStringAsync(path)), StringComparison.Ordinal);

        var first = SampleRooms.Leak(start);
        await _site.WriteEntryAsync(first with { Key = first.Key + "|end", Completes = first.Key, EndedAt = SampleRooms.Now, Result = "normal", Fields = new Dictionary<string, JournalValue>() });
        var html = WebUtility.HtmlDecode(await _site.Http.GetStringAsync(path));
        Assert.DoesNotContain("in progress", html, StringComparison.Ordinal);
        Assert.Contains("Completed by no. 2", html, StringComparison.Ordinal);
        Assert.Contains("Leak sensor: Water leak", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("2026-11-22 14:27:00 – 14:30:00 (3 min)").Length - 1);
    }

    [Fact]
    public async Task Where_people_log_in_nobody_else_sees_anything_and_only_some_may_write()
    {
        static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        await using var site = await WebSite.StartAsync(AccessList.Parse([$"{Hash("look")} reader Reader", $"{Hash("duty")} operator Duty", $"{Hash("build")} engineer Builder"], out _));
        foreach (var path in new[] { "/", "/rooms/hq/srv-1", "/live", "/api/v1/rooms", "/assets/roomguard.css", "/openapi/v1.json", "/nowhere" })
        {
            using var answer = await site.Http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal((path, HttpStatusCode.Unauthorized), (path, answer.StatusCode));
        }

        Assert.DoesNotContain("data-act", await PageAsync(site, "look"), StringComparison.Ordinal);
        Assert.Contains("data-act=\"/api/v1/alarms/00000000000000a1/\"", await PageAsync(site, "duty"), StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"by\"", await PageAsync(site, "duty"), StringComparison.Ordinal);

        // Adopting is for engineers; this centre has no site file to adopt into, and tells them so.
        Assert.DoesNotContain("under the key site", await PageAsync(site, "duty", "/"), StringComparison.Ordinal);
        Assert.Contains("under the key site", await PageAsync(site, "build", "/"), StringComparison.Ordinal);

        using var refused = await PostAsync(site, "look");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);

        var keeper = Task.Run(async () =>
        {
            var order = (Central.Rooms.AlarmWork)await site.Board.Work.Reader.ReadAsync();
            order.Done.SetResult(true);
            return order.By.Name;
        });
        using var done = await PostAsync(site, "duty");
        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
        Assert.Equal("Duty", await keeper);
    }

    private static async Task<string> PageAsync(WebSite site, string token, string path = "/rooms/hq/srv-1")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}?lang=en");
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await site.Http.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<HttpResponseMessage> PostAsync(WebSite site, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/alarms/00000000000000a1/acknowledge")
        {
            Content = new StringContent("""{"by":"somebody else"}""", null, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", token);
        return await site.Http.SendAsync(request);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string? cookie = null, string? language = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        if (language is not null)
        {
            request.Headers.Add("Accept-Language", language);
        }

        return await _site.Http.SendAsync(request);
    }
}
