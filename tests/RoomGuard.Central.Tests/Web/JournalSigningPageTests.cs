using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using OtpNet;
using RoomGuard.Central.Access;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Web;

/// <summary>Reviewing and signing on the page of a journal, in Debian's chromium, with a client that holds real keys.</summary>
public sealed class JournalSigningPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly object Change = new { section = "A", by = "Ахметов Ә.", fields = new { @object = "sw-1", change = "changed" } };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entry_is_reviewed_by_another_person_and_signed_by_account()
    {
        await using var site = await WebSite.StartEmptyAsync();
        var page = await OpenAsync(site, null, "en");
        var form = await FormAsync(page);
        await form.GetByLabel("Your name").FillAsync("Ахметов Ә.");
        await ClickAsync(form, "Review");
        await Assertions.Expect(form.GetByRole(AriaRole.Alert)).ToContainTextAsync("The centre did not accept it: Who wrote an entry does not review it");
        await form.GetByLabel("Your name").FillAsync("Сейтова Б.");
        await form.GetByLabel("Note").FillAsync("read <b>");
        await ClickAsync(form, "Review");
        var entry = page.Locator("#entry-35-6-1");
        await Assertions.Expect(entry.Locator(".entry-head .badges")).ToContainTextAsync("Reviewed");
        await Assertions.Expect(entry.Locator(".marks")).ToContainTextAsync("read <b>");

        form = await FormAsync(page);
        await Assertions.Expect(form.GetByRole(AriaRole.Button, new() { Name = "Review" })).ToHaveCountAsync(0);
        await form.GetByLabel("Your name").FillAsync("Сейтова Б.");
        await form.Locator("[name=role]").SelectOptionAsync("is_officer");
        await form.GetByLabel("Position").FillAsync("engineer");
        await form.GetByRole(AriaRole.Button, new() { Name = "Sign", Exact = true }).ClickAsync();
        await Assertions.Expect(entry.Locator(".entry-head .badges")).ToContainTextAsync("Signed");
        await Assertions.Expect(entry.Locator(".marks")).ToContainTextAsync("Signed: information-security officer: Сейтова Б., engineer, 2026-11-22 14:30:00");
        await Assertions.Expect(entry.Locator(".marks .chip")).ToHaveTextAsync("account");
        Assert.EndsWith("#entry-35-6-1", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_a_second_factor_signs_with_its_code()
    {
        var secret = Base32Encoding.ToString(RandomNumberGenerator.GetBytes(20));
        var hash = Convert.ToHexStringLower(SHA256.HashData("token"u8));
        await using var site = await WebSite.StartEmptyAsync(AccessList.Parse([$"{hash} operator Сейтова Б."], out _), journals: new() { SecondFactors = SecondFactors.Parse([$"{secret} Сейтова Б."], out _) });
        site.Http.DefaultRequestHeaders.Authorization = new("Bearer", "token");
        await using var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { ExtraHTTPHeaders = new Dictionary<string, string> { ["Authorization"] = "Bearer token" } });
        var page = await OpenAsync(site, null, "ru", context);
        var form = await FormAsync(page);
        await ClickAsync(form, "Подписать", exact: true);
        await Assertions.Expect(form.GetByRole(AriaRole.Alert)).ToContainTextAsync("Центр не принял:");
        await form.GetByLabel("Одноразовый код").FillAsync(new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp(SampleRooms.Now.UtcDateTime));
        await ClickAsync(form, "Подписать", exact: true);
        await Assertions.Expect(page.Locator(".marks")).ToContainTextAsync("Подписано: исполнитель: Сейтова Б.");
    }

    [Fact]
    public async Task A_scan_of_the_signed_print_is_brought_and_can_be_fetched()
    {
        await using var site = await WebSite.StartEmptyAsync();
        var page = await OpenAsync(site, null, "en");
        var form = await FormAsync(page);
        await form.GetByLabel("Your name").FillAsync("Омаров А.");
        await ClickAsync(form, "Signed on paper");
        await Assertions.Expect(form.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Choose the scan first.");
        await form.GetByLabel("Scan").SetInputFilesAsync(new FilePayload { Name = "a.pdf", MimeType = "application/pdf", Buffer = "not a pdf"u8.ToArray() });
        await ClickAsync(form, "Signed on paper");
        await Assertions.Expect(form.GetByRole(AriaRole.Alert)).ToContainTextAsync("A document is PDF, JPEG or PNG");
        await form.GetByLabel("Scan").SetInputFilesAsync(new FilePayload { Name = "a.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7 scan"u8.ToArray() });
        await ClickAsync(form, "Signed on paper");
        var scan = page.Locator(".marks").GetByRole(AriaRole.Link, new() { Name = "Scan" });
        await Assertions.Expect(scan).ToBeVisibleAsync();
        Assert.Equal("%PDF-1.7 scan", await site.Http.GetStringAsync(new Uri((await scan.GetAttributeAsync("href"))!, UriKind.Relative), Stop));
    }

    [Fact]
    public async Task A_national_signature_is_made_by_the_client_verified_by_the_centre_and_shown_with_its_certificate()
    {
        await using var client = await SigningClient.StartAsync("СЕЙТОВА БОТАГӨЗ");
        using var scratch = new Scratch();
        await using var site = await WebSite.StartEmptyAsync(journals: new() { RootsFile = scratch.Write("roots.pem", client.Pem) });
        var page = await OpenAsync(site, client.Address, "en");
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        var form = await FormAsync(page);
        await form.GetByLabel("Your name").FillAsync("Сейтова Б.");
        await ClickAsync(form, "Sign with EDS");
        var marks = page.Locator("#entry-35-6-1 .marks");
        await Assertions.Expect(marks.Locator(".chip")).ToHaveTextAsync("EDS");
        await Assertions.Expect(marks).ToContainTextAsync("Certificate: CN=СЕЙТОВА БОТАГӨЗ");
        await Assertions.Expect(marks).ToContainTextAsync("The certificate comes from a root that is trusted");
        Assert.Empty(complaints);

        var asked = Assert.Single(client.Asked);
        var entry = await site.Http.GetFromJsonAsync<JsonElement>("api/v1/journals/35.6/entries/1", Stop);
        Assert.Equal(("kz.gov.pki.knca.commonUtils", "createCMSSignatureFromBase64"), (asked.GetProperty("module").GetString(), asked.GetProperty("method").GetString()));
        var args = asked.GetProperty("args");
        Assert.Equal(("PKCS12", "SIGNATURE", JsonValueKind.False), (args[0].GetString(), args[1].GetString(), args[3].ValueKind));
        Assert.Equal(entry.GetProperty("hash").GetString(), Encoding.UTF8.GetString(Convert.FromBase64String(args[2].GetString()!)));
        Assert.Equal("trusted", entry.GetProperty("signatures")[0].GetProperty("certificate").GetProperty("trust").GetString());
    }

    [Theory]
    [InlineData("en", "{\"code\":\"500\",\"message\":\"action.canceled\"}", "Signing was cancelled in NCALayer. Nothing was signed.")]
    [InlineData("ru", "{\"code\":\"500\"}", "Подписание отменено в NCALayer. Ничего не подписано.")]
    [InlineData("en", "{\"code\":\"500\",\"message\":\"storage.empty\"}", "NCALayer did not sign: storage.empty")]
    [InlineData("kk", "{\"code\":\"200\"}", "NCALayer қол қойған жоқ:")]
    [InlineData("en", "{\"code\":\"200\",\"responseObject\":\"bm90IGEgY21z\"}", "The centre did not accept it: The signature is refused: it is no CMS signature")]
    public async Task What_the_client_answers_otherwise_is_said_in_words_and_nothing_is_signed(string language, string answer, string said)
    {
        await using var client = await SigningClient.StartAsync("X");
        client.Instead = JsonDocument.Parse(answer).RootElement;
        await using var site = await WebSite.StartEmptyAsync();
        var page = await OpenAsync(site, client.Address, language);
        await ExpectRefusalAsync(site, page, said);
        Assert.Single(client.Asked);
    }

    [Fact]
    public async Task A_certificate_from_elsewhere_is_refused_with_the_centre_s_reason()
    {
        await using var client = await SigningClient.StartAsync("Stranger");
        await using var trusted = await SigningClient.StartAsync("Root");
        using var scratch = new Scratch();
        await using var site = await WebSite.StartEmptyAsync(journals: new() { RootsFile = scratch.Write("roots.pem", trusted.Pem) });
        await ExpectRefusalAsync(site, await OpenAsync(site, client.Address, "en"), "The centre did not accept it: The signature is refused: its certificate does not come from a root");
    }

    [Fact]
    public async Task A_client_that_does_not_run_and_one_that_the_page_may_not_reach_are_said_not_to_run()
    {
        await using var site = await WebSite.StartEmptyAsync();
        await ExpectRefusalAsync(site, await OpenAsync(site, $"ws://127.0.0.1:{Ports.FreeTcp()}", "en"), "NCALayer does not run on this computer. Start it and try again.");

        // The policy of the page names one address: a script that asks another gets nowhere.
        await using var client = await SigningClient.StartAsync("X");
        var page = await OpenAsync(site, null, "kk");
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        await page.EvaluateAsync("address => { document.getElementById('signing').dataset.client = address; }", client.Address);
        await ExpectRefusalAsync(site, page, "Бұл компьютерде NCALayer іске қосылмаған. Оны іске қосып, қайталаңыз.");
        Assert.Contains(complaints, text => text.Contains("connect-src 'self' wss://127.0.0.1:13579", StringComparison.Ordinal));
        Assert.Empty(client.Asked);
    }

    private static async Task ExpectRefusalAsync(WebSite site, IPage page, string said)
    {
        var form = await FormAsync(page);
        await form.Locator("[name=signer]").FillAsync("Сейтова Б.");
        await form.Locator("button[value=eds]").ClickAsync();
        await Assertions.Expect(form.GetByRole(AriaRole.Alert)).ToContainTextAsync(said);
        await Assertions.Expect(form.Locator("button[value=eds]")).ToBeEnabledAsync();
        await Assertions.Expect(form.GetByRole(AriaRole.Status)).ToHaveTextAsync("");
        Assert.Equal("draft", (await site.Http.GetFromJsonAsync<JsonElement>("api/v1/journals/35.6/entries/1", Stop)).GetProperty("state").GetString());
    }

    private static async Task<ILocator> FormAsync(IPage page)
    {
        var details = page.Locator("#entry-35-6-1 details.do");
        await details.Locator("summary").ClickAsync();
        return details.Locator("form");
    }

    private static Task ClickAsync(ILocator place, string button, bool exact = false) => place.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = button, Exact = exact }).ClickAsync();

    // The page as the centre sends it, with the client elsewhere; its policy names one address alone, so it is put aside then.
    private async Task<IPage> OpenAsync(WebSite site, string? client, string language, IBrowserContext? context = null)
    {
        using (var written = await site.Http.PostAsJsonAsync("api/v1/journals/35.6/entries", Change, Stop))
        {
            written.EnsureSuccessStatusCode();
        }

        context ??= await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { BypassCSP = client is not null });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(site.Address, $"journals/35.6?lang={language}").ToString());
        await Assertions.Expect(page.Locator("#signing")).ToHaveAttributeAsync("data-client", "wss://127.0.0.1:13579");
        if (client is not null)
        {
            await page.EvaluateAsync("address => { document.getElementById('signing').dataset.client = address; }", client);
        }

        return page;
    }
}
