using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using RoomGuard.Central.Tests.Web;

namespace RoomGuard.Central.Tests.Planning;

/// <summary>The plan's page in Debian's chromium.</summary>
public sealed class PlanPageTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private WebSite _site = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await WebSite.StartEmptyAsync();
        _site.Sites.Put(PlannedSite.Model, PlannedSite.Now.AddDays(-3));
        _site.Board.Describe(PlannedSite.Model.Rooms, PlannedSite.Now);
        _site.Publish(PlannedSite.Attested());
        await _site.WriteEntryAsync(SampleRooms.UpsTest(PlannedSite.Now.AddDays(-10)));
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task The_first_page_leads_to_it_and_it_says_what_is_overdue_missing_and_to_come_by_months()
    {
        var page = await chromium.Browser.NewPageAsync();
        await page.GotoAsync(new Uri(_site.Address, "?lang=en").ToString());
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Plan", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Plan");

        await Assertions.Expect(page.Locator("#overdue [data-plan]")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("#overdue [data-plan]").First).ToContainTextAsync("2026-11-19");
        await Assertions.Expect(page.Locator("#overdue [data-plan]").First).ToContainTextAsync("3 d ago");
        await Assertions.Expect(page.Locator("#overdue")).ToContainTextAsync("(lost its force by an event)");
        await Assertions.Expect(page.Locator("#missing h3")).ToHaveTextAsync(["Server room 1", "Cross-connect, floor 2"]);
        await Assertions.Expect(page.Locator("#coming h3")).ToHaveTextAsync(["November 2026", "December 2026", "March 2027", "August 2027"]);
        await Assertions.Expect(page.Locator("#coming [data-plan]").First).ToContainTextAsync("UPS test: UPS 1");
        Assert.Equal("/api/v1/plan.ics?lang=en", await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Calendar feed (iCal)" }).GetAttributeAsync("href"));
    }

    [Fact]
    public async Task A_part_of_it_is_shown_and_a_room_that_there_is_not_is_said()
    {
        var page = await chromium.Browser.NewPageAsync();
        await page.GotoAsync(new Uri(_site.Address, "plan?room=hq/xc-1&lang=ru").ToString());
        await Assertions.Expect(page.Locator("#overdue")).ToContainTextAsync("Просроченного нет.");
        await Assertions.Expect(page.Locator("#coming")).ToContainTextAsync("Предстоящих сроков нет.");
        await Assertions.Expect(page.Locator("#missing li")).ToHaveCountAsync(18);
        var answer = await page.GotoAsync(new Uri(_site.Address, "plan?room=hq/none").ToString());
        Assert.Equal(404, answer!.Status);
    }

    [Theory]
    [InlineData("kk", ColorScheme.Light, 1200)]
    [InlineData("kk", ColorScheme.Light, 390)]
    [InlineData("ru", ColorScheme.Dark, 390)]
    [InlineData("ru", ColorScheme.Light, 1200)]
    [InlineData("en", ColorScheme.Light, 390)]
    [InlineData("en", ColorScheme.Dark, 1200)]
    public async Task Everybody_can_use_it(string language, ColorScheme scheme, int width)
    {
        await using var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_site.Address, $"plan?lang={language}").ToString());
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}"));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        if (Environment.GetEnvironmentVariable("ROOMGUARD_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"plan-{language}-{width}.png"), FullPage = true });
        }
    }
}
