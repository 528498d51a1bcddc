using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Central.Tests.Web;
using RoomGuard.Central.Unassigned;

namespace RoomGuard.Central.Tests.Unassigned;

/// <summary>Adopting on the first page, in Debian's chromium, before a centre with a real broker and site file.</summary>
public sealed class AdoptionPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Attic = "hq/attic/probe-2/env.temp";
    private const string Humidity = "hq/srv-1/probe-1/env.rh";

    [Fact]
    public async Task A_point_that_is_adopted_leaves_the_list_and_its_room_expects_it()
    {
        await using var site = await StartAsync();
        var page = await chromium.Browser.NewPageAsync();
        await page.GotoAsync(new Uri(site.Http.BaseAddress!, "?lang=ru").ToString());
        var (form, list) = (page.Locator("#adopt"), page.Locator("#unassigned"));
        await DoAsync(form);
        await Assertions.Expect(form.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Выберите в списке хотя бы одну точку.");

        await list.GetByLabel(Humidity).CheckAsync();
        await form.GetByLabel("Ваше имя").FillAsync("А. Омаров");
        await DoAsync(form);
        await Assertions.Expect(list.Locator("tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(list).Not.ToContainTextAsync(Humidity);
        Assert.NotNull(site.Board.Find("hq", "srv-1")!.State.Points["probe-1/env.rh"].Expected);

        // The last one makes its room, and there is nothing left to show.
        await form.GetByLabel("Выбрать все").CheckAsync();
        await form.GetByLabel("Назначение нового помещения").SelectOptionAsync("cross_connect");
        await DoAsync(form);
        await Assertions.Expect(page.Locator("article[data-part='hq/attic']")).ToBeVisibleAsync();
        await Assertions.Expect(list).ToHaveCountAsync(0);
        Assert.NotNull(site.Board.Find("hq", "attic")!.State.Points["probe-2/env.temp"].Expected);

        var audit = await site.JsonAsync("api/v1/audit");
        Assert.Contains(audit.GetProperty("items").EnumerateArray(), line => line.GetProperty("what").GetString() == "site.adopt" && line.GetProperty("who").GetString() == "А. Омаров");
    }

    [Fact]
    public async Task What_cannot_be_adopted_is_said_in_words_and_what_was_chosen_stays_chosen()
    {
        await using var site = await StartAsync();
        var page = await chromium.Browser.NewPageAsync();
        await page.GotoAsync(new Uri(site.Http.BaseAddress!, "?lang=kk").ToString());
        var form = page.Locator("#adopt");
        site.Scratch.Write("site.yaml", DescribedSite.Yaml + "\n      - {id: x, type: garage}\n");
        await page.Locator("#unassigned").GetByLabel(Attic).CheckAsync();
        await DoAsync(form);
        await Assertions.Expect(form.GetByRole(AriaRole.Alert)).ToContainTextAsync("қате бар; ештеңе қабылданған жоқ");
        await Assertions.Expect(page.Locator("#unassigned").GetByLabel(Attic)).ToBeCheckedAsync();

        // Somebody else was faster.
        site.Scratch.Write("site.yaml", DescribedSite.Yaml + "\n      - {id: attic, type: server}\n");
        await site.Get<SiteReload>().ReloadAsync(Actor.Centre("test"), TestContext.Current.CancellationToken);
        await DoAsync(form);
        await Assertions.Expect(form.GetByRole(AriaRole.Alert)).ToContainTextAsync("бетті қайта жүктеңіз");
    }

    [Theory]
    [InlineData("kk", ColorScheme.Light, 1200)]
    [InlineData("ru", ColorScheme.Dark, 390)]
    [InlineData("en", ColorScheme.Light, 390)]
    public async Task Everybody_can_use_the_form(string language, ColorScheme scheme, int width)
    {
        await using var site = await StartAsync();
        await using var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(site.Http.BaseAddress!, $"?lang={language}").ToString());
        await page.Locator("#unassigned").GetByLabel(Attic).CheckAsync();
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}"));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        if (Environment.GetEnvironmentVariable("ROOMGUARD_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"adopt-{language}-{width}.png"), FullPage = true });
        }
    }

    private static Task DoAsync(ILocator form) => form.GetByRole(AriaRole.Button).ClickAsync();

    private static async Task<CentralSite> StartAsync()
    {
        var site = await DescribedSite.StartAsync();
        await site.PublishAsync(DescribedSite.Pack("srv-1", "probe-1/env.rh", 45));
        await site.PublishAsync(DescribedSite.Pack("attic", "probe-2/env.temp", 30));
        await CentralSite.UntilAsync(() => Task.FromResult(site.Get<UnassignedBook>().Count == 2), "both are on the list");
        return site;
    }
}
