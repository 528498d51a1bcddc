using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using RoomGuard.Central.Rooms;
using RoomGuard.Rooms.Windows;

namespace RoomGuard.Central.Tests.Web;

/// <summary>Declaring maintenance and tests on a room's page, in Debian's chromium.</summary>
public sealed class WindowPageTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private WebSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await WebSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("Declare maintenance", WindowKind.Maintenance, "ups-1", "2026-11-22T18:00", "2026-11-22T13:00:00Z")]
    [InlineData("Declare a test", WindowKind.Test, null, null, "2026-11-22T11:30:00Z")]
    public async Task It_is_declared_by_the_sites_clocks_shown_with_who_and_until_when_and_ended(string button, WindowKind kind, string? equipment, string? until, string end)
    {
        // The site is at UTC+5, the browser is not.
        await using var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { TimezoneId = "America/New_York" });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_site.Address, "rooms/hq/srv-1?lang=en").ToString());
        var form = page.Locator("#declare");
        await form.Locator("summary").ClickAsync();
        await ClickAsync(form, button);
        await Assertions.Expect(form.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Give its end, and say what for.");

        await form.GetByLabel("What for").FillAsync("a new battery");
        await form.GetByLabel("Your name").FillAsync("A. Omarov");
        await form.GetByLabel("Equipment").SelectOptionAsync(equipment ?? "");
        if (until is not null)
        {
            await form.GetByLabel("Ends at").FillAsync(until);
        }

        var order = _site.AnswerNextAsync(true);
        await ClickAsync(form, button);
        var work = Assert.IsType<DeclaredWork>(await order);
        var window = Assert.IsType<PersonalWindow>(work.Work).Window;
        Assert.Equal((kind, equipment, "A. Omarov", "a new battery"), (window.Kind, window.Equipment, window.By, window.Comment));
        Assert.Equal(DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture), window.Until);
        await Assertions.Expect(form).Not.ToHaveAttributeAsync("open", "");

        _site.Publish(_site.Board.Find("hq", "srv-1")!.State with { Windows = [window] });
        var shown = page.Locator($"[data-window='{window.Id}']");
        await Assertions.Expect(shown).ToContainTextAsync(equipment is null ? "16:30:00, whole room. A. Omarov: a new battery" : "18:00:00, UPS 1. A. Omarov: a new battery");

        var refused = _site.AnswerNextAsync(false);
        await ClickAsync(shown, "End it now");
        await refused;
        await Assertions.Expect(shown.GetByRole(AriaRole.Alert)).ToHaveTextAsync("It is over already.");
        var ending = _site.AnswerNextAsync(true);
        await ClickAsync(shown, "End it now");
        Assert.Equal(window.Id, Assert.IsType<PersonalWindowEnd>(Assert.IsType<DeclaredWork>(await ending).Work).WindowId);
        _site.Publish(_site.Board.Find("hq", "srv-1")!.State with { Windows = [window with { EndedAt = SampleRooms.Now }] });
        await Assertions.Expect(shown).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_end_that_cannot_be_is_refused_in_words_and_what_was_typed_stays()
    {
        var page = await chromium.Browser.NewPageAsync();
        await page.GotoAsync(new Uri(_site.Address, "rooms/hq/srv-1?lang=ru").ToString());
        var form = page.Locator("#declare");
        await form.Locator("summary").ClickAsync();
        await form.GetByLabel("Для чего").FillAsync("замена батареи");
        await form.GetByLabel("Окончание").FillAsync("2026-11-23T18:00");
        await ClickAsync(form, "Объявить тест");
        await Assertions.Expect(form.GetByRole(AriaRole.Alert)).ToContainTextAsync("для теста не дальше 8 часов");

        var busy = _site.AnswerNextAsync(false);
        await ClickAsync(form, "Объявить обслуживание");
        await busy;
        await Assertions.Expect(form.GetByRole(AriaRole.Alert)).ToContainTextAsync("сначала завершите");
        await Assertions.Expect(form.GetByLabel("Для чего")).ToHaveValueAsync("замена батареи");
    }

    [Theory]
    [InlineData("kk", ColorScheme.Light, 1200)]
    [InlineData("ru", ColorScheme.Dark, 390)]
    [InlineData("en", ColorScheme.Light, 390)]
    public async Task Everybody_can_use_the_form(string language, ColorScheme scheme, int width)
    {
        _site.Publish(SampleRooms.Held(_site.Board.Find("hq", "srv-1")!.State));
        await using var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_site.Address, $"rooms/hq/srv-1?lang={language}").ToString());
        await page.Locator("#declare > summary").ClickAsync();
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}"));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        if (Environment.GetEnvironmentVariable("ROOMGUARD_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"window-{language}-{width}.png"), FullPage = true });
        }
    }

    private static Task ClickAsync(ILocator place, string button) => place.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = button }).ClickAsync();
}
