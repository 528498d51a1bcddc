using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RoomGuard.Central.Access;
using RoomGuard.Central.Tests.Web;

namespace RoomGuard.Central.Tests.Planning;

public sealed class PlanApiTests : IAsyncLifetime
{
    private WebSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await StartAsync(null);

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task The_plan_says_what_is_due_when_and_how_urgent_it_is()
    {
        var items = (await ReadAsync("api/v1/plan?room=hq/srv-1")).GetProperty("items").EnumerateArray().ToList();

        var first = items[0];
        Assert.Equal(("hq/srv-1", "163.4", "inspection", "overdue"), (Text(first, "room"), Text(first, "item"), Text(first, "slot"), Text(first, "state")));
        Assert.Equal(("2026-11-19T09:30:00Z", "2026-11-19", "2026-11-12T09:30:00Z"), (Text(first, "due"), Text(first, "day"), Text(first, "remindAt")));
        Assert.Equal("Inspection of the passage with photo", Text(first.GetProperty("what"), "en"));
        var missing = items.Find(item => Text(item, "slot") == "ups-2");
        Assert.Equal(("35.7", "missing", JsonValueKind.Null), (Text(missing, "item"), Text(missing, "state"), missing.GetProperty("due").ValueKind));
        Assert.Equal("ИБП 2", Text(missing.GetProperty("what"), "ru")[^5..]);
    }

    [Fact]
    public async Task It_comes_in_pages_and_in_parts()
    {
        var all = (await ReadAsync("api/v1/plan?limit=1000")).GetProperty("items").GetArrayLength();
        var (seen, next) = (0, "");
        do
        {
            var page = await ReadAsync($"api/v1/plan?limit=7{(next.Length > 0 ? "&cursor=" + next : "")}");
            seen += page.GetProperty("items").GetArrayLength();
            next = page.GetProperty("next").GetString() ?? "";
        }
        while (next.Length > 0);
        Assert.Equal(all, seen);

        Assert.Equal(18, (await ReadAsync("api/v1/plan?site=hq&room=xc-1")).GetProperty("items").GetArrayLength());
        Assert.All((await ReadAsync("api/v1/plan?site=hq&until=2026-11-22T10:00:00Z&limit=1000")).GetProperty("items").EnumerateArray(), item => Assert.Contains(Text(item, "state"), new[] { "overdue", "missing" }));
        Assert.Equal(0, (await ReadAsync("api/v1/plan?site=other")).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("plan?room=hq/none")]
    [InlineData("plan?until=tomorrow")]
    [InlineData("plan?limit=0")]
    public async Task What_cannot_be_asked_is_refused(string call)
    {
        using var answer = await _site.Http.GetAsync("api/v1/" + call);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_calendar_comes_in_with_its_token_as_a_password_and_nobody_without()
    {
        var access = AccessList.Parse([$"{Convert.ToHexStringLower(SHA256.HashData("calendar-token"u8))} reader Calendar"], out _);
        await using var site = await StartAsync(access);
        using var refused = await site.Http.GetAsync("api/v1/plan.ics");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);

        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/plan.ics");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("calendar:calendar-token")));
        using var answer = await site.Http.SendAsync(request);
        Assert.StartsWith("BEGIN:VCALENDAR", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<WebSite> StartAsync(AccessList? access)
    {
        var site = await WebSite.StartEmptyAsync(access);
        site.Sites.Put(PlannedSite.Model, PlannedSite.Now.AddDays(-3));
        site.Board.Describe(PlannedSite.Model.Rooms, PlannedSite.Now);
        site.Publish(PlannedSite.Attested());
        return site;
    }

    private async Task<JsonElement> ReadAsync(string call)
    {
        using var document = JsonDocument.Parse(await _site.Http.GetStringAsync(call));
        return document.RootElement.Clone();
    }

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;
}
