using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RoomGuard.Central.Access;
using RoomGuard.Central.Web.Speech;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Tests.Web;

/// <summary>The pages of the journals as HTTP gives them, without a browser.</summary>
public sealed class JournalPageTests : IAsyncLifetime
{
    private const string Entries = "api/v1/journals/35.6/entries";

    private WebSite _site = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await WebSite.StartEmptyAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("kk", "Қол қоюды күтуде: 2, ең ескісі: 3 сағ", "№ 1, № 1 жазбадан бастап")]
    [InlineData("ru", "Ждут подписи: 2, самая старая: 3 ч", "№ 1, с записи № 1")]
    [InlineData("en", "2 wait for a signature, the oldest: 3 h", "No. 1, from entry no. 1")]
    public async Task All_documents_are_listed_with_what_waits_and_the_open_volume(string language, string waiting, string volume)
    {
        await WriteAsync("x");
        await WriteAsync("y");
        await WriteAsync("z");
        await PostAsync($"{Entries}/1/sign", new { signer = "B" });
        _site.Clock.Advance(TimeSpan.FromHours(3));
        await WriteAsync("w");
        await PostAsync($"{Entries}/4/sign", new { signer = "B" });
        await PostAsync($"{Entries}/4/sign", new { signer = "C", role = "is_officer" });

        var html = await PageAsync($"journals?lang={language}");
        Assert.All(JournalForms.All, form => Assert.Contains(form.Title.Kk, html, StringComparison.Ordinal));
        Assert.All(JournalForms.All, form => Assert.Contains($"href=\"/journals/{form.Id}\"", html, StringComparison.Ordinal));
        var part = html[html.IndexOf("data-journal=\"35.6\"", StringComparison.Ordinal)..html.IndexOf("data-journal=\"35.7\"", StringComparison.Ordinal)];
        Assert.Contains("<dd>4</dd>", part, StringComparison.Ordinal);
        Assert.Contains(waiting, part, StringComparison.Ordinal);
        Assert.Contains(volume, part, StringComparison.Ordinal);
        Assert.All(new[] { "pdf", "xlsx", "csv", "json" }, format => Assert.Contains($"/api/v1/journals/35.6/export?format={format}&lang={language}", part, StringComparison.Ordinal));
        Assert.Contains("roomguard journal verify", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/journals\"", await PageAsync("?lang=en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_closed_volume_holds_waits_for_nothing()
    {
        await WriteAsync("x");
        await WriteAsync("y");
        await PostAsync("api/v1/journals/35.6/volumes/close", new { signer = "B" });
        var html = await PageAsync("journals/35.6?lang=en&state=waiting");
        Assert.Contains("There are no such entries.", html, StringComparison.Ordinal);
        Assert.Contains("Nothing waits for a signature", html, StringComparison.Ordinal);
        Assert.Contains("None; the next entry opens one", html, StringComparison.Ordinal);
        Assert.DoesNotContain("data-close", html, StringComparison.Ordinal);

        await WriteAsync("z");
        html = await PageAsync("journals/35.6?lang=en&state=waiting");
        Assert.Equal(["3"], NumbersOf(html));
        Assert.Contains("1 wait for a signature", html, StringComparison.Ordinal);
        html = await PageAsync("journals/35.6?lang=en");
        Assert.Equal(["3", "2", "1"], NumbersOf(html));
        Assert.Contains("Closed with its volume", html, StringComparison.Ordinal);
        Assert.Single(html.Split("data-entry-act").Skip(1));
    }

    [Fact]
    public async Task Entries_come_twenty_at_a_time_the_newest_first_and_the_filter_stays()
    {
        for (var no = 1; no <= 25; no++)
        {
            await WriteAsync($"n{no}");
        }

        await PostAsync($"{Entries}/25/sign", new { signer = "B" });
        var first = await PageAsync("journals/35.6?lang=en&state=waiting");
        Assert.Equal(Enumerable.Range(5, 20).Reverse().Select(no => $"{no}"), NumbersOf(first));
        var next = first.Split("<a href=\"")[^1].Split('"')[0];
        Assert.StartsWith("/journals/35.6?state=waiting&cursor=", next, StringComparison.Ordinal);
        var second = await PageAsync($"{next[1..]}&lang=en");
        Assert.Equal(["4", "3", "2", "1"], NumbersOf(second));
        Assert.Contains("<a href=\"/journals/35.6?state=waiting&\">Newest entries</a>", second, StringComparison.Ordinal);
        Assert.DoesNotContain("Older entries", second, StringComparison.Ordinal);
        Assert.Equal("7", NumbersOf(await PageAsync("journals/35.6?no=7"))[0]);
        Assert.Contains("href=\"?state=waiting&lang=ru\"", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_room_s_entries_are_shown_alone_and_its_page_links_there()
    {
        await WriteAsync("elsewhere");
        await _site.WriteEntryAsync(SampleRooms.UpsTest(SampleRooms.Now.AddHours(-5)));
        await _site.WriteEntryAsync(SampleRooms.Leak(SampleRooms.Now.AddMinutes(-3)));
        Assert.Equal(["1"], NumbersOf(await PageAsync("journals/35.7?room=hq/srv-1")));
        Assert.Empty(NumbersOf(await PageAsync("journals/35.7?room=hq/xc-1")));
        Assert.Empty(NumbersOf(await PageAsync("journals/35.6?room=hq/srv-1")));

        var room = await PageAsync("rooms/hq/srv-1?lang=en");
        Assert.Contains("href=\"/journals/35.7?room=hq/srv-1\"", room, StringComparison.Ordinal);
        Assert.Contains("href=\"/journals/35.7?no=1#entry-35-7-1\"", room, StringComparison.Ordinal);
        Assert.Equal(2, room.Split("Draft</span>").Length - 1);
        var mark = room.Split("data-mark=\"")[1].Split('"')[0];
        var signing = _site.SignNextAsync();
        await PostAsync("api/v1/journals/35.7/entries/1/sign", new { signer = "B" });
        await signing;
        room = await PageAsync("rooms/hq/srv-1?lang=en");
        Assert.Contains("Signed</span>", room, StringComparison.Ordinal);
        Assert.NotEqual(mark, room.Split("data-mark=\"")[1].Split('"')[0]);
    }

    [Fact]
    public async Task Corrections_and_completions_are_told_on_both_sides()
    {
        await WriteAsync("x");
        await PostAsync($"{Entries}/1/correct", new { by = "A", fields = new { basis = "\"corrects\":1," } }, HttpStatusCode.Created);
        var html = await PageAsync("journals/35.6?lang=en");
        Assert.Contains("<a href=\"/journals/35.6?no=1#entry-35-6-1\">Puts no. 1 right</a>", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/journals/35.6?no=2#entry-35-6-2\">Put right by no. 2</a>", html, StringComparison.Ordinal);
        Assert.Contains("Put right by no. 2", await PageAsync("journals/35.6?lang=en&no=1"), StringComparison.Ordinal);

        var first = SampleRooms.Leak(SampleRooms.Now.AddMinutes(-3));
        await _site.WriteEntryAsync(first);
        await _site.WriteEntryAsync(first with { Key = first.Key + "|end", Completes = first.Key, EndedAt = SampleRooms.Now, Result = "normal", Fields = new Dictionary<string, JournalValue>() });
        html = await PageAsync("journals/35.1?lang=en&no=1");
        Assert.Contains("Completed by no. 2", html, StringComparison.Ordinal);
        Assert.DoesNotContain("in progress", html, StringComparison.Ordinal);
        Assert.Contains("Completes no. 1", await PageAsync("journals/35.1?lang=en"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("journals/35.9")]
    [InlineData("journals/35.6?room=hq/none")]
    [InlineData("journals/35.6?state=odd")]
    [InlineData("journals/35.6?cursor=x")]
    [InlineData("journals/35.6/write?section=Z")]
    [InlineData("journals/35.6/write?correct=7")]
    public async Task An_address_that_no_link_has_is_no_page(string path)
    {
        using var answer = await _site.Http.GetAsync(new Uri(path, UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("journals/35.6", true)]
    [InlineData("journals", false)]
    [InlineData("journals/35.6/write", false)]
    [InlineData("rooms/hq/srv-1", false)]
    public async Task Only_the_page_where_people_sign_may_reach_the_client_for_signatures(string path, bool may)
    {
        using var answer = await _site.Http.GetAsync(new Uri(path, UriKind.Relative), Stop);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains($"connect-src 'self'{(may ? " wss://127.0.0.1:13579" : "")};", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_those_who_may_act_find_forms_and_only_inspectors_bring_scans()
    {
        static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        await using var site = await WebSite.StartEmptyAsync(AccessList.Parse([$"{Hash("look")} reader Reader", $"{Hash("duty")} operator Duty", $"{Hash("see")} inspector Walker"], out _));
        await site.WriteEntryAsync(SampleRooms.UpsTest(SampleRooms.Now.AddHours(-5)));
        foreach (var (token, acts, scans) in new[] { ("look", false, false), ("duty", true, false), ("see", true, true) })
        {
            site.Http.DefaultRequestHeaders.Authorization = new("Bearer", token);
            var html = await site.Http.GetStringAsync(new Uri("journals/35.7?lang=en", UriKind.Relative), Stop);
            Assert.Equal((token, acts, acts, scans), (token, html.Contains("data-entry-act", StringComparison.Ordinal), html.Contains("/write", StringComparison.Ordinal), html.Contains("type=\"file\"", StringComparison.Ordinal)));
            Assert.Equal(acts, html.Contains("One-time code", StringComparison.Ordinal));
            Assert.DoesNotContain("name=\"signer\"", html, StringComparison.Ordinal);
            using var write = await site.Http.GetAsync(new Uri("journals/35.7/write", UriKind.Relative), Stop);
            Assert.Equal(acts ? HttpStatusCode.OK : HttpStatusCode.NotFound, write.StatusCode);
        }
    }

    [Theory]
    [InlineData("kk")]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task Every_document_has_its_form_with_every_column(string language)
    {
        Assert.True(LanguageTag.TryParse(language, out var reader));
        foreach (var (form, section) in JournalForms.All.SelectMany(form => form.Sections.Select(section => (form, section))))
        {
            var html = await PageAsync($"journals/{form.Id}/write?section={section.Id}&lang={language}");
            Assert.All(section.Columns, column => Assert.Contains($"<label for=\"field-{column.Id}\">{column.Head.In(reader)}</label>", html, StringComparison.Ordinal));
            Assert.All(section.Columns.SelectMany(column => column.Choices), choice => Assert.Contains($"<option value=\"{choice.Code}\">{choice.Name.In(reader)}</option>", html, StringComparison.Ordinal));
        }
    }

    private static string[] NumbersOf(string html) => [.. html.Split("data-entry=\"entry-").Skip(1).Select(part => part.Split('"')[0].Split('-')[^1])];

    private async Task<string> PageAsync(string path) => WebUtility.HtmlDecode(await _site.Http.GetStringAsync(new Uri(path, UriKind.Relative), Stop));

    private Task WriteAsync(string basis) => PostAsync(Entries, new { section = "A", by = "A", fields = new { basis } }, HttpStatusCode.Created);

    private async Task PostAsync(string path, object body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await _site.Http.PostAsJsonAsync(path, body, JsonSerializerOptions.Web, Stop);
        Assert.True(answer.StatusCode == expected, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
    }
}
