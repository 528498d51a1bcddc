using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using RoomGuard.EndToEnd.Tests.Parts;
using RoomGuard.Testing;

namespace RoomGuard.EndToEnd.Tests;

/// <summary>The one command for a newcomer: within 60 s of its start the page shows what RoomGuard is for.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task Within_a_minute_the_demo_shows_values_journals_a_leak_and_verdicts_and_ends_by_itself()
    {
        var port = Ports.FreeTcp();
        var clock = Stopwatch.StartNew();
        await using var demo = RealProcess.Start(Programs.Central, ["demo", "--port", port.ToString(CultureInfo.InvariantCulture), "--duration", "75"]);
        using var http = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")) };
        await demo.UntilAsync(() => Ports.AcceptsAsync(port), TimeSpan.FromSeconds(30), "the page is served");
        await demo.UntilAsync(async () => await HasJournalsAsync(http), TimeSpan.FromSeconds(60) - clock.Elapsed, "UPS test, generator test and leak are on record");

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"It took {clock.Elapsed}.");
        await LookAsync(port);
        Assert.StartsWith("""{"items":[],""", await http.GetStringAsync(new Uri("api/v1/unassigned", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Equal(0, await demo.WaitForExitAsync(TimeSpan.FromSeconds(60)));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"), demo.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", demo.Output, StringComparison.Ordinal);
    }

    private static async Task<bool> HasJournalsAsync(HttpClient http)
    {
        var tests = await ItemsAsync(http, "api/v1/journals/35.7/entries");
        var incidents = await ItemsAsync(http, "api/v1/journals/35.1/entries");
        return tests.Any(entry => entry.GetProperty("section").GetString() == "U" && entry.GetProperty("result").GetString() == "pass")
            && tests.Any(entry => entry.GetProperty("section").GetString() == "G" && entry.GetProperty("result").GetString() is "pass" or "pass_with_remarks")
            && incidents.Any(entry => entry.GetProperty("equipment").GetString()!.StartsWith("leak", StringComparison.Ordinal));
    }

    private static async Task<List<JsonElement>> ItemsAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return answer.IsSuccessStatusCode ? [.. JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("items").EnumerateArray()] : [];
    }

    private static async Task LookAsync(int port)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(Chromium.Options);
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1400, Height = 900 } });
        await page.GotoAsync(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/rooms/hq/srv-1?lang=en"));
        await Assertions.Expect(page.GetByText("163.11", new PageGetByTextOptions { Exact = true }).First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-point$='/env.temp']").First).ToContainTextAsync("°C");
        if (Environment.GetEnvironmentVariable("ROOMGUARD_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, "room.png"), FullPage = true });
        }
    }
}
