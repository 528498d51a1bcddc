using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.State;

namespace RoomGuard.Central.Tests.Web;

/// <summary>What a room's page says of a value on its way to a limit, in Debian's chromium.</summary>
public sealed class OutlookPageTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private WebSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await WebSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("kk", ColorScheme.Light, 1400, "шамамен 40 мин ішінде 28,0\u00a0°C шегіне жетеді (25–70 мин)")]
    [InlineData("ru", ColorScheme.Dark, 390, "достигнет 28,0\u00a0°C примерно через 40 мин (25–70 мин)")]
    [InlineData("en", ColorScheme.Light, 390, "reaches 28.0\u00a0°C in about 40 min (25–70 min)")]
    public async Task It_comes_and_goes_without_a_reload_and_everybody_can_read_it(string language, ColorScheme scheme, int width, string outlook)
    {
        await using var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_site.Address, $"rooms/hq/srv-1?lang={language}").ToString());
        var cell = page.Locator("[data-point='hq/srv-1/probe-1/env.temp'] [data-cell=outlook]");
        await Assertions.Expect(cell).ToBeHiddenAsync();

        var calm = _site.Board.Find("hq", "srv-1")!.State;
        var aisle = SampleRooms.Heard("probe-1", "env.temp", Reading.Of(26.0), 4);
        _site.Publish(calm with { Points = calm.Points.SetItem(RoomState.KeyOf(aisle.Point), aisle), Trends = calm.Trends.Add("probe-1/env.temp|trend-high", SampleRooms.Warming) });
        await Assertions.Expect(cell).ToHaveTextAsync(outlook);
        await Assertions.Expect(cell).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex("95 %.*Decree 832"));
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}"));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        if (Environment.GetEnvironmentVariable("ROOMGUARD_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"outlook-{language}-{width}.png"), FullPage = true });
        }

        _site.Publish(calm);
        await Assertions.Expect(cell).ToBeHiddenAsync();
    }
}
