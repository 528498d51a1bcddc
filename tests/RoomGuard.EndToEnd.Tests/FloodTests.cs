using System.Diagnostics;
using System.Globalization;
using RoomGuard.EndToEnd.Tests.Parts;
using RoomGuard.Testing;

namespace RoomGuard.EndToEnd.Tests;

/// <summary>Agents that are too many, that have too many points, or whose clocks are wrong: bounded, named, and everybody else goes on.</summary>
public sealed class FloodTests
{
    [Fact]
    public async Task Thousands_of_births_a_second_delay_no_alarm_and_the_newest_birth_of_an_agent_counts()
    {
        await using var site = await StartAsync();
        await using var publisher = await RawPublisher.ConnectAsync(site.Broker.Port);
        using var end = new CancellationTokenSource();
        var clock = Stopwatch.StartNew();
        var births = 0;
        var flood = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                await publisher.PublishAsync(string.Create(CultureInfo.InvariantCulture, $"roomguard/1/hq/ghost-{births % 2000}/birth"), Birth($"ghost-{births % 2000}", "srv-2", 1));
                births++;
            }
        });
        await site.UntilAsync(() => Task.FromResult(births > 3000), "the flood is on");
        var sent = Stopwatch.StartNew();
        await site.PublishLeakAsync(1);
        await site.UntilAsync(async () => await site.EntriesAsync("35.1") == 1, "the leak is in the journal in the middle of the flood");
        await end.CancelAsync();
        await flood;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{births / clock.Elapsed.TotalSeconds:0} births a second; the leak was journalled after {sent.Elapsed.TotalMilliseconds:0} ms; {Memory(site)} MiB"));

        for (var i = 1; i <= 50; i++)
        {
            await publisher.PublishAsync("roomguard/1/hq/node-7/birth", Birth("node-7", "srv-1", i));
        }

        await publisher.FlushAsync();
        await site.UntilAsync(async () => await PointsAsync(site, "srv-1", "p-50/") == 1, "the newest birth is known", 60);
        await site.UntilAsync(async () => (await site.ReadyAsync()).Status == 200, "the centre is ready");
        Assert.False(site.Process!.HasExited);
        Assert.True(Memory(site) < 1024, $"{Memory(site)} MiB");
    }

    [Fact]
    public async Task A_room_with_a_hundred_thousand_points_is_bounded_and_named_and_other_rooms_go_on()
    {
        await using var site = await StartAsync();
        await using var publisher = await RawPublisher.ConnectAsync(site.Broker.Port);
        for (var pack = 0; pack < 50; pack++)
        {
            var records = Enumerable.Range(0, 2000).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"n":"p-{{(pack * 2000) + i}}/env.temp","v":21}"""));
            await publisher.PublishAsync("roomguard/1/hq/stranger/live", "[{\"bn\":\"hq/srv-2/\"}," + string.Join(',', records) + "]");
        }

        await publisher.FlushAsync();
        await site.UntilAsync(async () => (await site.ReadyAsync()).Root.GetProperty("parts").GetProperty("points").GetProperty("status").GetString() == "not ok", "/readyz names the room", 60);
        Assert.Contains("hq/srv-2", (await site.ReadyAsync()).Root.GetProperty("parts").GetProperty("points").GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Equal(4096, await PointsAsync(site, "srv-2", "p-"));
        await site.PublishLeakAsync(1);
        await site.UntilAsync(async () => await site.EntriesAsync("35.1") == 1, "the other room has its leak");

        // Stored all the same: what is not judged is not lost.
        await site.UntilAsync(async () => await site.MetricAsync("roomguard_ingest_samples_total") >= 100_001, "every sample is stored", 60);
        Assert.Equal(200, (await site.ReadyAsync()).Status);
    }

    [Fact]
    public async Task Agents_whose_clocks_are_wrong_are_named_and_lose_nothing_that_can_be_kept()
    {
        await using var site = await StartAsync();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        await PublishAsync(site, "late", now - 7200, 21.5);
        await PublishAsync(site, "early", now + 7200, 22.5);
        await PublishAsync(site, "right", now, 23.5);
        await PublishAsync(site, "jumping", now - 3600, 24.5);
        await PublishAsync(site, "jumping", now, 25.5);
        await site.Broker.PublishAsync("roomguard/1/hq/early/state", site.Scratch.Write("state", $$"""{"online":true,"at":"{{DateTimeOffset.FromUnixTimeSeconds(now + 7200):O}}"}"""));

        await site.UntilAsync(async () => Math.Abs(await site.MetricAsync("roomguard_agent_clock_offset_seconds", "agent=\"late\"") + 7200) < 60, "the clock that is behind is named");
        await site.UntilAsync(async () => Math.Abs(await site.MetricAsync("roomguard_agent_clock_offset_seconds", "agent=\"early\"") - 7200) < 60, "the clock that is ahead is named");
        await site.UntilAsync(async () => await site.MetricAsync("roomguard_ingest_samples_total") == 4, "what can be kept is stored");
        Assert.Equal(1, await site.MetricAsync("roomguard_ingest_refused_total", "reason=\"time_future\""));
        Assert.Equal(0, await site.MetricAsync("roomguard_agent_clock_offset_seconds", "agent=\"right\""));
        Assert.Equal(0, await site.MetricAsync("roomguard_agent_clock_offset_seconds", "agent=\"jumping\""));
        var point = (await site.JsonAsync("api/v1/rooms/hq/srv-1")).GetProperty("points").EnumerateArray().Single(point => point.GetProperty("point").GetString()!.Contains("/p-jumping/", StringComparison.Ordinal));
        Assert.Equal(25.5, point.GetProperty("value").GetDouble());
    }

    private static async Task<PlainCentre> StartAsync()
    {
        var site = await PlainCentre.PrepareAsync();
        site.WriteSettings();
        await site.StartReadyAsync();
        return site;
    }

    private static Task PublishAsync(PlainCentre site, string agent, long at, double value) => site.Broker.PublishAsync(
        $"roomguard/1/hq/{agent}/live",
        site.Scratch.Write($"pack-{Guid.NewGuid():N}", string.Create(CultureInfo.InvariantCulture, $$"""[{"n":"hq/srv-1/p-{{agent}}/env.temp","t":{{at}},"v":{{value}}}]""")));

    private static string Birth(string agent, string room, int point) => string.Create(CultureInfo.InvariantCulture, $$"""{"agent":"{{agent}}","software":"x","boot":"b","started":"2026-01-01T00:00:00Z","points":[{"n":"p-{{point}}/env.temp","room":"{{room}}","equipment":"p-{{point}}","signal":"env.temp","u":"Cel","period":10,"source":"x"}]}""");

    private static async Task<int> PointsAsync(PlainCentre site, string room, string start) =>
        (await site.JsonAsync($"api/v1/rooms/hq/{room}")).GetProperty("points").EnumerateArray().Count(point => point.GetProperty("point").GetString()!.StartsWith($"hq/{room}/{start}", StringComparison.Ordinal));

    private static long Memory(PlainCentre site)
    {
        using var process = Process.GetProcessById(site.Process!.Id);
        return process.WorkingSet64 / (1024 * 1024);
    }
}
