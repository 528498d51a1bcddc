using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RoomGuard.Central.Access;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Audit;

/// <summary>Who did what, through the HTTP contract; Debian's <c>sqlite3</c> is the witness.</summary>
public sealed class AuditTrailTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_deed_has_its_line_with_who_what_and_the_change_and_a_deed_that_changed_nothing_has_none()
    {
        await using var site = await StartAsync();
        await site.PublishAsync($$"""[{"bn":"hq/srv-1/","bt":{{CentralSite.Ago(1)}},"n":"leak-1/leak.wet","vb":true}]""");
        await CentralSite.UntilAsync(async () => (await site.AlarmsAsync()).Count == 1, "the leak is an alarm");
        var alarm = (await site.AlarmsAsync())[0].Alarm;

        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(site, $"api/v1/alarms/{alarm.Id}/acknowledge", "duty", new { }));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(site, $"api/v1/alarms/{alarm.Id}/acknowledge", "duty", new { }));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(site, "api/v1/rooms/hq/srv-1/attestations", "look", new { item = "163.4", statement = "present" }));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(site, "api/v1/alarms/0000000000000000/acknowledge", "duty", new { }));

        var lines = (await ReadAsync(site, "api/v1/audit")).Where(line => Text(line, "what") != "site.change").ToList();
        Assert.Equal(["room.attest", "alarm.acknowledge"], lines.Select(line => Text(line, "what")));
        Assert.Equal(("Inspector", "inspector", "hq/srv-1"), (Text(lines[0], "who"), Text(lines[0], "role"), Text(lines[0], "subject")));
        Assert.Equal("163.4", lines[0].GetProperty("after").GetProperty("item").GetString());
        Assert.Equal(("Duty engineer", "operator", alarm.Id), (Text(lines[1], "who"), Text(lines[1], "role"), Text(lines[1], "subject")));
        Assert.Equal("127.0.0.1", Text(lines[1], "source"));
        Assert.Equal("unacknowledged acknowledged", $"{Text(lines[1].GetProperty("before"), "state")} {Text(lines[1].GetProperty("after"), "state")}");
    }

    [Fact]
    public async Task Only_auditors_and_administrators_read_it_and_they_read_it_by_pages_and_times()
    {
        await using var site = await StartAsync();
        var trail = site.Get<AuditTrail>();
        for (var number = 1; number <= 5; number++)
        {
            await trail.WriteAsync(new AuditEvent(new Actor($"P{number}"), "site.reload", "site.yaml").Changing(new { number }, new { number = number + 1 }), Stop);
        }

        foreach (var token in new[] { "duty", "look", "read" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(site, "api/v1/audit", token));
        }

        var first = await GetAsync(site, "api/v1/audit?what=site.reload&limit=2");
        var second = await GetAsync(site, $"api/v1/audit?what=site.reload&limit=4&cursor={Text(first, "next")}");
        Assert.Equal(["P5", "P4"], first.GetProperty("items").EnumerateArray().Select(line => Text(line, "who")));
        Assert.Equal(["P3", "P2", "P1"], second.GetProperty("items").EnumerateArray().Select(line => Text(line, "who")));
        Assert.Equal(["P2"], (await ReadAsync(site, "api/v1/audit?who=P2&what=site.reload&subject=site.yaml")).Select(line => Text(line, "who")));
        Assert.Equal(5, (await ReadAsync(site, "api/v1/audit?what=site.reload&from=2020-01-01T00:00:00Z&to=2090-01-01T00:00:00Z")).Count);
        Assert.Empty(await ReadAsync(site, "api/v1/audit?to=2020-01-01T00:00:00Z"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(site, "api/v1/audit?from=yesterday&cursor=x", "audit"));
    }

    [Theory]
    [InlineData("UPDATE audit SET who = 'nobody'", "never changed")]
    [InlineData("DELETE FROM audit", "never deleted")]
    [InlineData("PRAGMA recursive_triggers = ON; INSERT OR REPLACE INTO audit SELECT id, at, 'nobody', role, source, what, subject, before, after FROM audit", "never deleted")]
    public async Task The_database_itself_refuses_to_change_a_line(string sql, string answer)
    {
        await using var site = await StartAsync();
        await site.Get<AuditTrail>().WriteAsync(new AuditEvent(Actor.Centre("test"), "site.reload", "site.yaml"), Stop);

        var (exitCode, output) = await RealProcess.RunAsync(Needs.Program("sqlite3", "sqlite3"), ["-cmd", ".timeout 10000", site.Scratch.Path("data", "state.db"), sql]);
        Assert.NotEqual(0, exitCode);
        Assert.Contains(answer, output, StringComparison.Ordinal);
        Assert.Equal("roomguard", Text(Assert.Single(await ReadAsync(site, "api/v1/audit?what=site.reload")), "who"));
    }

    [Fact]
    public void What_is_too_long_for_a_line_is_said_not_cut()
    {
        var done = new AuditEvent(new Actor("A"), "site.reload", "x").Changing(new { name = "Серверлік бөлме" }, new { text = new string('x', AuditEvent.MaxLength) });

        Assert.Equal("""{"name":"Серверлік бөлме"}""", done.Before);
        Assert.Equal(AuditEvent.MaxLength + 11, JsonDocument.Parse(done.After!).RootElement.GetProperty("omitted").GetInt32());
        Assert.Null(done.Changing(null, null).After);
    }

    private static Task<CentralSite> StartAsync()
    {
        var list = AccessList.Parse(
            [Line("duty", "operator Duty engineer"), Line("look", "inspector Inspector"), Line("read", "reader Reader"), Line("audit", "auditor Auditor"), Line("root", "admin Admin")], out _);
        return CentralSite.StartAsync(options => options with { Access = list });
    }

    private static string Line(string token, string rest) => $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)))} {rest}";

    private static string? Text(JsonElement element, string key) => element.GetProperty(key).GetString();

    private static async Task<List<JsonElement>> ReadAsync(CentralSite site, string path) => [.. (await GetAsync(site, path)).GetProperty("items").EnumerateArray()];

    private static async Task<JsonElement> GetAsync(CentralSite site, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", "audit") } };
        using var response = await site.Http.SendAsync(request, Stop);
        return JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Stop)).RootElement;
    }

    private static async Task<HttpStatusCode> StatusAsync(CentralSite site, string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var response = await site.Http.SendAsync(request, Stop);
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> PostAsync(CentralSite site, string path, string token, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) }, Content = JsonContent.Create(body) };
        using var response = await site.Http.SendAsync(request, Stop);
        return response.StatusCode;
    }
}
