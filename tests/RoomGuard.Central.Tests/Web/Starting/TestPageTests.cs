using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Starting;

namespace RoomGuard.Central.Tests.Web.Starting;

/// <summary>The page on which two persons start a self-test, as HTTP gives it.</summary>
public sealed class TestPageTests : IAsyncLifetime
{
    private WebSite _site = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await TestedRoom.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("look", HttpStatusCode.NotFound)]
    [InlineData("walk", HttpStatusCode.NotFound)]
    [InlineData("audit", HttpStatusCode.NotFound)]
    [InlineData("duty", HttpStatusCode.OK)]
    [InlineData("second", HttpStatusCode.OK)]
    [InlineData("admin", HttpStatusCode.OK)]
    public async Task Only_those_who_may_start_tests_find_the_page_and_the_way_to_it(string token, HttpStatusCode status)
    {
        Assert.Equal(status, (await GetAsync(TestedRoom.Page, token)).Status);
        Assert.Equal(status, (await GetAsync(TestedRoom.Page + "/part", token)).Status);
        foreach (var room in new[] { "rooms/hq/srv-1", "rooms/hq/srv-1/parts/values" })
        {
            Assert.Equal(status == HttpStatusCode.OK, (await GetAsync(room, token)).Html.Contains($"href=\"/{TestedRoom.Page}\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task There_is_none_for_a_generator_for_what_is_no_UPS_and_where_the_room_does_not_allow_it()
    {
        foreach (var equipment in new[] { "gen-1", "probe-1", "ups-9" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await GetAsync($"rooms/hq/srv-1/equipment/{equipment}/test", "duty")).Status);
            Assert.DoesNotContain($"/equipment/{equipment}/test", (await GetAsync("rooms/hq/srv-1", "duty")).Html, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("rooms/hq/none/equipment/ups-1/test", "duty")).Status);
        _site.Board.Describe([SampleRooms.Server, SampleRooms.CrossConnect], SampleRooms.Now);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(TestedRoom.Page, "duty")).Status);
        Assert.DoesNotContain("/equipment/ups-1/test", (await GetAsync("rooms/hq/srv-1", "duty")).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kk", "Батарея заряды кемінде 95 %", "Батарея заряды 40 %, кемінде 95 % керек", "Орындалмады", "Қазір іске қосуға болмайды")]
    [InlineData("ru", "Заряд батареи не менее 95 %", "Заряд батареи 40 %, нужно не менее 95 %", "Не выполнено", "Сейчас запустить нельзя")]
    [InlineData("en", "The battery is charged to 95 % at least", "The battery is charged to 40 %; at least 95 % is needed", "Does not hold", "Not now: look at what does not hold.")]
    public async Task Each_condition_is_shown_with_its_state_and_what_does_not_hold_stands_in_the_way(string language, string condition, string reason, string state, string notNow)
    {
        var html = await PartAsync("duty", language);
        Assert.Equal(10, html.Split("<li>").Length - 1);
        Assert.Equal(10, html.Split("data-tone=\"good\"").Length - 1);
        Assert.Contains(condition, html.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("id=\"test-present\"", html, StringComparison.Ordinal);

        TestedRoom.Publish(_site, ("ups-1/ups.battery.charge", 40.0));
        html = (await PartAsync("duty", language)).Replace('\u00a0', ' ');
        Assert.All(new[] { reason, state, notNow }, text => Assert.Contains(text, html, StringComparison.Ordinal));
        Assert.DoesNotContain("id=\"test-start\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_rests_on_old_values_is_not_known_and_does_not_hold()
    {
        _site.Clock.Advance(TimeSpan.FromMinutes(10));
        var html = await PartAsync("duty");
        Assert.Equal(4, html.Split("Not known").Length - 1);
        Assert.DoesNotContain("Does not hold", html, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"test-start\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_accounts_two_persons_cannot_be_told_apart_and_the_page_says_so()
    {
        await using var site = await TestedRoom.StartAsync(knowsPeople: false);
        var html = WebUtility.HtmlDecode(await site.Http.GetStringAsync(new Uri(TestedRoom.Page + "?lang=en", UriKind.Relative), Stop));
        Assert.Contains("The centre knows nobody by name", html, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"test-start\"", html, StringComparison.Ordinal);
        using var refused = await site.Http.PostAsJsonAsync(TestedRoom.Call + "/refuse", new { }, Stop);
        Assert.Contains("nobody_named", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asked_may_take_it_back_another_may_decide_and_after_ten_minutes_it_is_over()
    {
        Assert.Contains("Nobody has asked", await PartAsync("duty"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("", "duty"));
        var own = await PartAsync("duty");
        Assert.Contains("Take the request back", own, StringComparison.Ordinal);
        Assert.DoesNotContain("Confirm and start", own, StringComparison.Ordinal);
        var other = await PartAsync("second");
        Assert.Contains("D. Duty asked for the test at 2026-11-22 14:30:00; another person must confirm it until 2026-11-22 14:40:00.", other, StringComparison.Ordinal);
        Assert.Contains("value=\"/confirm\"", other, StringComparison.Ordinal);
        Assert.Contains("value=\"/refuse\"", other, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync("/confirm", "duty"));

        _site.Clock.Advance(TestDesk.Term + TimeSpan.FromSeconds(1));
        TestedRoom.Publish(_site);
        Assert.Contains("nobody confirmed it in time", await PartAsync("second"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync("/confirm", "second"));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync("/refuse", "second"));
    }

    [Fact]
    public async Task What_was_refused_or_taken_back_cannot_be_confirmed()
    {
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync("/refuse", "second"));
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("", "duty"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync("/refuse", "walk"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync("/refuse", "second"));
        Assert.Contains("E. Engineer refused the test that D. Duty had asked for", await PartAsync("duty"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync("/confirm", "admin"));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync("/refuse", "admin"));

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("", "duty"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync("/refuse", "duty"));
        Assert.Contains("D. Duty took the request back", await PartAsync("second"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync("/confirm", "second"));
    }

    [Fact]
    public async Task An_order_that_the_broker_does_not_take_starts_nothing_and_ends_its_window()
    {
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("", "duty"));
        var owner = Task.Run(async () => (Declared: await _site.AnswerNextAsync(true), Ended: await _site.AnswerNextAsync(true)), Stop);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync("/confirm", "second"));
        var (declared, ended) = await owner;
        Assert.IsType<PersonalWindow>(Assert.IsType<DeclaredWork>(declared).Work);
        Assert.IsType<PersonalWindowEnd>(Assert.IsType<DeclaredWork>(ended).Work);
        var html = await PartAsync("duty");
        Assert.Contains("nothing was started", html, StringComparison.Ordinal);
        Assert.Contains("Ask for the test", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_agent_said_how_the_test_goes_and_how_it_ended_are_told()
    {
        await TestedRoom.AnswerAsync(_site, ok: null, detail: null);
        Assert.Contains("look at the UPS", await PartAsync("duty"), StringComparison.Ordinal);
        await TestedRoom.AnswerAsync(_site, ok: false, detail: "noSuchName <b>");
        var html = await PartAsync("duty");
        Assert.Contains("did not take the order:", html, StringComparison.Ordinal);
        Assert.Contains("noSuchName <b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("noSuchName <b>", (await GetAsync($"{TestedRoom.Page}?lang=en", "duty")).Html, StringComparison.Ordinal);

        await TestedRoom.AnswerAsync(_site, ok: true, detail: "begun");
        Assert.Contains("The UPS took the order; its result is awaited.", await PartAsync("duty"), StringComparison.Ordinal);
        TestedRoom.Publish(_site, ("ups-1/ups.test.result", "in_progress"), ("ups-1/ups.output.source", "battery"));
        html = await PartAsync("duty");
        Assert.Contains("The test is running; the order was given at 2026-11-22 14:30:00.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("data-test=", html, StringComparison.Ordinal);

        TestedRoom.Publish(_site, ("ups-1/ups.test.result", "passed"));
        await _site.WriteEntryAsync(SampleRooms.UpsTest(SampleRooms.Now.AddHours(-5)));
        Assert.DoesNotContain("The test is over", await PartAsync("duty"), StringComparison.Ordinal);
        await _site.WriteEntryAsync(SampleRooms.UpsTest(SampleRooms.Now.AddSeconds(2)));
        html = await PartAsync("duty");
        Assert.Contains("The test is over: 2026-11-22 14:30:02", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/journals/35.7?no=2#entry-35-7-2\"", html, StringComparison.Ordinal);
        Assert.Contains("Ask for the test", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_sites_page_starts_nothing()
    {
        foreach (var word in new[] { "", "/confirm", "/refuse" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, TestedRoom.Call + word) { Content = JsonContent.Create(new { present = true }) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "duty");
            request.Headers.Add("Sec-Fetch-Site", "cross-site");
            using var answer = await _site.Http.SendAsync(request, Stop);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        Assert.Contains("Nobody has asked", await PartAsync("duty"), StringComparison.Ordinal);
    }

    private async Task<string> PartAsync(string token, string language = "en")
    {
        var (status, html) = await GetAsync($"{TestedRoom.Page}/part?lang={language}", token);
        Assert.Equal(HttpStatusCode.OK, status);
        return WebUtility.HtmlDecode(html);
    }

    private async Task<(HttpStatusCode Status, string Html)> GetAsync(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _site.Http.SendAsync(request, Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    private async Task<HttpStatusCode> PostAsync(string word, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, TestedRoom.Call + word) { Content = JsonContent.Create(new { present = true }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _site.Http.SendAsync(request, Stop);
        return answer.StatusCode;
    }
}
