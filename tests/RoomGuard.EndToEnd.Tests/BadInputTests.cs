using System.Globalization;
using RoomGuard.EndToEnd.Tests.Parts;

namespace RoomGuard.EndToEnd.Tests;

/// <summary>What strangers and broken agents send is counted by reason, and the stream goes on.</summary>
[Collection(OneRealSite.Name)]
public sealed class BadInputTests(SharedSite shared)
{
    private RealSite Site => shared.Site;

    public static TheoryData<string, string, string> Broken => new()
    {
        { "roomguard/1/hq/bad/live", "[{\"n\":", "not_senml" },
        { "roomguard/1/hq/bad/live", "[{\"bn\":\"hq/srv-1/\",\"n\":\"p/env.temp\",\"v\":NaN}]", "not_senml" },
        { "roomguard/1/hq/bad/live", "[{\"bn\":\"hq/nowhere/\",\"n\":\"p/env.temp\",\"v\":1}]", "unknown_room" },
        { "roomguard/1/hq/bad/live", "[{\"bn\":\"other/srv-1/\",\"n\":\"p/env.temp\",\"v\":1}]", "foreign_site" },
        { "roomguard/1/hq/bad/live", "[{\"bn\":\"hq/srv-1/\",\"bt\":500000000,\"n\":\"p/env.temp\",\"v\":1}]", "time_past" },
        { "roomguard/1/hq/bad/live", "[{\"bn\":\"hq/srv-1/\",\"bt\":4102444800,\"n\":\"p/env.temp\",\"v\":1}]", "time_future" },
        { "roomguard/1/hq/bad/live", "[{\"bn\":\"hq/srv-1/\",\"n\":\"p/env.temp\",\"v\":1e999}]", "not_finite" },
        { "roomguard/1/hq/bad/live", "[{\"bn\":\"hq/srv-1/\",\"n\":\"p/env.mood\",\"v\":1}]", "unknown_signal" },
        { "roomguard/1/hq/bad/birth", "{}", "malformed" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_broken_message_is_counted_by_its_reason(string topic, string payload, string reason) =>
        await AssertCountedAsync(topic, Site.Scratch.Write($"bad-{Guid.NewGuid():N}", payload), reason);

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_are_counted()
    {
        var file = Site.Scratch.Path("not-utf8");
        await File.WriteAllBytesAsync(file, [0x5B, 0xC3, 0x28, 0xFF, 0xFE, 0x5D]);
        await AssertCountedAsync("roomguard/1/hq/bad/live", file, "not_utf8");
    }

    [Fact]
    public async Task A_payload_that_is_too_large_is_counted()
    {
        var file = Site.Scratch.Path("too-large");
        await File.WriteAllBytesAsync(file, new byte[400 * 1024]);
        await AssertCountedAsync("roomguard/1/hq/bad/live", file, "too_large");
    }

    [Fact]
    public async Task Foreign_topics_and_broken_packs_do_not_harm_the_stream()
    {
        var file = Site.Scratch.Write("foreign", "hello");
        foreach (var topic in new[] { "zigbee2mqtt/plug", "roomguard/2/hq/node-1/live", "roomguard/1/hq/node-1/unknown", "roomguard/1/HQ/node-1/live" })
        {
            await Site.Broker.PublishAsync(topic, file);
        }

        var before = await Site.MetricAsync("roomguard_ingest_samples_total");
        await Site.UntilAsync(async () => await Site.MetricAsync("roomguard_ingest_samples_total") > before, "samples keep coming");
        Assert.False(Site.Central!.HasExited);
    }

    [Fact]
    public async Task The_same_fault_again_and_again_is_logged_once()
    {
        var file = Site.Scratch.Write("again", "[{\"bn\":\"hq/srv-1/\",\"n\":\"p/env.temp\",\"u\":\"K\",\"v\":300}]");
        var before = await Site.MetricAsync("roomguard_ingest_refused_total", "wrong_unit");
        for (var i = 0; i < 5; i++)
        {
            await Site.Broker.PublishAsync("roomguard/1/hq/bad/live", file);
        }

        await Site.UntilAsync(async () => await Site.MetricAsync("roomguard_ingest_refused_total", "wrong_unit") >= before + 5, "five refusals are counted");
        Assert.Equal(1, Site.Central!.Output.Split('\n').Count(line => line.Contains("wrong_unit", StringComparison.Ordinal)));
    }

    private async Task AssertCountedAsync(string topic, string file, string reason)
    {
        var before = await Site.MetricAsync("roomguard_ingest_refused_total", $"\"{reason}\"");
        await Site.Broker.PublishAsync(topic, file);
        await Site.UntilAsync(async () => await Site.MetricAsync("roomguard_ingest_refused_total", $"\"{reason}\"") > before, string.Create(CultureInfo.InvariantCulture, $"{reason} is counted above {before}"));
    }
}
