using System.Globalization;
using RoomGuard.Central.Alarms;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Cluster;
using RoomGuard.Central.Journals;
using RoomGuard.Central.Options;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Store;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Cluster;

/// <summary>Two centres on one PostgreSQL and one mosquitto, in one process; <c>psql</c> is the witness.</summary>
public sealed class SharedCentreTests : IAsyncLifetime
{
    private static readonly string[] Rooms = [.. Enumerable.Range(1, 40).Select(number => string.Create(CultureInfo.InvariantCulture, $"r-{number:00}"))];

    private readonly Scratch _scratch = new();
    private PostgresServer _postgres = null!;
    private Mosquitto _broker = null!;
    private HttpSink _hook = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        _broker = await Mosquitto.StartAsync();
        _hook = new HttpSink();
    }

    public async ValueTask DisposeAsync()
    {
        await _hook.DisposeAsync();
        await _broker.DisposeAsync();
        await _postgres.DisposeAsync();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Rooms_spread_over_the_machines_and_come_back_when_one_goes()
    {
        await using var a = await StartAsync("a");
        Assert.Equal(Rooms.Length, Local(a).Count);
        var b = await StartAsync("b");
        await CentralSite.UntilAsync(() => Task.FromResult(Local(a).Count + Local(b).Count == Rooms.Length && Local(b).Count > 5 && Local(a).Count > 5), "each machine has its share");

        // Whoever hears a pack, the owner of its room gets it, and both boards show it.
        await PublishAsync(wet: true);
        foreach (var site in new[] { a, b })
        {
            await CentralSite.UntilAsync(() => Task.FromResult(Rooms.All(room => site.Board.Find("hq", room)!.State.Alarms.Count == 1)), "every room has its alarm on both boards");
        }

        var remote = Rooms.First(room => !Local(a).Contains($"hq/{room}"));
        Assert.True(await a.Board.AcknowledgeAsync(a.Board.Find("hq", remote)!.State.Alarms.Keys.Single(), new Actor("Aigerim"), Stop));
        await CentralSite.UntilAsync(() => Task.FromResult(b.Board.Find("hq", remote)!.State.Alarms.Values.Single().State == AlarmCondition.Acknowledged), "what a person does here happens there");

        await b.DisposeAsync();
        await CentralSite.UntilAsync(() => Task.FromResult(Local(a).Count == Rooms.Length), "all rooms are back");
        await PublishAsync(wet: false);
        await CentralSite.UntilAsync(() => Task.FromResult(Rooms.All(room => a.Board.Find("hq", room)!.State.Alarms.Values.All(alarm => !alarm.IsActive))), "every leak is over");
        await CentralSite.UntilAsync(() => Task.FromResult(_hook.Posts.Count >= 2 * Rooms.Length), "everybody was told of beginning and end");

        await Task.Delay(TimeSpan.FromSeconds(1), Stop);
        Assert.Equal(2 * Rooms.Length, _hook.Posts.Select(post => post.Key).Distinct().Count());
        Assert.Equal(2 * Rooms.Length, _hook.Posts.Count);
        Assert.Equal(Rooms.Length.ToString(CultureInfo.InvariantCulture), await _postgres.QueryAsync("SELECT count(*) FROM alarm"));
        Assert.Equal("t", await _postgres.QueryAsync("SELECT count(*) = max(\"No\") AND count(*) >= 80 FROM journal WHERE \"Journal\" = '35.1'"));
        Assert.Empty(await a.Get<JournalLedger>().VerifyAsync("35.1", Stop));
    }

    [Fact]
    public async Task A_journal_in_PostgreSQL_cannot_be_rewritten_and_a_later_schema_is_left_alone()
    {
        await using (var a = await StartAsync("a"))
        {
            await PublishAsync(wet: true);
            await CentralSite.UntilAsync(async () => (await a.Get<AlarmLedger>().ReadAsync(new AlarmQuery(), Stop)).Items.Count == Rooms.Length, "every leak is in the ledger");
            await a.Get<AuditTrail>().WriteAsync(new AuditEvent(Actor.Centre("test"), "site.reload", "site.yaml"), Stop);
        }

        foreach (var sql in new[] { "UPDATE journal SET \"Content\" = ''", "DELETE FROM journal", "TRUNCATE journal", "UPDATE audit SET \"Who\" = 'nobody'", "DELETE FROM audit", "TRUNCATE audit" })
        {
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => _postgres.QueryAsync(sql));
            Assert.Contains("never changed or deleted", refused.Message, StringComparison.Ordinal);
        }

        await _postgres.QueryAsync("UPDATE roomguard_schema SET version = 99");
        var server = new StateServer(new Secret(_postgres.Connection), new DataFolder(_scratch.Path("data")));
        var mismatch = await Assert.ThrowsAsync<SchemaMismatchException>(() => server.PrepareAsync(Stop));
        Assert.Equal(99, mismatch.Version);
    }

    [Fact]
    public async Task Machines_with_different_site_models_say_so_and_a_room_that_only_one_knows_stops_nobody()
    {
        await using var a = await StartAsync("a");
        await using var b = await StartAsync("b", Rooms[..^1]);
        await CentralSite.UntilAsync(() => Task.FromResult(a.Get<SiteBook>().Others is ["b"] && b.Get<SiteBook>().Others is ["a"]), "each names the other");
        using var ready = await a.Http.GetAsync(new Uri("readyz", UriKind.Relative), Stop);
        Assert.True(ready.IsSuccessStatusCode);
        Assert.Contains("another site model", await ready.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        await PublishAsync(wet: true);
        await CentralSite.UntilAsync(() => Task.FromResult(Rooms[..^1].All(room => a.Board.Find("hq", room)!.State.Alarms.Count == 1)), "every room that both know has its alarm");

        b.Get<SiteBook>().Put(a.Get<SiteBook>().Current, Given.Noon);
        await CentralSite.UntilAsync(() => Task.FromResult(a.Get<SiteBook>().Others.Count + b.Get<SiteBook>().Others.Count == 0), "they say the same");
    }

    private static LocalRooms Local(CentralSite site) => site.Get<RoomSilo>().Local;

    private Task<CentralSite> StartAsync(string silo, string[]? rooms = null) => CentralSite.StartAsync(
        options => options with
        {
            Cluster = new ClusterOptions { Postgres = new Secret(_postgres.Connection), Silo = silo },
            Broker = options.Broker with { Share = "centre" },
            Channels = [new WebhookOptions("webhook-1", Language.En) { Url = _hook.Url }],
            Sites = [Given.Site with { Rooms = [.. (rooms ?? Rooms).Select(room => new RoomDefinition("hq", room, RoomType.Server, LocalText.Same(room)))] }],
        },
        _broker);

    // The end is as long ago as a leak must be gone before its alarm returns, and confirmed now.
    private async Task PublishAsync(bool wet)
    {
        foreach (var room in Rooms)
        {
            foreach (var (ago, state) in wet ? new[] { (170.0, "true") } : [(150.0, "false"), (1.0, "false")])
            {
                var pack = _scratch.Write($"{Guid.NewGuid():N}.json", $$"""[{"n":"hq/{{room}}/leak-1/leak.wet","t":{{CentralSite.Ago(ago)}},"vb":{{state}}}]""");
                await _broker.PublishAsync("roomguard/1/hq/node-1/live", pack);
            }
        }
    }
}
