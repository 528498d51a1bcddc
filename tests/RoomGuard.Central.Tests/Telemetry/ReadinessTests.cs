using System.Text.Json;
using RoomGuard.Central.Options;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Signals;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Telemetry;

/// <summary><c>/readyz</c> beside real servers that go and come back.</summary>
public sealed class ReadinessTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_centre_that_works_says_so_of_every_part()
    {
        await using var site = await CentralSite.StartAsync();
        await CentralSite.UntilAsync(async () => (await ReadyAsync(site)).Status == 200, "the centre is ready");

        var (_, root) = await ReadyAsync(site);
        Assert.Equal("ok", root.GetProperty("status").GetString());
        Assert.Equal(["database", "rooms", "broker", "series", "spool", "ingest", "loops", "site", "points"], root.GetProperty("parts").EnumerateObject().Select(part => part.Name));
        foreach (var part in root.GetProperty("parts").EnumerateObject())
        {
            Assert.Equal("ok", part.Value.GetProperty("status").GetString());
            Assert.InRange(TimeProvider.System.GetUtcNow() - part.Value.GetProperty("since").GetDateTimeOffset(), TimeSpan.Zero, TimeSpan.FromMinutes(5));
            Assert.False(part.Value.TryGetProperty("why", out _));
        }
    }

    [Fact]
    public async Task A_broker_that_is_gone_is_named_with_its_place_and_since_when()
    {
        await using var site = await CentralSite.StartAsync();
        var before = TimeProvider.System.GetUtcNow();
        await site.Broker.KillAsync();
        var part = await UntilAsync(site, "broker", isWell: false);

        Assert.Equal(503, (await ReadyAsync(site)).Status);
        Assert.Contains($"The broker 127.0.0.1:{site.Broker.Port} is away: ", part.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Contains("section \"mqtt\"", part.GetProperty("check").GetString(), StringComparison.Ordinal);
        Assert.InRange(part.GetProperty("since").GetDateTimeOffset(), before, TimeProvider.System.GetUtcNow());
        await site.Broker.StartAgainAsync();
        await site.UntilReadyAsync();
        Assert.True((await UntilAsync(site, "broker", isWell: true)).GetProperty("since").GetDateTimeOffset() > part.GetProperty("since").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_series_store_that_is_gone_is_named_and_with_no_room_on_the_disk_also_that_nothing_is_stored()
    {
        await using var influx = await InfluxServer.StartAsync();
        await using var site = await CentralSite.StartAsync(options => options with
        {
            Series = new SeriesOptions
            {
                Influx = new InfluxOptions { Url = influx.Url, User = InfluxServer.User, Password = new Secret(InfluxServer.Password) },
                Spool = new SpoolOptions { MaxMegabytes = 0 },
            },
        });
        await influx.KillAsync();
        await site.PublishAsync($$"""[{"n":"hq/srv-1/probe-1/env.temp","t":{{CentralSite.Ago(1)}},"v":21.5}]""", 1);

        var part = await UntilAsync(site, "series", isWell: false);
        Assert.Contains("does not answer", part.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.False(part.GetProperty("isNeeded").GetBoolean());
        Assert.DoesNotContain(InfluxServer.Password, part.GetRawText(), StringComparison.Ordinal);
        var spool = await UntilAsync(site, "spool", isWell: false);
        Assert.Contains("cannot be kept on the disk either", spool.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Contains("series.spool", spool.GetProperty("check").GetString(), StringComparison.Ordinal);
        var ingest = await UntilAsync(site, "ingest", isWell: false);
        Assert.Contains("Nothing of it is acknowledged", ingest.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Equal(503, (await ReadyAsync(site)).Status);
        await influx.StartAgainAsync();
        await site.UntilReadyAsync();
        Assert.Equal([21.5], (await site.SeriesAsync("probe-1/env.temp")).Select(point => point.Number));
    }

    [Fact]
    public async Task A_channel_that_does_not_deliver_is_named_and_the_centre_stays_ready()
    {
        var port = Ports.FreeTcp();
        await using var site = await CentralSite.StartAsync(options => options with
        {
            Channels = [new SmtpOptions("smtp-1", Language.Kk) { Host = "127.0.0.1", Port = port, Security = SmtpSecurity.None, From = "rg@example.org", To = ["duty@example.org"] }],
        });
        await site.PublishAsync($$"""[{"n":"hq/srv-1/leak-1/leak.wet","t":{{CentralSite.Ago(60)}},"vb":true}]""", 1);

        var part = await UntilAsync(site, "channel smtp-1", isWell: false);
        Assert.False(part.GetProperty("isNeeded").GetBoolean());
        Assert.Equal(200, (await ReadyAsync(site)).Status);
    }

    private static async Task<JsonElement> UntilAsync(CentralSite site, string part, bool isWell)
    {
        var found = default(JsonElement);
        await CentralSite.UntilAsync(
            async () =>
            {
                found = (await ReadyAsync(site)).Root.GetProperty("parts").GetProperty(part);
                return (found.GetProperty("status").GetString() == "ok") == isWell;
            },
            $"{part} is {(isWell ? "ok" : "not ok")}");
        return found;
    }

    private static async Task<(int Status, JsonElement Root)> ReadyAsync(CentralSite site)
    {
        using var answer = await site.Http.GetAsync(new Uri("readyz", UriKind.Relative), Stop);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        return ((int)answer.StatusCode, document.RootElement.Clone());
    }
}
