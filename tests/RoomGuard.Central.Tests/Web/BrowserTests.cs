using System.Collections.Immutable;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using RoomGuard.Central.Rooms;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Tests.Web;

/// <summary>The pages in Debian's chromium: what a person sees, and what changes before their eyes.</summary>
public sealed class BrowserTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private const string RoomPage = "rooms/hq/srv-1?lang=";

    private WebSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await WebSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_value_changes_without_a_reload()
    {
        var page = await OpenAsync(RoomPage + "ru");
        var row = page.Locator("[data-point='hq/srv-1/probe-1/env.temp']");
        await Assertions.Expect(row.Locator("[data-cell=value]")).ToHaveTextAsync("29,0\u00a0°C");
        await Assertions.Expect(page.Locator("#live")).ToHaveTextAsync("На связи");
        await page.EvaluateAsync("window.sameDocument = true");

        Change(SampleRooms.Heard("probe-1", "env.temp", Reading.Of(21.55), 0));
        await Assertions.Expect(row.Locator("[data-cell=value]")).ToHaveTextAsync("21,6\u00a0°C");

        Change(SampleRooms.Heard("probe-1", "env.temp", Reading.Absent(AbsenceReason.Silent), 0) with { Known = Reading.Of(21.55), KnownAt = SampleRooms.Now.AddMinutes(-2) });
        await Assertions.Expect(row.Locator("[data-cell=value]")).ToHaveTextAsync("Не отвечает");
        await Assertions.Expect(row.Locator("[data-cell=note]")).ToHaveTextAsync("было 21,6\u00a0°C в 14:28:00");
        await Assertions.Expect(row).ToHaveAttributeAsync("data-state", "absent");
        Assert.True(await page.EvaluateAsync<bool>("window.sameDocument === true"));
    }

    [Fact]
    public async Task Alarms_verdicts_and_journal_are_fetched_again_when_they_change_and_what_was_opened_stays_open()
    {
        var page = await OpenAsync(RoomPage + "en");
        await Assertions.Expect(page.Locator("tr[data-alarm]")).ToHaveCountAsync(4);
        var columns = page.Locator("#entry-35-7-1");
        await columns.Locator("summary").ClickAsync();

        await _site.WriteEntryAsync(SampleRooms.UpsTest(SampleRooms.Now.AddHours(-1)));
        var state = _site.Board.Find("hq", "srv-1")!.State;
        _site.Publish(state with { Alarms = state.Alarms.Remove("00000000000000a1") });

        await Assertions.Expect(page.Locator("tr[data-alarm]")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("li[data-entry]")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("#entry-35-7-1")).ToHaveAttributeAsync("open", "");
    }

    [Theory]
    [InlineData("kk", "дейін кейінге қалдырылды", ColorScheme.Light)]
    [InlineData("ru", "Отложена до", ColorScheme.Dark)]
    [InlineData("en", "Shelved until", ColorScheme.Light)]
    public async Task Maintenance_the_shelf_the_first_out_and_what_people_did_are_shown_and_everybody_can_use_them(string language, string shelved, ColorScheme scheme)
    {
        _site.Publish(SampleRooms.Held(_site.Board.Find("hq", "srv-1")!.State));
        await using var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_site.Address, RoomPage + language).ToString());
        await Assertions.Expect(page.Locator("[data-window='00000000000000b1']")).ToContainTextAsync("A. Omarov: battery");
        await Assertions.Expect(page.Locator("tr[data-alarm='00000000000000a2']")).ToBeHiddenAsync();
        await page.Locator("#alarms-held > summary").ClickAsync();
        await Assertions.Expect(page.Locator("tr[data-alarm='00000000000000a2'] .act").First).ToContainTextAsync(shelved);
        await Assertions.Expect(page.Locator("tr[data-alarm='00000000000000a1'] .chip")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("tr[data-alarm='00000000000000a1'] .act")).ToContainTextAsync("the plumber is on his way <b>");
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}"));
        if (Environment.GetEnvironmentVariable("ROOMGUARD_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"alarms-{language}.png") });
        }
    }

    [Fact]
    public async Task An_alarm_is_shelved_on_the_page_with_a_reason_and_what_is_refused_is_said()
    {
        var page = await OpenAsync(RoomPage + "ru");
        var form = page.Locator("#do-00000000000000a1");
        await form.Locator("summary").ClickAsync();
        await form.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Отложить" }).ClickAsync();
        await Assertions.Expect(form.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Укажите причину в комментарии.");

        await form.GetByLabel("Комментарий").FillAsync("сантехник в пути");
        await form.GetByLabel("Ваше имя").FillAsync("А. Омаров");
        await form.GetByLabel("Отложить на").SelectOptionAsync("60");
        var refused = _site.AnswerNextAsync(false);
        await form.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Отложить" }).ClickAsync();
        await refused;
        await Assertions.Expect(form.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Состояние тревоги уже другое; посмотрите ещё раз.");

        // What was typed stays when the part is fetched again.
        Change(SampleRooms.Heard("leak-1", "leak.wet", Reading.Of(true), 0));
        var order = _site.AnswerNextAsync(true);
        await form.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Отложить" }).ClickAsync();
        var work = Assert.IsType<AlarmWork>(await order);
        Assert.Equal(("00000000000000a1", AlarmActionKind.Shelve, "А. Омаров", "сантехник в пути"), (work.AlarmId, work.Kind, work.By.Name, work.Comment));
        Assert.Equal(SampleRooms.Now.AddHours(1), work.Until);
        await Assertions.Expect(form).Not.ToHaveAttributeAsync("open", "");
    }

    [Theory]
    [InlineData("kk", ColorScheme.Light, 1200)]
    [InlineData("ru", ColorScheme.Dark, 390)]
    [InlineData("en", ColorScheme.Light, 390)]
    public async Task Everybody_can_use_the_form_of_an_alarm(string language, ColorScheme scheme, int width)
    {
        await using var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_site.Address, RoomPage + language).ToString());
        await page.Locator("#do-00000000000000a1 > summary").ClickAsync();
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}"));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await PictureAsync(page, $"act-{language}-{width}");
    }

    [Fact]
    public async Task A_lost_stream_is_said_plainly_and_its_return_takes_the_words_back()
    {
        var page = await OpenAsync(RoomPage + "en");
        await Assertions.Expect(page.Locator("#live")).ToHaveTextAsync("Online");
        await Assertions.Expect(page.Locator("#lost")).ToBeHiddenAsync();

        await _site.DisposeAsync();
        await Assertions.Expect(page.Locator("#lost")).ToHaveTextAsync(
            "No connection to the server since 2026-11-22 14:30:00. Everything below is out of date.", new LocatorAssertionsToHaveTextOptions { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("#live")).ToHaveTextAsync("Offline");
        Assert.Contains("is-lost", await page.Locator("body").GetAttributeAsync("class"), StringComparison.Ordinal);

        _site = await WebSite.StartAsync(port: _site.Address.Port);
        await Assertions.Expect(page.Locator("#lost")).ToBeHiddenAsync(new LocatorAssertionsToBeHiddenOptions { Timeout = 30_000 });
    }

    [Fact]
    public async Task A_language_that_was_chosen_stays_chosen()
    {
        var page = await OpenAsync("?lang=en");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "kk", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "kk");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "1-серверлік" }).ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "kk");
        await Assertions.Expect(page.Locator("[data-point='hq/srv-1/probe-1/env.temp'] th")).ToHaveTextAsync("Ауа температурасы");
        await Assertions.Expect(page.Locator("[data-verdict='163.11']")).ToContainTextAsync("ауа баптау жүйесінің болуы");
    }

    [Fact]
    public async Task The_first_page_follows_its_rooms()
    {
        var page = await OpenAsync("?lang=en");
        var card = page.Locator("article[data-part='hq/srv-1']");
        await Assertions.Expect(card).ToContainTextAsync("Critical");
        await Assertions.Expect(page.Locator("article[data-part='hq/xc-1']")).ToContainTextAsync("No data");

        var state = _site.Board.Find("hq", "srv-1")!.State;
        _site.Publish(state with { Alarms = ImmutableDictionary<string, Alarm>.Empty });
        await Assertions.Expect(card.Locator("header .badge")).ToHaveTextAsync("Normal");
        await Assertions.Expect(card).ToContainTextAsync("No active alarms");
    }

    [Fact]
    public async Task Without_script_the_page_says_everything_and_loads_itself_again()
    {
        await using var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_site.Address, RoomPage + "en").ToString());
        await Assertions.Expect(page.Locator("tr[data-alarm]")).ToHaveCountAsync(4);

        // Chromium's switch for scripts leaves <noscript> unread, so its contents are looked for in what the server sent.
        var html = await _site.Http.GetStringAsync(new Uri(RoomPage + "en", UriKind.Relative));
        Assert.Contains("<noscript><meta http-equiv=\"refresh\" content=\"15\"", html, StringComparison.Ordinal);
        Assert.Contains("This page reloads every 15 seconds.", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kk", "Сипатталмаған нүктелер", "Бұл үй-жай модельде жоқ: мәндері сақталмайды", "31,5")]
    [InlineData("ru", "Неописанные точки", "Такого помещения в модели нет: значения не сохраняются", "31,5")]
    [InlineData("en", "Unassigned points", "The model has no such room: its values are not kept", "31.5")]
    public async Task Points_that_nobody_described_are_shown_with_the_reason(string language, string title, string why, string value)
    {
        var page = await OpenAsync($"?lang={language}");
        var section = page.Locator("#unassigned");
        await Assertions.Expect(section.Locator("h2")).ToHaveTextAsync(title);
        await Assertions.Expect(section.Locator("tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(section).ToContainTextAsync("hq/attic/probe-2/env.temp");
        await Assertions.Expect(section).ToContainTextAsync(why);
        await Assertions.Expect(section).ToContainTextAsync(value);
        await Assertions.Expect(section).ToContainTextAsync("node-3");
    }

    [Theory]
    [InlineData("", "kk", ColorScheme.Light)]
    [InlineData("", "ru", ColorScheme.Dark)]
    [InlineData("rooms/hq/srv-1", "kk", ColorScheme.Light)]
    [InlineData("rooms/hq/srv-1", "ru", ColorScheme.Dark)]
    [InlineData("rooms/hq/xc-1", "en", ColorScheme.Light)]
    [InlineData("nowhere", "en", ColorScheme.Dark)]
    public async Task Everybody_can_use_the_pages(string path, string language, ColorScheme scheme)
    {
        await using var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_site.Address, $"{path}?lang={language}").ToString());
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}"));
        Assert.NotEmpty(result.Passes);
    }

    [Theory]
    [InlineData(1400, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Nothing_sticks_out_and_nothing_comes_from_elsewhere(int width, ColorScheme scheme)
    {
        await using var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        page.Request += (_, request) => complaints.AddRange(request.Url.StartsWith(_site.Address.ToString(), StringComparison.Ordinal) ? [] : [request.Url]);
        foreach (var (path, name) in new[] { ("", "rooms"), ("rooms/hq/srv-1", "room"), ("rooms/hq/xc-1", "silent") })
        {
            foreach (var language in new[] { "kk", "ru", "en" })
            {
                await page.GotoAsync(new Uri(_site.Address, $"{path}?lang={language}").ToString());
                await Assertions.Expect(page.Locator("#live")).ToHaveAttributeAsync("data-state", "on");
                Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{path} in {language} is wider than {width} px.");
                await PictureAsync(page, $"{name}-{language}-{width}-{scheme}");
            }
        }

        Assert.Empty(complaints);
    }

    // For looking at: ROOMGUARD_PICTURES names a folder.
    private static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("ROOMGUARD_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name.ToLowerInvariant()}.png"), FullPage = true });
        }
    }

    private async Task<IPage> OpenAsync(string path)
    {
        var page = await chromium.Browser.NewPageAsync();
        await page.GotoAsync(new Uri(_site.Address, path).ToString());
        return page;
    }

    private void Change(PointState point)
    {
        var state = _site.Board.Find("hq", "srv-1")!.State;
        _site.Publish(state with { Points = state.Points.SetItem(RoomState.KeyOf(point.Point), point) });
    }
}
