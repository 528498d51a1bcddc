using System.Text.Json;
using RoomGuard.EndToEnd.Tests.Parts;
using RoomGuard.Testing;

namespace RoomGuard.EndToEnd.Tests;

/// <summary>A centre that is killed: its will says so at once, and the agents after a while, to whoever else hears the broker.</summary>
public sealed class CentreSilenceTests
{
    [Fact]
    public async Task An_agent_says_once_that_the_centre_is_gone_and_once_that_it_is_back()
    {
        await using var site = await RealSite.StartAsync([]);
        await using var live = site.Broker.Subscribe("roomguard/1/hq/node-1/live", "-F", "%p");
        await using var centre = site.Broker.Subscribe("roomguard/1/hq/centre", "-F", "%p");
        await site.UntilAsync(() => Task.FromResult(Said(live).LastOrDefault() == true), "the agent hears the centre");
        await site.UntilAsync(() => Task.FromResult(centre.Output.Contains("\"online\":true", StringComparison.Ordinal)), "the centre says that it is there");

        await site.KillCentralAsync();
        await site.UntilAsync(() => Task.FromResult(centre.Output.Split('\n')[^1].Contains("\"online\":false", StringComparison.Ordinal)), "the broker says the centre's will");
        await site.UntilAsync(() => Task.FromResult(Said(live).LastOrDefault() == false), "the agent says that the centre is gone");
        await site.StartCentralAsync();
        await site.UntilAsync(() => Task.FromResult(Said(live).LastOrDefault() == true), "the agent says that the centre is back");
        Assert.Equal(1, site.Agent!.Output.Split('\n').Count(line => line.Contains("The centre has said nothing for", StringComparison.Ordinal)));
        Assert.Equal(1, site.Agent.Output.Split('\n').Count(line => line.Contains("The centre is heard again", StringComparison.Ordinal)));

        // What it said meanwhile is in the series, for whoever asks later how long nobody watched.
        await site.UntilAsync(async () => (await site.Influx.ExecuteAsync("SELECT count(v) FROM \"agent.centre_online\" WHERE v = 0")).Contains("agent.centre_online", StringComparison.Ordinal), "the silence is in InfluxDB");
    }

    private static List<bool?> Said(RealProcess live) =>
    [
        .. live.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(pack => JsonDocument.Parse(pack).RootElement.EnumerateArray())
            .Where(record => record.TryGetProperty("n", out var name) && name.GetString()!.EndsWith("/agent.centre_online", StringComparison.Ordinal))
            .Select(record => (bool?)record.GetProperty("vb").GetBoolean()),
    ];
}
