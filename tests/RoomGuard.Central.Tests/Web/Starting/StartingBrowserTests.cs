using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using RoomGuard.Central.Rooms;

namespace RoomGuard.Central.Tests.Web.Starting;

/// <summary>Two persons at two browsers start a self-test, and a table is imported, in Debian's chromium.</summary>
public sealed class StartingBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task One_asks_another_confirms_and_both_see_what_comes_of_it()
    {
        await using var site = await TestedRoom.StartAsync();
        var first = await OpenAsync(site, "duty", "rooms/hq/srv-1?lang=en");
        await first.GetByRole(AriaRole.Link, new() { Name = "Self-test: ask or confirm" }).ClickAsync();
        await first.GetByRole(AriaRole.Button, new() { Name = "Ask for the test" }).ClickAsync();
        await Assertions.Expect(first.Locator("#test-fault")).ToHaveTextAsync("Confirm that a person is on site.");
        await first.GetByLabel("A person is on site").CheckAsync();
        await first.GetByRole(AriaRole.Button, new() { Name = "Ask for the test" }).ClickAsync();
        await Assertions.Expect(first.Locator("#test")).ToContainTextAsync("You asked; another person must confirm");
        await Assertions.Expect(first.Locator("#test-fault")).ToBeHiddenAsync();

        var second = await OpenAsync(site, "second", TestedRoom.Page + "?lang=ru", width: 390);
        await Assertions.Expect(second.Locator("#test")).ToContainTextAsync("Тест запрошен: D. Duty");
        Assert.Equal(0, await second.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"));
        Assert.Empty((await second.RunAxe()).Violations.Select(violation => violation.Id));
        await second.GetByLabel("На месте").CheckAsync();

        // What is checked stays while the page is kept current.
        TestedRoom.Publish(site, ("ups-1/ups.battery.charge", 50.0));
        await Assertions.Expect(second.Locator("#test")).ToContainTextAsync("Сейчас запустить нельзя");
        TestedRoom.Publish(site);
        await second.GetByLabel("На месте").CheckAsync();
        var owner = Task.Run(async () => (await site.AnswerNextAsync(true), await site.AnswerNextAsync(true)));
        await second.GetByRole(AriaRole.Button, new() { Name = "Подтвердить и запустить" }).ClickAsync();
        await owner;
        await Assertions.Expect(second.Locator("#test-fault")).ToHaveTextAsync("Брокер не принял команду; ничего не начато.");
        await Assertions.Expect(first.Locator("#test")).ToContainTextAsync("nothing was started");

        await TestedRoom.AnswerAsync(site, ok: true, detail: "begun");
        TestedRoom.Publish(site, ("ups-1/ups.test.result", "in_progress"), ("ups-1/ups.output.source", "battery"));
        await Assertions.Expect(first.Locator("#test")).ToContainTextAsync("The test is running");
        await site.WriteEntryAsync(SampleRooms.UpsTest(SampleRooms.Now.AddSeconds(2)));
        TestedRoom.Publish(site);
        await Assertions.Expect(first.Locator("#test")).ToContainTextAsync("The test is over");
        Assert.Empty((await first.RunAxe()).Violations.Select(violation => violation.Id));
    }

    [Fact]
    public async Task The_second_may_refuse()
    {
        await using var site = await TestedRoom.StartAsync();
        var first = await OpenAsync(site, "duty", TestedRoom.Page + "?lang=kk");
        await first.GetByLabel("Орнында").CheckAsync();
        await first.GetByRole(AriaRole.Button, new() { Name = "Тестіні сұрау" }).ClickAsync();
        var second = await OpenAsync(site, "second", TestedRoom.Page + "?lang=en");
        await second.GetByRole(AriaRole.Button, new() { Name = "Refuse" }).ClickAsync();
        await Assertions.Expect(second.Locator("#test")).ToContainTextAsync("E. Engineer refused the test");
        await Assertions.Expect(first.Locator("#test")).ToContainTextAsync("Бас тартылды");
    }

    [Fact]
    public async Task A_table_is_checked_put_right_and_entered()
    {
        await using var site = await WebSite.StartEmptyAsync();
        var page = await OpenAsync(site, "nobody", "journals/35.7?lang=en");
        await page.GetByRole(AriaRole.Link, new() { Name = "Import a table" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        await Assertions.Expect(page.Locator("#import > .fault")).ToHaveTextAsync("Choose the table first.");
        await ChooseAsync("room,section,Equipment,started_at,conclusion\n,U,ups-1,2026-11-20 13:00,pass\n,U,ups-1,soon,brilliant <b>\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        await Assertions.Expect(page.Locator("#import > .fault")).ToHaveTextAsync("Name who writes.");
        await page.GetByLabel("Your name").FillAsync("Ахметов Ә.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        await Assertions.Expect(page.Locator("#import-check")).ToContainTextAsync("Faults: 5");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Enter all of it" })).ToBeHiddenAsync();
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => violation.Id));

        await ChooseAsync("room,section,Equipment,started_at,conclusion\n,U,ups-1,2026-11-20 13:00,pass\n,U,ups-1,2026-11-19 13:00,fail\n");
        await Assertions.Expect(page.Locator("#import-check")).ToBeEmptyAsync();
        await page.Locator("#import-room").SelectOptionAsync("hq/srv-1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        await Assertions.Expect(page.Locator("#import-check")).ToContainTextAsync("2 of 2 lines would be entered");
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => violation.Id));
        await page.SetViewportSizeAsync(390, 900);
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"));
        var owner = site.AnswerNextAsync(true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enter all of it" }).ClickAsync();
        Assert.IsType<PersonalHistory>(Assert.IsType<DeclaredWork>(await owner).Work);
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Entered: 2. Entered before: 0.");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Enter all of it" })).ToBeHiddenAsync();

        Task ChooseAsync(string table) => page.Locator("#import-file").SetInputFilesAsync(new FilePayload { Name = "table.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(table) });
    }

    private async Task<IPage> OpenAsync(WebSite site, string token, string path, int width = 1200)
    {
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ExtraHTTPHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {token}" },
            ViewportSize = new ViewportSize { Width = width, Height = 1_000 },
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(site.Address, path).ToString());
        return page;
    }
}
