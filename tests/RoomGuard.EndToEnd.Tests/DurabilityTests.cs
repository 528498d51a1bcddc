using System.Globalization;
using System.Text;
using RoomGuard.EndToEnd.Tests.Parts;
using RoomGuard.Testing;

namespace RoomGuard.EndToEnd.Tests;

/// <summary>What happens when something is killed or away: nothing accepted is lost, nothing is told twice.</summary>
public sealed class DurabilityTests
{
    private const int Packs = 1500;

    [Fact]
    public async Task Kill_9_of_the_centre_in_mid_stream_loses_no_value_and_doubles_no_alarm_and_no_journal_entry()
    {
        await using var site = await RealSite.StartAsync([]);
        var start = DateTimeOffset.FromUnixTimeSeconds((TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(1)).ToUnixTimeSeconds());
        var file = site.Scratch.Write("packs", Lines(start));
        var publisher = RealProcess.Start("/bin/bash", ["-c", string.Create(CultureInfo.InvariantCulture, $"while IFS= read -r line; do echo \"$line\"; sleep 0.002; done < {file} | mosquitto_pub -h 127.0.0.1 -p {site.Broker.Port} -V 5 -q 1 -t roomguard/1/hq/load/backlog -l")]);
        for (var kill = 0; kill < 3; kill++)
        {
            var before = await StoredAsync(site);
            await site.UntilAsync(async () => await StoredAsync(site) > before || publisher.HasExited, "some packs are stored");
            await site.KillCentralAsync();
            await site.StartCentralAsync();
        }

        Assert.Equal(0, await publisher.WaitForExitAsync(TimeSpan.FromSeconds(60)));
        await site.UntilAsync(async () => await StoredAsync(site) == Packs, "every pack is stored", 60);
        await site.UntilAsync(async () => await site.MetricAsync("roomguard_ingest_packs_total") > 0, "the centre is idle");
        var journal = await site.GetJsonAsync("api/v1/journals/35.7/entries");
        var entries = journal.GetProperty("items").EnumerateArray().Where(entry => entry.GetProperty("equipment").GetString() == "ups-9").ToList();
        Assert.Single(entries);
        Assert.Equal("pass", entries[0].GetProperty("result").GetString());
        await publisher.DisposeAsync();
    }

    [Fact]
    public async Task A_self_test_that_arrives_late_is_journalled_once_however_often_it_is_sent()
    {
        await using var site = await RealSite.StartAsync([]);
        var file = site.Scratch.Write("test", "[" + string.Join(',', SelfTest(TimeProvider.System.GetUtcNow().AddHours(-1))) + "]");
        for (var i = 0; i < 3; i++)
        {
            await site.Broker.PublishAsync("roomguard/1/hq/node-9/backlog", file, "-D", "publish", "user-property", "boot", "b-1", "-D", "publish", "user-property", "seq", (i + 1).ToString(CultureInfo.InvariantCulture));
        }

        await site.UntilAsync(async () => (await site.GetJsonAsync("api/v1/journals/35.7/entries")).GetProperty("items").GetArrayLength() > 0, "the test is in journal 35.7");
        await site.UntilAsync(async () => await site.MetricAsync("roomguard_ingest_packs_total") >= 3, "all three deliveries are taken");
        var entry = Assert.Single((await site.GetJsonAsync("api/v1/journals/35.7/entries")).GetProperty("items").EnumerateArray().ToList());
        Assert.Equal("U", entry.GetProperty("section").GetString());
        Assert.Equal(1, entry.GetProperty("no").GetInt32());
        Assert.Equal(64, entry.GetProperty("hash").GetString()!.Length);
    }

    [Fact]
    public async Task A_broker_that_is_away_at_the_start_is_waited_for_and_mentioned_once()
    {
        await using var site = await RealSite.StartAsync([]);
        await site.Agent!.DisposeAsync();
        await site.KillCentralAsync();
        await site.Broker.KillAsync();

        await using var central = RealProcess.Start(Programs.Central, ["serve", site.Scratch.Path("central.json")]);
        site.StartAgent();
        await central.UntilAsync(async () => (await site.TryGetAsync("healthz")).IsSuccess, TimeSpan.FromSeconds(30), "the page is served without a broker");
        await Task.Delay(TimeSpan.FromSeconds(4));
        Assert.False(site.Agent.HasExited);
        Assert.False((await site.TryGetAsync("readyz")).IsSuccess);
        await site.Broker.StartAgainAsync();
        await site.UntilAsync(async () => (await site.TryGetAsync("readyz")).IsSuccess, "the centre found the broker");
        await site.UntilAsync(async () => (await site.GetJsonAsync("api/v1/rooms/hq/srv-1")).GetProperty("points").GetArrayLength() > 0, "samples arrive");
        foreach (var output in new[] { central.Output, site.Agent.Output })
        {
            Assert.Equal(1, output.Split('\n').Count(line => line.Contains("broker", StringComparison.OrdinalIgnoreCase) && line.Contains("Said once", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task A_database_that_is_away_delays_values_and_loses_none()
    {
        await using var site = await RealSite.StartAsync([]);
        await site.Influx.KillAsync();
        var start = TimeProvider.System.GetUtcNow().AddHours(-1);
        var file = site.Scratch.Write("one", string.Create(CultureInfo.InvariantCulture, $$"""[{"bn":"hq/srv-1/","bt":{{start.ToUnixTimeSeconds()}},"n":"late-1/env.temp","v":20.5}]"""));
        await site.Broker.PublishAsync("roomguard/1/hq/late/live", file);
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.False(site.Central!.HasExited);
        await site.Influx.StartAgainAsync();
        await site.UntilAsync(async () => (await site.Influx.ExecuteAsync("SELECT v FROM \"env.temp\" WHERE equipment = 'late-1'")).Contains("20.5", StringComparison.Ordinal), "the value that came while the database was away", 60);
        Assert.Equal(1, site.Central.Output.Split('\n').Count(line => line.Contains("InfluxDB", StringComparison.Ordinal) && line.Contains("Said once", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_an_agent_measured_while_the_broker_was_away_arrives_afterwards()
    {
        await using var site = await RealSite.StartAsync([]);
        await site.UntilAsync(async () => (await site.GetJsonAsync("api/v1/rooms/hq/srv-1")).GetProperty("points").GetArrayLength() > 0, "samples arrive");
        await site.Broker.KillAsync();
        site.Tree.Set("class/hwmon/hwmon0/temp1_input", "24750");
        await Task.Delay(TimeSpan.FromSeconds(4));
        site.Tree.Set("class/hwmon/hwmon0/temp1_input", "22500");
        await site.Broker.StartAgainAsync();
        await site.UntilAsync(async () => (await site.Influx.ExecuteAsync("SELECT count(v) FROM \"env.temp\" WHERE equipment = 'probe-1' AND v = 24.75")).Contains("env.temp", StringComparison.Ordinal), "the readings of the gap are in InfluxDB", 60);
    }

    private static async Task<int> StoredAsync(RealSite site)
    {
        var csv = await site.Influx.ExecuteAsync("SELECT count(v) FROM \"env.temp\" WHERE equipment = 'load-1'");
        return csv.Split('\n').LastOrDefault(line => line.StartsWith("env.temp", StringComparison.Ordinal)) is { } row ? int.Parse(row.Split(',')[2], CultureInfo.InvariantCulture) : 0;
    }

    private static string Lines(DateTimeOffset start)
    {
        var test = SelfTest(start).ToList();
        var lines = new StringBuilder();
        for (var i = 0; i < Packs; i++)
        {
            // The self-test is spread over the stream, a step in every fifth pack, so that a kill may fall into it.
            var step = i % 5 == 0 && i / 5 < test.Count ? "," + test[i / 5] : "";
            lines.Append(CultureInfo.InvariantCulture, $$"""[{"n":"hq/srv-1/load-1/env.temp","t":{{start.ToUnixTimeSeconds() + i}},"v":{{20 + (i % 50 / 100.0)}}}{{step}}]""").Append('\n');
        }

        return lines.ToString();
    }

    // A UPS that tests itself for 12 s with its input healthy throughout, one record a step, 2 s apart.
    private static IEnumerable<string> SelfTest(DateTimeOffset start)
    {
        for (var step = 0; step < 60; step++)
        {
            var time = start.ToUnixTimeSeconds() + (step * 2);
            var isTesting = step is >= 10 and < 16;
            yield return (step % 3) switch
            {
                0 => string.Create(CultureInfo.InvariantCulture, $$"""{"n":"hq/srv-1/ups-9/ups.test.result","t":{{time}},"vs":"{{(isTesting ? "in_progress" : step < 10 ? "none" : "passed")}}"}"""),
                1 => string.Create(CultureInfo.InvariantCulture, $$"""{"n":"hq/srv-1/ups-9/ups.output.source","t":{{time}},"vs":"{{(isTesting ? "battery" : "normal")}}"}"""),
                _ => string.Create(CultureInfo.InvariantCulture, $$"""{"n":"hq/srv-1/ups-9/ups.input.voltage.l1","t":{{time}},"u":"V","v":231}"""),
            };
        }
    }
}
