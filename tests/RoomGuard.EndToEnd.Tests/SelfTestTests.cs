using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RoomGuard.EndToEnd.Tests.Parts;
using RoomGuard.Testing;

namespace RoomGuard.EndToEnd.Tests;

/// <summary>Two persons have a UPS begin its self-test: centre, mosquitto and agent as programs of their own, Net-SNMP as the UPS.</summary>
public sealed class SelfTestTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Scratch _scratch = new();
    private readonly HttpClient _http = new();
    private readonly List<IAsyncDisposable> _parts = [];
    private readonly int _port = Ports.FreeTcp();

    public async ValueTask DisposeAsync()
    {
        foreach (var part in Enumerable.Reverse(_parts))
        {
            await part.DisposeAsync();
        }

        _http.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task A_UPS_begins_its_self_test_when_two_named_persons_say_so_and_only_then()
    {
        var ups = await StartAsync();
        Refused(await CallAsync("duty", "ups-1", "", present: false), "nobody_present");
        Assert.Equal(HttpStatusCode.Forbidden, (await CallAsync("inspector", "ups-1", "")).Status);
        Refused(await CallAsync("duty", "probe-7", ""), "not_a_ups");
        Assert.Equal("There is nothing to confirm.", Title(await CallAsync("engineer", "ups-1", "/confirm")));

        var (status, body) = await CallAsync("duty", "ups-1", "");
        Assert.True(status == HttpStatusCode.Accepted, body.ToString());
        Assert.Equal("D. Duty", body.GetProperty("requestedBy").GetString());
        Assert.Equal("Another person must confirm.", Title(await CallAsync("duty", "ups-1", "/confirm")));
        Refused(await CallAsync("engineer", "ups-1", "/confirm", present: false), "nobody_present");
        Assert.Empty(ups.Written);

        (status, body) = await CallAsync("engineer", "ups-1", "/confirm");
        Assert.True(status == HttpStatusCode.OK && body.GetProperty("ok").GetBoolean(), body.ToString());
        Assert.Equal("node-1", body.GetProperty("agent").GetString());
        Assert.Equal([".1.3.6.1.2.1.33.1.7.2.0 integer 17", ".1.3.6.1.2.1.33.1.7.1.0 objectid .1.3.6.1.2.1.33.1.7.7.4"], ups.Written);
        Assert.Equal("There is nothing to confirm.", Title(await CallAsync("admin", "ups-1", "/confirm")));

        var window = Assert.Single((await GetAsync("api/v1/rooms/hq/srv-1/windows")).GetProperty("items").EnumerateArray());
        Assert.Equal(("test", "ups-1", "E. Engineer"), (window.GetProperty("kind").GetString(), window.GetProperty("equipment").GetString(), window.GetProperty("by").GetString()));
        Assert.Contains("asked by D. Duty, confirmed by E. Engineer", window.GetProperty("comment").GetString(), StringComparison.Ordinal);
        var trail = (await GetAsync("api/v1/audit?subject=hq/srv-1/ups-1")).GetProperty("items").EnumerateArray().Reverse().Select(line => $"{line.GetProperty("who").GetString()} {line.GetProperty("what").GetString()}");
        Assert.Equal(["D. Duty test.request", "E. Engineer test.confirm", "E. Engineer test.answer"], trail);

        // What the test does to the UPS pages nobody, and is an alarm of a test.
        await UntilAsync(async () => (await GetAsync("api/v1/alarms")).GetProperty("items").EnumerateArray().Any(alarm => alarm.GetProperty("rule").GetString() == "on-battery"), "the test is seen");
        Assert.All((await GetAsync("api/v1/alarms")).GetProperty("items").EnumerateArray().Where(alarm => alarm.GetProperty("rule").GetString() == "on-battery"), alarm => Assert.True(alarm.GetProperty("test").GetBoolean()));
        Refused(await CallAsync("duty", "ups-1", ""), "on_battery");
    }

    [Fact]
    public async Task A_UPS_that_the_agents_settings_do_not_name_is_not_touched_and_its_window_is_over_at_once()
    {
        var ups = await StartAsync();
        var (asked, refusal) = await CallAsync("duty", "ups-2", "");
        Assert.True(asked == HttpStatusCode.Accepted, refusal.ToString());
        var (status, body) = await CallAsync("admin", "ups-2", "/confirm");
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        Assert.Equal((false, "the settings of the agent do not allow it (allowTest)"), (body.GetProperty("ok").GetBoolean(), body.GetProperty("detail").GetString()));
        Assert.Empty(ups.Written);
        var window = Assert.Single((await GetAsync("api/v1/rooms/hq/srv-1/windows")).GetProperty("items").EnumerateArray());
        Assert.Equal(JsonValueKind.String, window.GetProperty("endedAt").ValueKind);
    }

    private async Task<TestableUps> StartAsync()
    {
        var ups = await TestableUps.StartAsync();
        _parts.Add(ups);
        var broker = await Mosquitto.StartAsync();
        _parts.Add(broker);
        _scratch.Write("write.community", TestableUps.WriteCommunity + "\n");
        _scratch.Write("access", string.Join('\n', new[] { ("duty", "operator D. Duty"), ("engineer", "engineer E. Engineer"), ("inspector", "inspector I. Spector"), ("admin", "admin A. Admin") }
            .Select(person => $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(person.Item1)))} {person.Item2}")));
        _scratch.Write("agent.json", string.Create(CultureInfo.InvariantCulture, $$"""
            { "site": "hq", "agent": "node-1", "mqtt": { "host": "127.0.0.1", "port": {{broker.Port}} }, "publishing": { "batch": "100 ms" },
              "snmp": [
                { "address": "127.0.0.1:{{ups.Port}}", "community": "public", "profile": "ups-mib", "room": "srv-1", "equipment": "ups-1", "period": "1 s", "allowTest": true, "writeCommunityFile": "write.community" },
                { "address": "127.0.0.1:{{ups.Port}}", "community": "public", "profile": "ups-mib", "room": "srv-1", "equipment": "ups-2", "period": "1 s" } ] }
            """));
        _scratch.Write("central.json", string.Create(CultureInfo.InvariantCulture, $$"""
            { "data": "data", "listen": { "address": "127.0.0.1", "port": {{_port}} }, "mqtt": { "host": "127.0.0.1", "port": {{broker.Port}} }, "access": "access",
              "sites": [ { "id": "hq", "rooms": [ { "id": "srv-1", "type": "server", "rules": { "tests": { "remoteStart": true } },
                "equipment": [ { "id": "ups-1", "kind": "ups" }, { "id": "ups-2", "kind": "ups" } ] } ] } ] }
            """));
        var central = RealProcess.Start(Programs.Central, ["serve", _scratch.Path("central.json")]);
        _parts.Add(central);
        await central.UntilAsync(() => Ports.AcceptsAsync(_port), Patience, "the centre listens");
        var agent = RealProcess.Start(Programs.Agent, ["run", "--config", _scratch.Path("agent.json")]);
        _parts.Add(agent);
        await agent.UntilAsync(
            async () => (await GetAsync("api/v1/rooms/hq/srv-1")).GetProperty("points") is var points && IsHeard(points, "ups-1") && IsHeard(points, "ups-2"),
            Patience,
            "both UPS tell their values");

        // Values may come before the news of their agent; a test without anybody there is asked for and refused, and says what else is against it.
        foreach (var equipment in new[] { "ups-1", "ups-2" })
        {
            await UntilAsync(async () => (await CallAsync("duty", equipment, "", present: false)).Body.GetProperty("refusals").GetArrayLength() == 1, $"nothing but presence is asked of {equipment}");
        }

        return ups;

        // A birth names points before they have a value.
        static bool IsHeard(JsonElement points, string equipment) => new[] { "ups.battery.charge", "ups.output.source", "ups.input.voltage" }.All(signal => points.EnumerateArray().Any(point =>
            point.GetProperty("equipment").GetString() == equipment && point.GetProperty("signal").GetString()!.StartsWith(signal, StringComparison.Ordinal) && point.TryGetProperty("value", out _)));
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> CallAsync(string who, string equipment, string word, bool present = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Uri($"api/v1/rooms/hq/srv-1/equipment/{equipment}/test{word}")) { Content = JsonContent.Create(new { present }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", who);
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    private static void Refused((HttpStatusCode Status, JsonElement Body) answer, string code)
    {
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        var refusal = Assert.Single(answer.Body.GetProperty("refusals").EnumerateArray(), one => one.GetProperty("code").GetString() == code);
        Assert.All(["kk", "ru", "en"], language => Assert.NotEmpty(refusal.GetProperty("text").GetProperty(language).GetString()!));
    }

    private static string? Title((HttpStatusCode Status, JsonElement Body) answer)
    {
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        return answer.Body.GetProperty("title").GetString();
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Uri(path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "admin");
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task UntilAsync(Func<Task<bool>> isTrue, string what)
    {
        for (var waited = TimeSpan.Zero; !await isTrue(); waited += TimeSpan.FromMilliseconds(100))
        {
            Assert.True(waited < Patience, what);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private Uri Uri(string path) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/{path}"));
}
