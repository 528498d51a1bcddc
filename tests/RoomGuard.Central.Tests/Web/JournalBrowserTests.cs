using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Tests.Web;

/// <summary>Writing, correcting, closing and exporting on the pages of the journals, in Debian's chromium.</summary>
public sealed class JournalBrowserTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private const string Hostile = "<script>document.title='taken'</script><img src=x onerror=alert(1)> \u202Eلوحة";

    private WebSite _site = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await WebSite.StartEmptyAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_person_writes_an_entry_by_keyboard_and_finds_it_in_the_journal()
    {
        // The site is at UTC+5, the browser is not.
        await using var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { TimezoneId = "America/New_York" });
        var (page, complaints) = await WatchedAsync(context, "journals/35.5?lang=en");
        await page.GetByRole(AriaRole.Link, new() { Name = "Write an entry" }).ClickAsync();
        await page.GetByLabel("Began").FillAsync("2026-11-22T12:00");
        await page.GetByLabel("Your name").FillAsync("Ахметов Ә.");
        await page.Locator("#field-kind").SelectOptionAsync("restoration");
        await page.Locator("#field-system").FillAsync(Hostile);
        await page.Locator("#field-volume").FillAsync("12,5");
        await page.Locator("#field-finished").FillAsync("2026-11-22T12:30");
        await page.Locator("#field-checksum").FocusAsync();
        await page.Keyboard.TypeAsync("ab12");
        await page.Locator("#write button").FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync("**/journals/35.5?no=1#entry-35-5-1");
        var entry = page.Locator("#entry-35-5-1");
        await Assertions.Expect(entry).ToContainTextAsync(Hostile);
        await Assertions.Expect(entry).ToContainTextAsync("By hand: Ахметов Ә.");
        await Assertions.Expect(entry).ToContainTextAsync("12.5");
        var written = await _site.Http.GetFromJsonAsync<JsonElement>("api/v1/journals/35.5/entries/1", Stop);
        Assert.Equal("restoration", written.GetProperty("kind").GetString());
        Assert.Equal(DateTimeOffset.Parse("2026-11-22T07:00:00Z", null), written.GetProperty("startedAt").GetDateTimeOffset());
        Assert.Equal(DateTimeOffset.Parse("2026-11-22T07:30:00Z", null), written.GetProperty("fields").GetProperty("finished").GetProperty("at").GetDateTimeOffset());
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task What_is_wrong_stands_at_its_field_and_nothing_is_written()
    {
        var page = await OpenAsync("journals/35.7/write?section=G&lang=ru");
        await page.Locator("#field-attempts").FillAsync("два");
        await page.Locator("#field-load_pct").FillAsync("min=5; что-то");
        await page.Locator("#write button").ClickAsync();
        await ExpectFaultAsync("room", "Выберите помещение.");
        await ExpectFaultAsync("attempts", "Нужно число.");
        await ExpectFaultAsync("load_pct", "Нужны именованные числа, например min=21.5; max=24; unit=V");
        await Assertions.Expect(page.Locator("#field-room")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#write > .fault")).ToHaveTextAsync("В некоторых полях ошибки; курсор в первом из них.");
        await Assertions.Expect(page.Locator("#field-visual")).Not.ToHaveAttributeAsync("aria-invalid", "true");

        // What only the centre knows comes back to its fields as well.
        await page.Locator("#field-room").SelectOptionAsync("hq/srv-1");
        await page.Locator("#field-attempts").FillAsync("2");
        await page.Locator("#field-load_pct").FillAsync("min=5; max=7,5; unit=%");
        await page.Locator("#field-of").FillAsync("ДГУ 1");
        await page.Locator("#field-endedAt").FillAsync("2026-11-20T10:00");
        await page.Locator("#write button").ClickAsync();
        await ExpectFaultAsync("by", "Укажите, кто делает запись.");
        await ExpectFaultAsync("of", "Латинские буквы");
        await ExpectFaultAsync("endedAt", "окончание не раньше начала");
        await Assertions.Expect(page.Locator("#field-attempts-fault")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#field-load_pct")).ToHaveValueAsync("min=5; max=7,5; unit=%");
        Assert.Equal(0, (await _site.Http.GetFromJsonAsync<JsonElement>("api/v1/journals/35.7/entries", Stop)).GetProperty("items").GetArrayLength());

        async Task ExpectFaultAsync(string field, string text)
        {
            await Assertions.Expect(page.Locator($"#field-{field}-fault")).ToContainTextAsync(text);
            await Assertions.Expect(page.Locator($"#field-{field}")).ToHaveAttributeAsync("aria-invalid", "true");
        }
    }

    [Fact]
    public async Task An_entry_with_nothing_in_it_is_refused_in_words()
    {
        var page = await OpenAsync("journals/35.6/write?lang=en");
        await page.GetByLabel("Your name").FillAsync("A");
        await page.Locator("#write button").ClickAsync();
        await Assertions.Expect(page.Locator("#write > .fault")).ToContainTextAsync("The centre did not accept it: fields must say something");
    }

    [Fact]
    public async Task A_correction_begins_with_what_stood_there_and_loses_nothing_of_it()
    {
        await _site.WriteEntryAsync(SampleRooms.UpsTest(SampleRooms.Now.AddHours(-5).AddMilliseconds(250)));
        var page = await OpenAsync("journals/35.7?lang=en");
        await page.GetByRole(AriaRole.Link, new() { Name = "Correct" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Correct entry no. 1");
        await Assertions.Expect(page.Locator("#field-charge")).ToHaveValueAsync("after=99.5; before=100; unit=%");
        await page.GetByLabel("Your name").FillAsync("B");
        await page.Locator("#field-conclusion").SelectOptionAsync("fail");

        // Nobody owns the room here: what would be written is looked at on its way.
        var sent = new TaskCompletionSource<string>();
        await page.RouteAsync("**/entries/1/correct", async route =>
        {
            sent.SetResult(route.Request.PostData!);
            await route.FulfillAsync(new RouteFulfillOptions { Status = 409, ContentType = "application/problem+json", Body = """{"detail":"not now"}""" });
        });
        await page.Locator("#write button").ClickAsync();
        await Assertions.Expect(page.Locator("#write > .fault")).ToHaveTextAsync("The centre did not accept it: not now");
        var order = JsonDocument.Parse(await sent.Task).RootElement;
        Assert.Equal(("hq/srv-1", "ups-1", "U", "B"), (Text(order, "room"), Text(order, "equipment"), Text(order, "section"), Text(order, "by")));
        Assert.Equal(SampleRooms.Now.AddHours(-5).AddMilliseconds(250), order.GetProperty("startedAt").GetDateTimeOffset());
        var fields = order.GetProperty("fields");
        Assert.Equal("fail", Text(fields, "conclusion"));
        Assert.Equal(SampleRooms.Now.AddHours(-5).AddMilliseconds(250), fields.GetProperty("started_at").GetDateTimeOffset());
        Assert.Equal((12.0, "s"), (fields.GetProperty("duration_s").GetProperty("value").GetDouble(), Text(fields.GetProperty("duration_s"), "unit")));
        Assert.Equal((100.0, 99.5, "%"), (fields.GetProperty("charge").GetProperty("before").GetDouble(), fields.GetProperty("charge").GetProperty("after").GetDouble(), Text(fields.GetProperty("charge"), "unit")));
    }

    [Fact]
    public async Task A_volume_is_closed_only_by_who_confirms_it()
    {
        await WriteAsync("x");
        var page = await OpenAsync("journals/35.6?lang=en");
        var form = page.Locator("#close");
        await form.Locator("summary").ClickAsync();
        await form.GetByLabel("Your name").FillAsync("Сейтова Б.");
        await form.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(form.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Confirm that the volume is complete.");
        await form.GetByLabel("I am sure").CheckAsync();
        await form.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.Locator(".standing")).ToContainTextAsync("None; the next entry opens one");
        await Assertions.Expect(form).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#entry-35-6-1 .badges")).ToContainTextAsync("Closed with its volume");
    }

    [Fact]
    public async Task An_export_shows_how_far_it_is_and_gives_a_file_that_holds()
    {
        await WriteAsync("x");
        await WriteAsync("y");
        var (page, complaints) = await WatchedAsync(await chromium.Browser.NewContextAsync(), "journals?lang=en");
        var exports = page.Locator("[data-journal='35.6'] .exports");
        var goOn = new TaskCompletionSource();
        await page.RouteAsync("**/journals/35.6/exports/*", async route =>
        {
            if (!goOn.Task.IsCompleted)
            {
                await route.FulfillAsync(new RouteFulfillOptions { ContentType = "application/json", Body = """{"id":"x","state":"running","done":1,"total":2}""" });
                return;
            }

            await route.ContinueAsync();
        });
        await page.RouteAsync("**/journals/35.6/exports?*", async route =>
        {
            var answer = await route.FetchAsync();
            var body = (await answer.TextAsync()).Replace("\"done\"", "\"running\"", StringComparison.Ordinal);
            await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = body.Replace("\"running\":", "\"done\":", StringComparison.Ordinal) });
        });
        var download = await page.RunAndWaitForDownloadAsync(async () =>
        {
            await exports.GetByRole(AriaRole.Link, new() { Name = "JSON" }).ClickAsync();
            await Assertions.Expect(exports.Locator(".exporting")).ToContainTextAsync("1 of 2 entries");
            Assert.Equal(0.5, await exports.Locator("progress").EvaluateAsync<double>("bar => bar.position"));
            goOn.SetResult();
        });
        await Assertions.Expect(exports.GetByRole(AriaRole.Status)).ToHaveTextAsync("The export is ready");
        await Assertions.Expect(exports.Locator(".exporting")).ToBeHiddenAsync();
        Assert.Matches("^roomguard-journal-35\\.6-.*\\.json$", download.SuggestedFilename);
        await using var file = await download.CreateReadStreamAsync();
        var proof = await new JournalVerifier([]).VerifyAsync(file, null, Stop);
        Assert.Empty(proof.Faults);
        Assert.Equal(2L, proof.Shown);

        await page.UnrouteAsync("**/journals/35.6/exports?*");
        await page.RouteAsync("**/journals/35.6/exports?*", route => route.FulfillAsync(new RouteFulfillOptions { Status = 429 }));
        Assert.Empty(complaints);
        await exports.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync();
        await Assertions.Expect(exports.GetByRole(AriaRole.Alert)).ToContainTextAsync("Too many exports");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_scripts_everything_can_be_read_and_exported_and_nothing_is_there_to_press_in_vain()
    {
        await WriteAsync(Hostile);
        await PostAsync("api/v1/journals/35.6/entries/1/sign", new { signer = "Сейтова Б.", role = "is_officer", position = "инженер" });
        await using var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_site.Address, "journals/35.6?lang=en").ToString());
        await Assertions.Expect(page.Locator("#entry-35-6-1")).ToContainTextAsync(Hostile);
        await Assertions.Expect(page.Locator(".marks")).ToContainTextAsync("Signed: information-security officer: Сейтова Б., инженер, 2026-11-22 14:30:00");
        await Assertions.Expect(page.Locator(".do summary").First).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Write an entry" })).ToHaveCountAsync(0);
        await page.GetByLabel("Only those that wait").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Assertions.Expect(page.Locator("#signing")).ToContainTextAsync("There are no such entries.");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "JSON" }).ClickAsync());
        Assert.EndsWith(".json", download.SuggestedFilename, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kk", ColorScheme.Light, 1280)]
    [InlineData("kk", ColorScheme.Dark, 390)]
    [InlineData("ru", ColorScheme.Dark, 1280)]
    [InlineData("ru", ColorScheme.Light, 390)]
    [InlineData("en", ColorScheme.Light, 1280)]
    [InlineData("en", ColorScheme.Dark, 390)]
    public async Task Everybody_can_use_the_pages_and_nothing_sticks_out(string language, ColorScheme scheme, int width)
    {
        await _site.WriteEntryAsync(SampleRooms.UpsTest(SampleRooms.Now.AddHours(-5)));
        await WriteAsync(Hostile);
        await WriteAsync(new string('Ұ', 4_000));
        await PostAsync("api/v1/journals/35.6/entries/1/review", new { signer = "Сейтова Б.", note = "көрдім" });
        await PostAsync("api/v1/journals/35.6/entries/1/sign", new { signer = "Сейтова Б.", role = "is_officer", position = "АҚ бөлімшесінің бас маманы" });
        await PostAsync("api/v1/journals/35.6/entries/1/correct", new { by = "A", fields = new { basis = "№ 18" } }, 201);
        await using var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        var (page, complaints) = await WatchedAsync(context, "");
        foreach (var (path, name) in new[] { ("journals", "journals"), ("journals/35.6", "journal"), ("journals/35.7", "journal7"), ("journals/35.7/write?section=U", "write"), ("journals/35.6/write?correct=1", "correct"), ("rooms/hq/srv-1", "room") })
        {
            await page.GotoAsync(new Uri(_site.Address, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={language}").ToString());
            foreach (var details in await page.Locator("details.do > summary").AllAsync())
            {
                await details.ClickAsync();
            }

            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{path} in {language} is wider than {width} px.");
            if (Environment.GetEnvironmentVariable("ROOMGUARD_PICTURES") is { Length: > 0 } folder)
            {
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}-{language}-{width}.png"), FullPage = true });
            }

            var result = await page.RunAxe();
            Assert.Empty(result.Violations.Select(violation => $"{path}: {violation.Id}: {violation.Help}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}"));
        }

        Assert.Empty(complaints);
    }

    private static string Text(JsonElement json, string key) => json.GetProperty(key).GetString()!;

    private async Task<IPage> OpenAsync(string path)
    {
        var page = await chromium.Browser.NewPageAsync();
        await page.GotoAsync(new Uri(_site.Address, path).ToString());
        return page;
    }

    // A page that is listened to: nothing on it may complain or reach elsewhere.
    private async Task<(IPage Page, List<string> Complaints)> WatchedAsync(IBrowserContext context, string path)
    {
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        page.Dialog += (_, dialog) => complaints.Add(dialog.Message);
        page.Request += (_, request) => complaints.AddRange(request.Url.StartsWith(_site.Address.ToString(), StringComparison.Ordinal) ? [] : [request.Url]);
        await page.GotoAsync(new Uri(_site.Address, path).ToString());
        return (page, complaints);
    }

    private Task WriteAsync(string basis) => PostAsync("api/v1/journals/35.6/entries", new { section = "A", by = "Ахметов Ә.", fields = new { @object = "Коммутатор sw-1", change = "changed", basis } }, 201);

    private async Task PostAsync(string path, object body, int expected = 200)
    {
        using var answer = await _site.Http.PostAsync(path, new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"), Stop);
        Assert.True((int)answer.StatusCode == expected, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
    }
}
