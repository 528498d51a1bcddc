using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using RoomGuard.Central.Access;
using RoomGuard.Central.Attachments;
using RoomGuard.Central.Store;
using RoomGuard.Central.Tests.Attachments;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Rooms.Clauses;

namespace RoomGuard.Central.Tests.Web.Inspections;

/// <summary>A person with a telephone walks a room: Debian's chromium, as small as one, before a whole centre.</summary>
public sealed class InspectionPageTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private static readonly LocatorAssertionsToHaveAttributeOptions Patient = new() { Timeout = 20_000 };

    private CentralSite _site = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await CentralSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task What_was_signed_without_a_network_reaches_the_centre_once_with_its_photos()
    {
        await using var context = await TelephoneAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_site.Http.BaseAddress!, "rooms/hq/srv-1?lang=en").ToString());
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Inspection round" }).ClickAsync();
        await ReadyAsync(page);
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-opens", "offline", Patient);
        await PictureAsync(page, "1-list");

        await AnswerAsync(page, "163-4-inspection", "Present", 1);
        await page.Locator("#entry-163-4-inspection").GetByLabel("Where in the room").FillAsync("between racks 2 and 3");
        await AnswerAsync(page, "163-8-inspection", "Present", 2);
        await page.Locator("#entry-163-8-inspection").GetByLabel("Note").FillAsync("cardboard <b>behind</b> the rack");
        await PictureAsync(page, "2-answered");

        await context.SetOfflineAsync(true);
        await Assertions.Expect(page.Locator("#line")).ToContainTextAsync("No connection");
        await ClickAsync(page, "Review and sign");
        await ClickAsync(page, "Sign");
        await Assertions.Expect(page.Locator("#review .fault")).ToHaveTextAsync("Say who signs.");
        await page.GetByLabel("Your name").FillAsync("A. Omarov");
        await PictureAsync(page, "3-review");
        await ClickAsync(page, "Sign");
        await Assertions.Expect(page.Locator("#line-sent")).ToHaveTextAsync("0 of 2 sent");
        await PictureAsync(page, "4-signed");
        Assert.Empty(await StoredAsync());

        // The browser is closed where there is no network, and opened again.
        await page.CloseAsync();
        page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_site.Http.BaseAddress!, "rooms/hq/srv-1/inspection").ToString());
        await Assertions.Expect(page.Locator("#sending-list li")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("#line-sent")).ToHaveTextAsync("0 of 2 sent");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#line-sent")).ToHaveTextAsync("0 of 2 sent");

        // The first answer of the centre is lost on its way.
        var lost = 0;
        await context.RouteAsync("**/attestations", async route =>
        {
            if (Interlocked.Increment(ref lost) == 1)
            {
                await route.FetchAsync();
                await route.AbortAsync();
                return;
            }

            await route.ContinueAsync();
        });
        await context.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator("#line-sent")).ToHaveTextAsync("2 of 2 sent", new LocatorAssertionsToHaveTextOptions { Timeout = 20_000 });
        await Assertions.Expect(page.Locator("#all-sent")).ToBeVisibleAsync();
        await PictureAsync(page, "5-sent");
        Assert.True(lost >= 3, $"Only {lost} calls were seen.");

        var stored = await StoredAsync();
        Assert.Equal([("163.4", AttestationStatement.Present), ("163.8", AttestationStatement.Present)], stored.Select(attestation => (attestation.Item, attestation.Statement)));
        Assert.Equal(["between racks 2 and 3", null], stored.Select(attestation => attestation.Place));
        Assert.Equal("cardboard <b>behind</b> the rack", stored[1].Note);
        Assert.All(stored, attestation => Assert.Equal("A. Omarov", attestation.Signer));
        var store = _site.Get<AttachmentStore>();
        Assert.Equal(3, stored.SelectMany(attestation => attestation.Attachments).Select(id => store.Find(id, AttachmentForm.Photo)).Distinct().Count(path => path is not null));

        // Nothing is left in the telephone but the words "sent", and a new round asks for what is left.
        Assert.Equal(0, await CountFilesAsync(page));
        await ClickAsync(page, "Begin a new round");
        await ReadyAsync(page);
        await Assertions.Expect(page.Locator("#fill > [data-item='163.4']")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#line-sent")).ToBeEmptyAsync();
    }

    [Fact]
    public async Task A_round_that_was_left_goes_on_where_it_was()
    {
        await using var context = await TelephoneAsync();
        var page = await OpenAsync(context, "ru");
        await AnswerAsync(page, "163-5-inspection", "Нет", 1);
        await page.Locator("#entry-163-5-inspection").GetByLabel("Примечание").FillAsync("щит за стеной");
        await page.CloseAsync();

        page = await OpenAsync(context, "ru");
        var entry = page.Locator("#entry-163-5-inspection");
        await Assertions.Expect(entry.GetByLabel("Нет", new LocatorGetByLabelOptions { Exact = true })).ToBeCheckedAsync();
        await Assertions.Expect(entry.GetByLabel("Примечание")).ToHaveValueAsync("щит за стеной");
        await Assertions.Expect(entry.Locator("canvas")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#answered")).ToHaveTextAsync("Отвечено: 1 из 30");

        await entry.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Удалить фото 1" }).ClickAsync();
        await Assertions.Expect(entry.Locator("canvas")).ToHaveCountAsync(0);
        await entry.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Стереть этот ответ" }).ClickAsync();
        await Assertions.Expect(page.Locator("#answered")).ToHaveTextAsync("Отвечено: 0 из 30");
        await ClickAsync(page, "Проверить и подписать");
        await Assertions.Expect(page.Locator("#bar-fault")).ToHaveTextAsync("Ответьте хотя бы на один пункт.");
        Assert.Equal(0, await CountFilesAsync(page));
    }

    [Fact]
    public async Task What_cannot_be_taken_is_said_and_a_mistake_is_put_right()
    {
        await using var context = await TelephoneAsync();
        var page = await OpenAsync(context, "en");
        await AnswerAsync(page, "163-4-inspection", "Not applicable", 0);
        await page.Locator("#entry-163-4-inspection [name=photo]").SetInputFilesAsync(new FilePayload { Name = "rack.jpg", MimeType = "image/jpeg", Buffer = [.. "<svg/>"u8] });
        await Assertions.Expect(page.Locator("#entry-163-4-inspection .fault")).ToHaveTextAsync("This file is not a picture that can be read.");
        await ClickAsync(page, "Review and sign");
        await Assertions.Expect(page.Locator("#bar-fault")).ToHaveTextAsync("163.4: say in the note why it does not apply.");

        await AnswerAsync(page, "163-4-inspection", "Absent", 0);
        await SignAsync(page);
        await Assertions.Expect(page.Locator("#line-sent")).ToHaveTextAsync("1 of 1 sent");

        await ClickAsync(page, "Back to the list");
        await AnswerAsync(page, "163-4-inspection", "Present", 0);
        await SignAsync(page);
        var row = page.Locator("#sending-list li[data-state=refused]");
        await Assertions.Expect(row).ToContainTextAsync("Within one minute the contrary was attested.");
        await PictureAsync(page, "6-contrary");
        await ClickAsync(row, "That was a mistake, this is right");
        await Assertions.Expect(page.Locator("#line-sent")).ToHaveTextAsync("2 of 2 sent");
        Assert.Equal([AttestationStatement.Absent, AttestationStatement.Present], (await StoredAsync()).Select(attestation => attestation.Statement));
    }

    [Fact]
    public async Task A_paper_goes_with_the_answer()
    {
        await using var context = await TelephoneAsync();
        var page = await OpenAsync(context, "en");
        var entry = page.Locator("#entry-163-2-plan");
        await AnswerAsync(page, "163-2-plan", "Met", 0);
        await entry.GetByLabel("Kind").SelectOptionAsync("plan");
        await ClickAsync(page, "Review and sign");
        await Assertions.Expect(page.Locator("#bar-fault")).ToHaveTextAsync("163.2: the paper needs its number, day of issue and file.");
        await entry.GetByLabel("Number or title").FillAsync("Plan 2-17");
        await entry.GetByLabel("Issued on").FillAsync("2026-01-15");
        await entry.Locator("[name=file]").SetInputFilesAsync(new FilePayload { Name = "plan.pdf", MimeType = "application/pdf", Buffer = [.. "%PDF-1.7 plan"u8] });
        await Assertions.Expect(entry.Locator(".file-kept")).ToHaveTextAsync("Kept: plan.pdf");
        await PictureAsync(page, "7-paper");
        await SignAsync(page);
        await Assertions.Expect(page.Locator("#line-sent")).ToHaveTextAsync("1 of 1 sent");
        var document = Assert.Single(await StoredAsync()).Document!;
        Assert.Equal(("plan", "Plan 2-17", new DateOnly(2026, 1, 15)), (document.Kind, document.Number, document.Issued));
        Assert.Equal(AttachmentForm.Pdf, _site.Get<AttachmentStore>().FindDocument(document.Hash));
    }

    [Theory]
    [InlineData("kk", ColorScheme.Light)]
    [InlineData("ru", ColorScheme.Dark)]
    [InlineData("en", ColorScheme.Light)]
    public async Task Everybody_can_walk_a_room_with_the_smallest_telephone(string language, ColorScheme scheme)
    {
        await using var context = await TelephoneAsync(360, scheme);
        var page = await OpenAsync(context, language);
        await page.Locator("#others").EvaluateAllAsync<int>("all => all.map(one => one.open = true).length");
        await page.Locator("#entry-163-6-inspection input[value=absent]").CheckAsync();
        await page.Locator("#entry-163-6-inspection [name=photo]").SetInputFilesAsync(Photo(1));
        await page.Locator("#entry-163-2-plan input[value=broken]").CheckAsync();
        await Assertions.Expect(page.Locator("#entry-163-6-inspection canvas")).ToHaveCountAsync(1);
        await CheckAsync(page, $"list-{language}");
        await page.Locator("[data-step=review]").ClickAsync();
        await page.Locator("#signer").FillAsync("A. Omarov");
        await CheckAsync(page, $"review-{language}");
        await page.Locator("#sign").ClickAsync();
        await Assertions.Expect(page.Locator("#all-sent")).ToBeVisibleAsync();
        await CheckAsync(page, $"sent-{language}");

        // A thumb needs 44 px.
        await page.Locator("[data-step=fill]").First.EvaluateAsync("button => button.closest('#inspection').querySelector('#go-on').click()");
        Assert.Empty(await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('#fill .choices label, #fill button, #fill .button, #fill .field input, .round-bar button')].filter(one => one.offsetParent && one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"));
    }

    [Fact]
    public async Task Who_may_not_attest_reads_the_list_and_why_and_without_a_script_it_says_what_is_missing()
    {
        var list = AccessList.Parse([$"{Hash("read")} reader Reader", $"{Hash("look")} inspector Inspector"], out _);
        await using var site = await CentralSite.StartAsync(options => options with { Access = list });
        await using var reader = await TelephoneAsync(headers: "read");
        var page = await reader.NewPageAsync();
        await page.GotoAsync(new Uri(site.Http.BaseAddress!, "rooms/hq/srv-1/inspection?lang=en").ToString());
        await Assertions.Expect(page.Locator("#no-right")).ToContainTextAsync("your role is reader");
        await Assertions.Expect(page.Locator("#sign, form.answer")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".entry")).ToHaveCountAsync(30);
        await PictureAsync(page, "8-reader");

        // As a browser logs in: with a password that it was given once, and that does not hinder the worker.
        await using var logged = await TelephoneAsync();
        page = await logged.NewPageAsync();
        var address = new UriBuilder(new Uri(site.Http.BaseAddress!, "rooms/hq/srv-1")) { UserName = "any", Password = "look", Query = "lang=en" };
        await page.GotoAsync(address.Uri.AbsoluteUri);
        page.Console += (_, message) => TestContext.Current.TestOutputHelper?.WriteLine(message.Text);
        await page.GotoAsync(new Uri(site.Http.BaseAddress!, "rooms/hq/srv-1/inspection").ToString());
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-opens", "offline", Patient);
        await page.ReloadAsync();
        await ReadyAsync(page);
        await AnswerAsync(page, "163-4-inspection", "Present", 1);
        await ClickAsync(page, "Review and sign");
        await Assertions.Expect(page.Locator("#review")).ToContainTextAsync("You sign as Inspector (inspector).");
        await ClickAsync(page, "Sign");
        await Assertions.Expect(page.Locator("#line-sent")).ToHaveTextAsync("1 of 1 sent");

        await using var plain = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            JavaScriptEnabled = false,
            ViewportSize = new ViewportSize { Width = 390, Height = 844 },
            ExtraHTTPHeaders = [new("Authorization", "Bearer look")],
        });
        page = await plain.NewPageAsync();
        await page.GotoAsync(new Uri(site.Http.BaseAddress!, "rooms/hq/srv-1/inspection?lang=en").ToString());
        await Assertions.Expect(page.GetByText("An inspection round needs JavaScript")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("form.answer").First).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator(".round-bar")).ToBeHiddenAsync();
        var missing = await page.GotoAsync(new Uri(site.Http.BaseAddress!, "rooms/hq/none/inspection").ToString());
        Assert.Equal(404, missing!.Status);
    }

    private static string Hash(string token) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)));

    private Task<IBrowserContext> TelephoneAsync(int width = 390, ColorScheme scheme = ColorScheme.Light, string? headers = null) => chromium.Browser.NewContextAsync(new BrowserNewContextOptions
    {
        ViewportSize = new ViewportSize { Width = width, Height = 844 },
        DeviceScaleFactor = 2,
        HasTouch = true,
        IsMobile = true,
        ColorScheme = scheme,
        ExtraHTTPHeaders = headers is null ? [] : [new("Authorization", $"Bearer {headers}")],
    });

    private async Task<IPage> OpenAsync(IBrowserContext context, string language)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_site.Http.BaseAddress!, $"rooms/hq/srv-1/inspection?lang={language}").ToString());
        await ReadyAsync(page);
        return page;
    }

    private static Task ReadyAsync(IPage page) => Assertions.Expect(page.Locator("#inspection")).ToHaveAttributeAsync("data-ready", "true");

    private static async Task AnswerAsync(IPage page, string id, string statement, int photos)
    {
        var entry = page.Locator($"#entry-{id}");
        await entry.GetByLabel(statement, new LocatorGetByLabelOptions { Exact = true }).CheckAsync();
        for (var number = 1; number <= photos; number++)
        {
            await entry.Locator("[name=photo]").SetInputFilesAsync(Photo((photos * 10) + number));
            await Assertions.Expect(entry.Locator("canvas")).ToHaveCountAsync(number);
        }
    }

    private static async Task SignAsync(IPage page)
    {
        await ClickAsync(page, "Review and sign");
        await page.GetByLabel("Your name").FillAsync("A. Omarov");
        await ClickAsync(page, "Sign");
    }

    private static FilePayload Photo(int number) => new() { Name = "photo.jpg", MimeType = "image/jpeg", Buffer = Pictures.FromTelephone(6, 600 + (number * 8), 400) };

    private static Task ClickAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = button, Exact = true }).ClickAsync();

    private static Task ClickAsync(ILocator place, string button) => place.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = button, Exact = true }).ClickAsync();

    private static Task<int> CountFilesAsync(IPage page) => page.EvaluateAsync<int>(
        "new Promise((resolve) => { const open = indexedDB.open('roomguard-inspection', 1); open.onsuccess = () => { const count = open.result.transaction('files').objectStore('files').count(); count.onsuccess = () => { open.result.close(); resolve(count.result); }; }; })");

    private async Task<List<Attestation>> StoredAsync()
    {
        await using var context = _site.Get<StateDatabase>().CreateDbContext();
        var rows = await context.Attestations.AsNoTracking().OrderBy(row => row.Id).Select(row => row.Content).ToListAsync(Stop);
        return [.. rows.Select(row => JsonSerializer.Deserialize<Attestation>(row, JsonSerializerOptions.Web)!)];
    }

    private static async Task CheckAsync(IPage page, string name)
    {
        await PictureAsync(page, name, isWhole: true);
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}"));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
    }

    private static async Task PictureAsync(IPage page, string name, bool isWhole = false)
    {
        if (Environment.GetEnvironmentVariable("ROOMGUARD_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"inspection-{name}.png"), FullPage = isWhole });
        }
    }
}
