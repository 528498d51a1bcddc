using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using RoomGuard.Central.Access;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Ingest;
using RoomGuard.Central.Options;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Running;

/// <summary>The whole way: mosquitto_pub in, series, room, alarm, mail and receipt out.</summary>
public sealed class CentralHostTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pack_written_by_hand_reaches_the_series_and_the_room()
    {
        await using var site = await CentralSite.StartAsync();
        await site.PublishAsync($$"""[{"bn":"hq/srv-1/","bt":{{CentralSite.Ago(1)}},"n":"probe-1/env.temp","u":"Cel","v":21.5},{"n":"probe-1/env.rh:fault","vs":"silent"}]""");

        await CentralSite.UntilAsync(() => Task.FromResult(site.Board.Find("hq", "srv-1")!.State.Points.Count == 2), "both points are known");
        await CentralSite.UntilAsync(async () => (await site.SeriesAsync("probe-1/env.temp")).Count + (await site.SeriesAsync("probe-1/env.rh")).Count == 2, "both are in the series");
        Assert.Equal(Reading.Of(21.5), site.Board.Find("hq", "srv-1")!.State.Points["probe-1/env.temp"].Last);
        Assert.Equal([21.5], (await site.SeriesAsync("probe-1/env.temp")).Select(point => point.Number));
        Assert.Equal(["silent"], (await site.SeriesAsync("probe-1/env.rh")).Select(point => point.Fault));
    }

    [Fact]
    public async Task A_leak_becomes_an_alarm_a_journal_entry_a_mail_and_a_webhook_and_so_does_its_end_once_each()
    {
        await using var mail = new SmtpSink();
        await using var hook = new HttpSink();
        hook.Answers.Enqueue(503);
        await using var site = await CentralSite.StartAsync(options => options with
        {
            Channels =
            [
                new SmtpOptions("smtp-1", Language.Kk) { Host = "127.0.0.1", Port = mail.Port, Security = SmtpSecurity.None, From = "rg@example.org", To = ["duty@example.org"] },
                new WebhookOptions("webhook-2", Language.En) { Url = hook.Url },
            ],
        });
        await site.PublishAsync(Leak(170, true), 1);
        await CentralSite.UntilAsync(() => Task.FromResult(mail.Messages.Count == 1 && hook.Posts.Count == 2), "mail and webhook tell of the leak");
        Assert.Single(hook.Posts.Select(post => post.Key).Distinct());
        await site.PublishAsync(Leak(160, true), 2);
        await site.PublishAsync(Leak(170, true), 1);
        await site.PublishAsync(Leak(150, false), 3);
        await CentralSite.UntilAsync(() => Task.FromResult(mail.Messages.Count == 2 && hook.Posts.Count == 3), "mail and webhook tell of its end");

        var alarm = Assert.Single(await site.AlarmsAsync()).Alarm;
        Assert.Equal((AlarmPriority.Critical, AlarmCondition.ReturnedUnacknowledged), (alarm.Priority, alarm.State));
        Assert.Equal(["leak", "leak"], (await site.JournalAsync("35.1")).Select(entry => entry.Kind));
        Assert.True(await site.Board.AcknowledgeAsync(alarm.Id, new Actor("Aigerim"), Stop));
        Assert.Equal(AlarmCondition.Normal, Assert.Single(await site.AlarmsAsync()).Alarm.State);
        Assert.False(await site.Board.AcknowledgeAsync(alarm.Id, new Actor("Aigerim"), Stop));
        await Task.Delay(200, Stop);
        Assert.Equal((2, 3), (mail.Messages.Count, hook.Posts.Count));
    }

    [Fact]
    public async Task An_agent_hears_what_of_its_packs_is_stored()
    {
        await using var site = await CentralSite.StartAsync();
        await using var witness = site.Broker.Subscribe("roomguard/1/hq/node-1/receipt", "-F", "%p");
        foreach (var sequence in new[] { 1, 2, 5, 2 })
        {
            await site.PublishAsync(Temperature(sequence), sequence);
        }

        await CentralSite.UntilAsync(() => Task.FromResult(Receipts(witness).LastOrDefault() == ("b-1", 5, "3,4")), "the receipt names 3 and 4 as missing");
        await site.PublishAsync(Temperature(3), 3, "backlog");
        await site.PublishAsync(Temperature(4), 4, "backlog");
        await CentralSite.UntilAsync(() => Task.FromResult(Receipts(witness).LastOrDefault() == ("b-1", 5, "")), "nothing is missing any more");
        Assert.Equal(5, (await site.SeriesAsync("probe-1/env.temp")).Count);
        Assert.True(await site.MetricAsync("roomguard_ingest_duplicates_total") >= 1);
    }

    [Fact]
    public async Task After_a_restart_nothing_is_lost_and_nothing_is_new()
    {
        await using var mail = new SmtpSink();
        await using var site = await CentralSite.StartAsync(options => options with
        {
            Channels = [new SmtpOptions("smtp-1", Language.Ru) { Host = "127.0.0.1", Port = mail.Port, Security = SmtpSecurity.None, From = "rg@example.org", To = ["duty@example.org"] }],
        });
        await site.PublishAsync(Leak(5, true), 1);
        await CentralSite.UntilAsync(() => Task.FromResult(mail.Messages.Count == 1), "the leak is told");
        await site.StopAsync();
        await site.PublishAsync(Leak(5, true), 1);
        await site.PublishAsync(Temperature(2), 2);
        await site.StartAgainAsync();
        await CentralSite.UntilAsync(async () => (await site.SeriesAsync("probe-1/env.temp")).Count == 1, "what came while we were away is there");

        Assert.Equal(AlarmCondition.Unacknowledged, Assert.Single(await site.AlarmsAsync()).Alarm.State);
        Assert.Single(await site.JournalAsync("35.1"));
        Assert.Single(mail.Messages);
    }

    [Fact]
    public async Task Receipts_alarms_and_a_restart_do_not_wait_for_a_series_store_that_is_away()
    {
        await using var influx = await InfluxServer.StartAsync();
        await influx.KillAsync();
        await using var site = await CentralSite.StartAsync(options => options with
        {
            Series = new SeriesOptions { Influx = new InfluxOptions { Url = influx.Url, User = InfluxServer.User, Password = new Secret(InfluxServer.Password) } },
        });
        await using var witness = site.Broker.Subscribe("roomguard/1/hq/node-1/receipt", "-F", "%p");
        await site.PublishAsync(Leak(5, true), 1);
        await site.PublishAsync(Temperature(2), 2);
        await CentralSite.UntilAsync(() => Task.FromResult(Receipts(witness).LastOrDefault() == ("b-1", 2, "")), "both packs are durable");
        Assert.Single(await site.AlarmsAsync());
        var parts = (await site.JsonAsync("readyz")).GetProperty("parts");
        Assert.Equal(("not ok", "ok"), (parts.GetProperty("series").GetProperty("status").GetString(), parts.GetProperty("spool").GetProperty("status").GetString()));
        Assert.True(await site.MetricAsync("roomguard_series_spooled_total") >= 2);
        Assert.True(await site.MetricAsync("roomguard_series_spool_size_bytes") > 0);

        await site.StopAsync();
        await influx.StartAgainAsync();
        await site.StartAgainAsync();
        await CentralSite.UntilAsync(async () => (await site.SeriesAsync("probe-1/env.temp")).Count == 1 && (await site.SeriesAsync("leak-1/leak.wet")).Count == 1, "what waited is in InfluxDB");
        await CentralSite.UntilAsync(async () => await site.MetricAsync("roomguard_series_spool_size_bytes") == 0, "nothing waits any more");
    }

    [Fact]
    public async Task A_broker_that_comes_late_and_dies_in_between_is_waited_for()
    {
        await using var site = await CentralSite.PrepareAsync();
        await site.Broker.KillAsync();
        await site.StartAgainAsync();
        Assert.Equal(HttpStatusCode.OK, (await site.Http.GetAsync(new Uri("healthz", UriKind.Relative), Stop)).StatusCode);
        Assert.Equal("not ok", (await ReadyAsync(site)).GetProperty("broker").GetProperty("status").GetString());
        await site.Broker.StartAgainAsync();
        await site.UntilReadyAsync();
        await site.PublishAsync(Temperature(1), 1);
        await CentralSite.UntilAsync(async () => (await site.SeriesAsync("probe-1/env.temp")).Count == 1, "a pack arrives");
        await site.Broker.KillAsync();
        await site.Broker.StartAgainAsync();
        await CentralSite.UntilAsync(() => Task.FromResult(site.Get<MqttLink>().IsConnected), "the link is back");
        await site.PublishAsync(Temperature(2), 2);
        await CentralSite.UntilAsync(async () => (await site.SeriesAsync("probe-1/env.temp")).Count == 2, "and another");
    }

    [Fact]
    public async Task A_database_that_cannot_be_opened_at_the_start_is_waited_for()
    {
        await using var site = await CentralSite.PrepareAsync();
        var inTheWay = site.Scratch.Write("data", "a file where the folder should be");
        await site.StartAgainAsync();
        await site.PublishAsync(Temperature(1), 1);
        Assert.Equal("not ok", (await ReadyAsync(site)).GetProperty("database").GetProperty("status").GetString());
        File.Delete(inTheWay);
        await site.UntilReadyAsync();
        await site.PublishAsync(Temperature(2), 2);
        await CentralSite.UntilAsync(async () => (await site.SeriesAsync("probe-1/env.temp")).Count >= 1, "a pack is stored");
    }

    [Fact]
    public async Task With_an_access_file_nobody_without_a_token_sees_anything_but_whether_we_live()
    {
        var list = AccessList.Parse([$"{Convert.ToHexStringLower(SHA256.HashData("letmein"u8))} reader Visitor"], out _);
        await using var site = await CentralSite.StartAsync(options => options with { Access = list });

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(site, "healthz", null));
        foreach (var path in new[] { "", "metrics", "api/v1/rooms", "rooms/hq/srv-1/live", "openapi/v1.json" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(site, path, null));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(site, path, new AuthenticationHeaderValue("Bearer", "letmeout")));
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(site, "api/v1/rooms", new AuthenticationHeaderValue("Bearer", "letmein")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(site, "", new AuthenticationHeaderValue("Basic", Convert.ToBase64String("anyone:letmein"u8))));
        using var acknowledge = new HttpRequestMessage(HttpMethod.Post, "api/v1/alarms/0123456789abcdef/acknowledge") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", "letmein") }, Content = JsonContent.Create(new { by = "Visitor" }) };
        Assert.Equal(HttpStatusCode.Forbidden, (await site.Http.SendAsync(acknowledge, Stop)).StatusCode);
    }

    [Fact]
    public async Task Bad_input_is_counted_for_Prometheus_and_the_stream_goes_on()
    {
        await using var site = await CentralSite.StartAsync();
        await site.PublishAsync("[{\"n\":", 1);
        await site.PublishAsync("""[{"n":"hq/attic/p/env.temp","v":1}]""", 2);
        await site.PublishAsync(Temperature(3), 3);
        await CentralSite.UntilAsync(async () => (await site.SeriesAsync("probe-1/env.temp")).Count == 1, "the good pack is stored");

        Assert.True(await site.MetricAsync("roomguard_ingest_refused_total", "reason=\"not_senml\"") >= 1);
        Assert.True(await site.MetricAsync("roomguard_ingest_refused_total", "reason=\"unknown_room\"") >= 1);
        await CentralSite.UntilAsync(async () => await site.MetricAsync("roomguard_ingest_samples_total") >= 1, "what is stored is counted");
        var text = await site.Http.GetStringAsync(new Uri("metrics", UriKind.Relative), Stop);
        foreach (var name in new[] { "roomguard_ingest_packs_total", "roomguard_ingest_batch_seconds_bucket", "roomguard_series_lag_seconds_bucket", "roomguard_rooms", "roomguard_alarms" })
        {
            Assert.Contains($"\n{name}", text, StringComparison.Ordinal);
        }
    }

    private static string Leak(double secondsAgo, bool isWet) => $$"""[{"n":"hq/srv-1/leak-1/leak.wet","t":{{CentralSite.Ago(secondsAgo)}},"vb":{{(isWet ? "true" : "false")}}}]""";

    private static string Temperature(int number) => $$"""[{"n":"hq/srv-1/probe-1/env.temp","t":{{CentralSite.Ago(60 - number)}},"v":21.{{number}}}]""";

    private static async Task<JsonElement> ReadyAsync(CentralSite site)
    {
        using var answer = await site.Http.GetAsync(new Uri("readyz", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("parts");
    }

    private static async Task<HttpStatusCode> StatusAsync(CentralSite site, string path, AuthenticationHeaderValue? login)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = login } };
        using var answer = await site.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        return answer.StatusCode;
    }

    private static List<(string Boot, long Upto, string Missing)> Receipts(RealProcess witness) =>
    [
        .. witness.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).Select(json => (
            json.GetProperty("boot").GetString()!,
            json.GetProperty("upto").GetInt64(),
            string.Join(',', json.GetProperty("missing").EnumerateArray().Select(number => number.GetInt64())))),
    ];
}
