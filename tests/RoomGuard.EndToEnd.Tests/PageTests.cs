using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using RoomGuard.EndToEnd.Tests.Parts;

namespace RoomGuard.EndToEnd.Tests;

/// <summary>The page as a person sees it, in Debian's chromium.</summary>
[Collection(OneRealSite.Name)]
public sealed class PageTests(SharedSite shared) : IAsyncLifetime
{
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(Chromium.Options);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_value_on_the_page_follows_the_sensor_without_a_reload()
    {
        var page = await _browser.NewPageAsync();
        await page.GotoAsync(new Uri(shared.Site.Page, "rooms/hq/srv-1?lang=en").ToString());
        var cell = page.Locator("[data-point$='probe-2/env.temp']").First;
        await Assertions.Expect(cell).ToContainTextAsync("23.1");
        shared.Site.Tree.Set("bus/iio/devices/iio:device0/in_temp_input", "26375");
        try
        {
            await Assertions.Expect(cell).ToContainTextAsync("26.4", new LocatorAssertionsToContainTextOptions { Timeout = 15_000 });
        }
        finally
        {
            shared.Site.Tree.Set("bus/iio/devices/iio:device0/in_temp_input", "23125");
        }
    }

    [Theory]
    [InlineData("kk", "Сәйкес", "1-серверлік")]
    [InlineData("ru", "Соответствует", "Серверная 1")]
    [InlineData("en", "Unknown", "Server room 1")]
    public async Task The_room_is_shown_in_the_language_that_was_asked_for(string language, string word, string name)
    {
        _ = word;
        var page = await _browser.NewPageAsync();
        await page.GotoAsync(new Uri(shared.Site.Page, $"rooms/hq/srv-1?lang={language}").ToString());
        Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(name);
        foreach (var item in Enumerable.Range(1, 11).Select(number => $"163.{number}"))
        {
            await Assertions.Expect(page.GetByText(item, new PageGetByTextOptions { Exact = true }).First).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task Nothing_is_fetched_from_anywhere_else_and_nothing_breaks_the_content_security_policy()
    {
        var page = await _browser.NewPageAsync();
        var foreign = new List<string>();
        var complaints = new List<string>();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(shared.Site.Page.ToString(), StringComparison.Ordinal))
            {
                foreign.Add(request.Url);
            }
        };
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Add(message.Text);
            }
        };
        foreach (var path in new[] { "", "rooms/hq/srv-1" })
        {
            await page.GotoAsync(new Uri(shared.Site.Page, path).ToString());
            await Task.Delay(500);
        }

        Assert.Empty(foreign);
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData("?lang=kk")]
    [InlineData("rooms/hq/srv-1?lang=ru")]
    public async Task The_pages_are_usable_by_everyone(string path)
    {
        var page = await _browser.NewPageAsync();
        await page.GotoAsync(new Uri(shared.Site.Page, path).ToString());
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help} ({violation.Nodes.Length})"));
    }

    [Fact]
    public async Task A_room_that_nobody_inspected_is_nowhere_called_compliant()
    {
        var verdicts = await shared.Site.GetJsonAsync("api/v1/rooms/hq/xc-1/verdicts");
        var states = verdicts.GetProperty("items").EnumerateArray().ToDictionary(verdict => verdict.GetProperty("id").GetString()!, verdict => verdict.GetProperty("state").GetString());
        Assert.Equal(11, states.Count(state => state.Key.StartsWith("163.", StringComparison.Ordinal)));
        Assert.All(states.Where(state => state.Key.StartsWith("163.", StringComparison.Ordinal)), state => Assert.Equal("Unknown", state.Value));
    }
}
