using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Options;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Central.Tests.Sites;

/// <summary>A running centre, real files, mosquitto_pub in: the site model changes without a restart.</summary>
public sealed class SiteReloadTests
{
    private const string First = """
        sites:
          - id: hq
            name: {kk: Бас, ru: Главный, en: Head}
            rooms:
              - {id: srv-1, type: server, name: {kk: Ж, ru: С, en: Server room 1}}
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_file_is_in_force_within_seconds_and_is_in_the_audit_trail_and_in_journal_35_6()
    {
        await using var site = await StartAsync(First);
        await site.PublishAsync(Temperature("srv-1", 24));
        await CentralSite.UntilAsync(() => Task.FromResult(site.Board.Find("hq", "srv-1")!.State.Points.Count == 1), "the first value is there");

        Write(site, """
            limits:
              cool: {source: "Order 5", limits: [{signal: env.temp, rule: limit-high, above: 20}]}
            sites:
              - id: hq
                name: {kk: Бас, ru: Главный, en: Head}
                rooms:
                  - {id: srv-1, type: server, name: {kk: Ж, ru: С, en: Server room 1}, limits: cool}
                  - {id: new-1, type: cross_connect, points: [{equipment: probe-9, signals: [env.rh], period: 1 min}]}
            """);
        await CentralSite.UntilAsync(() => Task.FromResult(site.Board.Find("hq", "new-1") is not null), "the new room is on the board");
        await site.PublishAsync(Temperature("new-1", 21));
        await CentralSite.UntilAsync(() => Task.FromResult(site.Board.Find("hq", "new-1")!.State.Points.Count == 2), "the new room takes values, and shows what it never heard");

        // The value that stood was judged by the new limit.
        await CentralSite.UntilAsync(async () => (await site.AlarmsAsync()).Count == 1, "the new limit has its alarm");
        Assert.Equal("limit-high", (await site.AlarmsAsync())[0].Alarm.Rule);
        Assert.Equal(["hq/srv-1", "hq/new-1"], site.Board.Rooms.Select(room => room.Definition.Path));

        var entries = await site.JournalAsync("35.6");
        Assert.Equal(["added model", "added limits", "added point", "added room", "changed room"], entries.Select(entry => $"{entry.Result} {Kind(entry)}"));
        Assert.Equal(("hq/srv-1", "{\"name\":{\"en\":\"Server room 1\",\"kk\":\"Ж\",\"ru\":\"С\"},\"type\":\"server\"}"), (entries[4].Room, entries[4].Fields.GetProperty("before").GetProperty("text").GetString()));
        Assert.Equal("Помещение hq/srv-1", entries[4].Fields.GetProperty("object").GetProperty("ru").GetString());
        Assert.Equal("Үй-жай hq/srv-1", entries[4].Fields.GetProperty("object").GetProperty("kk").GetString());
        Assert.Empty(await site.Get<JournalLedger>().VerifyAsync("35.6", Stop));

        var lines = (await site.Get<AuditTrail>().ReadAsync(new AuditQuery { What = "site.change" }, Stop)).Items;
        Assert.Equal(["room hq/srv-1", "room hq/new-1", "point hq/new-1/probe-9/env.rh", "limits cool", "central.json"], lines.Select(line => line.Event.Subject));
        Assert.Equal(("roomguard", "file"), (lines[0].Event.By.Name, lines[0].Event.By.Source));
        Assert.Equal("start", lines[4].Event.By.Source);
    }

    [Fact]
    public async Task A_file_with_a_fault_changes_nothing_and_every_fault_is_told()
    {
        await using var site = await StartAsync(First);
        Write(site, First + "\n      - {id: srv-1, type: garage, colour: red}\n");

        using var answer = await site.Http.PostAsync(new Uri("api/v1/site/reload", UriKind.Relative), null, Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement;
        Assert.Equal(
            ["site.yaml:4", "site.yaml:6", "site.yaml:6"],
            problem.GetProperty("faults").EnumerateArray().Select(fault => $"{fault.GetProperty("file").GetString()}:{fault.GetProperty("line").GetInt32()}").Order());
        Assert.Equal(3, (await site.JsonAsync("api/v1/site")).GetProperty("faults").GetArrayLength());
        Assert.True(await site.MetricAsync("roomguard_site_reloads_total", "outcome=\"refused\"") >= 1);
        Assert.Contains("The files hold 3 faults and are not taken", await site.Http.GetStringAsync(new Uri("readyz", UriKind.Relative), Stop), StringComparison.Ordinal);
        Assert.Equal(["hq/srv-1"], site.Board.Rooms.Select(room => room.Definition.Path));
        Assert.Single(await site.JournalAsync("35.6"));

        Write(site, First + "\n      - {id: srv-2, type: server}\n");
        using var good = await site.Http.PostAsync(new Uri("api/v1/site/reload", UriKind.Relative), null, Stop);
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.NotNull(site.Board.Find("hq", "srv-2"));
        Assert.Empty((await site.JsonAsync("api/v1/site")).GetProperty("faults").EnumerateArray());
    }

    [Fact]
    public async Task A_room_that_is_taken_out_closes_its_alarms_tells_nobody_that_they_are_over_and_may_come_back()
    {
        await using var hook = new HttpSink();
        await using var site = await StartAsync(First + "\n      - {id: srv-2, type: server}\n", options => options with { Channels = [new WebhookOptions("webhook-1", Language.En) { Url = hook.Url }] });
        await site.PublishAsync($$"""[{"bn":"hq/srv-2/","bt":{{CentralSite.Ago(1)}},"n":"leak-1/leak.wet","vb":true}]""");
        await CentralSite.UntilAsync(() => Task.FromResult(hook.Posts.Count == 1), "somebody is told of the leak");

        Write(site, First);
        await CentralSite.UntilAsync(async () => (await site.AlarmsAsync()).Single().Alarm.State == AlarmCondition.OutOfService, "the alarm is out of service");
        Assert.Null(site.Board.Find("hq", "srv-2"));
        Assert.Equal(["removed room", "added model"], (await site.JournalAsync("35.6")).Reverse().Select(entry => $"{entry.Result} {Kind(entry)}"));
        await site.PublishAsync(Temperature("srv-2", 21));
        await CentralSite.UntilAsync(async () => await site.MetricAsync("roomguard_ingest_refused_total", "unknown_room") >= 1, "its values are refused");

        Write(site, First + "\n      - {id: srv-2, type: server}\n");
        await CentralSite.UntilAsync(() => Task.FromResult(site.Board.Find("hq", "srv-2") is not null), "the room is back");
        await site.PublishAsync(Temperature("srv-2", 21));
        await CentralSite.UntilAsync(() => Task.FromResult(site.Board.Find("hq", "srv-2")!.State.Points.Count == 1), "and takes values");
        Assert.Single(hook.Posts);
    }

    [Fact]
    public async Task What_was_changed_while_the_centre_was_down_is_recorded_at_its_start_and_nothing_twice()
    {
        await using var site = await StartAsync(First);
        await CentralSite.UntilAsync(async () => (await site.JournalAsync("35.6")).Count == 1, "the first model is recorded");
        await site.StopAsync();
        Write(site, First.Replace("type: server", "type: combined", StringComparison.Ordinal));
        await site.StartAgainAsync();
        await site.UntilReadyAsync();
        await CentralSite.UntilAsync(async () => (await site.JournalAsync("35.6")).Count == 2, "the change is recorded");
        await site.StopAsync();
        await site.StartAgainAsync();
        await site.UntilReadyAsync();
        using var answer = await site.Http.PostAsync(new Uri("api/v1/site/reload", UriKind.Relative), null, Stop);

        Assert.Equal(0, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("changes").GetInt32());
        Assert.Equal(["added model", "changed room"], (await site.JournalAsync("35.6")).Select(entry => $"{entry.Result} {Kind(entry)}"));
    }

    [Fact]
    public async Task A_room_that_was_taken_out_while_the_centre_was_down_leaves_no_alarm_standing()
    {
        await using var site = await StartAsync(First + "\n      - {id: srv-2, type: server}\n");
        await site.PublishAsync($$"""[{"bn":"hq/srv-2/","bt":{{CentralSite.Ago(1)}},"n":"leak-1/leak.wet","vb":true}]""");
        await CentralSite.UntilAsync(async () => (await site.AlarmsAsync()).Count == 1, "the leak is an alarm");
        await site.StopAsync();
        Write(site, First);
        await site.StartAgainAsync();
        await site.UntilReadyAsync();

        await CentralSite.UntilAsync(async () => (await site.AlarmsAsync()).Single().Alarm.State == AlarmCondition.OutOfService, "the alarm is out of service");
        Assert.Equal(["added model", "removed room"], (await site.JournalAsync("35.6")).Select(entry => $"{entry.Result} {Kind(entry)}"));
    }

    [Fact]
    public async Task An_agent_that_announced_a_room_before_it_was_described_needs_no_second_birth()
    {
        await using var site = await StartAsync(First);
        await site.Broker.PublishAsync(
            "roomguard/1/hq/node-1/birth",
            site.Scratch.Write("birth", """{"agent":"node-1","software":"t","boot":"b-1","started":"2026-01-01T00:00:00Z","points":[{"n":"probe-3/env.temp","room":"srv-2","equipment":"probe-3","signal":"env.temp","u":"Cel","period":10,"source":"test"}]}"""),
            "-r");
        await CentralSite.UntilAsync(async () => await site.MetricAsync("roomguard_ingest_refused_total", "unknown_room") >= 1, "the birth came too early");

        Write(site, First + "\n      - {id: srv-2, type: server}\n");
        await CentralSite.UntilAsync(() => Task.FromResult(site.Board.Find("hq", "srv-2")?.State.Points.GetValueOrDefault("probe-3/env.temp")?.Agent == "node-1"), "the new room expects the agent's point");
    }

    [Fact]
    public async Task A_hangup_reads_the_files_at_once()
    {
        await using var site = await StartAsync(First);
        Write(site, First + "\n      - {id: srv-2, type: server}\n");
        using var kill = Process.Start("/bin/kill", ["-HUP", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Stop);
        await CentralSite.UntilAsync(() => Task.FromResult(site.Board.Find("hq", "srv-2") is not null), "the new room is there");
    }

    private static async Task<CentralSite> StartAsync(string yaml, Func<CentralOptions, CentralOptions>? change = null)
    {
        var site = await CentralSite.PrepareAsync();
        site.Scratch.Write("central.json", $$"""{ "data": "data", "listen": { "port": 0 }, "mqtt": { "host": "127.0.0.1", "port": {{site.Broker.Port}} }, "site": "site.yaml" }""");
        Write(site, yaml);
        site.Change = _ =>
        {
            var options = CentralOptions.Read(site.Scratch.Path("central.json"), out var faults);
            Assert.Empty(faults);
            return change is null ? options! : change(options!);
        };
        await site.StartAgainAsync();
        await site.UntilReadyAsync();
        await CentralSite.UntilAsync(async () => (await site.JournalAsync("35.6")).Count >= 1, "the model is recorded");
        return site;
    }

    private static void Write(CentralSite site, string yaml) => site.Scratch.Write("site.yaml", yaml);

    private static string Temperature(string room, double celsius) =>
        string.Create(CultureInfo.InvariantCulture, $$"""[{"bn":"hq/{{room}}/","bt":{{CentralSite.Ago(1)}},"n":"probe-1/env.temp","u":"Cel","v":{{celsius}}}]""");

    private static string Kind(JournalEntry entry) => entry.Fields.GetProperty("object").GetProperty("en").GetString()!.Split(' ')[0] switch
    {
        "RoomGuard" => "model",
        "Expected" => "point",
        "Limit" => "limits",
        var other => other.ToLowerInvariant(),
    };
}
