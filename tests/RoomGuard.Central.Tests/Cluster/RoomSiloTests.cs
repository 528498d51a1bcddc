using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Central.Alarms;
using RoomGuard.Central.Audit;
using RoomGuard.Central.Cluster;
using RoomGuard.Central.Ingest;
using RoomGuard.Central.Options;
using RoomGuard.Central.Rooms;
using RoomGuard.Central.Running;
using RoomGuard.Central.Sites;
using RoomGuard.Central.Store;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Messages;
using RoomGuard.Contract.Samples;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.Clauses;
using RoomGuard.Rooms.Windows;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Cluster;

public sealed class RoomSiloTests : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private readonly FakeTimeProvider _clock = new(Given.Noon);
    private readonly KeptLog<StateGate> _log = new();
    private readonly CancellationTokenSource _end = new();
    private readonly TestMeters _meters = new();
    private RoomBoard _board = null!;
    private StateFile _file = null!;
    private StateCommitter _committer = null!;
    private RoomSilo _silo = null!;
    private NewsRouter _router = null!;
    private Task _running = Task.CompletedTask;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _board = new RoomBoard(Given.Site.Rooms, Given.Noon);
        _file = new StateFile(_scratch.Path("state.db"));
        var gate = new StateGate(_file, new Lifetime(), _log);
        var store = new StateStore(_file, ["x-1"]);
        var options = new CentralOptions { Folder = _scratch.Folder, Broker = new BrokerOptions(), Sites = [Given.Site] };
        _committer = new StateCommitter(store, gate, new Bell(), _meters.Central);
        _silo = new RoomSilo(options, store, _committer, gate, _board, new SiteBook(options.Model, Given.Noon), new ReceiptLoop(new MqttLink(options.Broker, "nobody", [], new Inflow(), NullLogger<MqttLink>.Instance)), _clock, NullLoggerFactory.Instance);
        _router = new NewsRouter(_silo, _meters.Central, NullLogger<NewsRouter>.Instance);
        var warden = new RoomWarden(_silo, new ClusterSeat(), _board, gate, new Bell(), _clock, NullLogger<RoomWarden>.Instance);
        var dispatcher = new RoomDispatcher(_board, _silo, store, gate, NullLogger<RoomDispatcher>.Instance);
        _running = Task.WhenAll(warden.RunAsync(_end.Token), dispatcher.RunAsync(_end.Token));
        await gate.Ready.WaitAsync(Stop);

        // A room's first verdicts are stored like any change: here they are, before a test takes the database away.
        await TickAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
        _committer.Dispose();
        _meters.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Time_alone_makes_a_silent_point_stale_and_an_alarm()
    {
        await DoAsync(new BirthNews("hq", "node-1", "b-1", [new BirthPoint("probe-1/env.temp", "srv-1", "probe-1", "env.temp", "Cel", 10, "hwmon")]), Seen("probe-1/env.temp", Reading.Of(21.5)));
        for (var minute = 0; minute < 20; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await TickAsync();
        }

        Assert.True(_board.Find("hq", "srv-1")!.State.Points["probe-1/env.temp"].IsStale);
        Assert.NotEmpty(await AlarmsAsync());
    }

    [Fact]
    public async Task Samples_go_to_their_rooms_and_nowhere_else()
    {
        var elsewhere = new Sample(Given.Point("x/env.temp") with { Room = "xc-1" }, Given.Noon, Reading.Of(1.0));
        await DoAsync(new SamplesNews("hq", "node-1", [Given.Sample("probe-1/env.temp", Reading.Of(21.5)), elsewhere], 0));

        Assert.Equal(["probe-1/env.temp"], _board.Find("hq", "srv-1")!.State.Points.Keys);
        Assert.Equal(["x/env.temp"], _board.Find("hq", "xc-1")!.State.Points.Keys);
    }

    [Fact]
    public async Task What_somebody_attests_is_kept_and_judged()
    {
        var attestation = new Attestation { Id = "a-1", Item = "163.4", Statement = AttestationStatement.Present, Signer = "Aigerim", At = Given.Noon };

        Assert.True(await _board.AttestAsync("hq", "srv-1", attestation, new Actor("Aigerim"), Stop));
        Assert.False(await _board.AttestAsync("hq", "attic", attestation, new Actor("Aigerim"), Stop));
        Assert.NotEqual(VerdictState.Unknown, _board.Find("hq", "srv-1")!.State.Verdicts["163.4"].State);
        await using var context = _file.CreateDbContext();
        Assert.Contains("Aigerim", Assert.Single(context.Attestations).Content, StringComparison.Ordinal);
        Assert.Contains(context.Verdicts, verdict => verdict.Item == "163.4" && verdict.Evidence.Contains("a-1"));
    }

    [Fact]
    public async Task While_the_database_fails_nothing_is_shown_and_afterwards_everything_is_there()
    {
        // A room that begins is stored; what is stored waits in one line.
        await DoAsync(new SamplesNews("hq", "node-1", [new Sample(Given.Point("probe-1/env.temp") with { Room = "xc-1" }, Given.Noon.AddSeconds(-10), Reading.Of(19.0))], 0));
        await Sqlite3Async("CREATE TRIGGER full BEFORE INSERT ON alarm BEGIN SELECT RAISE(ABORT, 'disk full'); END;");
        var leak = DoAsync(Seen("leak-1/leak.wet", Reading.Of(true)));
        await CentralSite.UntilAsync(() => Task.FromResult(!_log.Lines.IsEmpty), "the failure is said");

        Assert.False(leak.IsCompleted);
        Assert.Empty(_board.Find("hq", "srv-1")!.State.Alarms);
        await Sqlite3Async("DROP TRIGGER full;");
        await leak;
        Assert.Single(_board.Find("hq", "srv-1")!.State.Alarms);
        Assert.Equal(AlarmCondition.Unacknowledged, Assert.Single(await AlarmsAsync()).Alarm.State);
        Assert.Equal(2, _log.Lines.Count);
        Assert.Contains("disk full", _log.Lines.First(), StringComparison.Ordinal);
        Assert.Contains("took the change of hq/srv-1 after", _log.Lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_room_that_waits_for_the_database_holds_up_its_own_samples_and_no_other_rooms()
    {
        await Sqlite3Async("CREATE TRIGGER full BEFORE INSERT ON alarm BEGIN SELECT RAISE(ABORT, 'disk full'); END;");
        var leak = DoAsync(Seen("leak-1/leak.wet", Reading.Of(true)));
        var later = DoAsync(Seen("probe-1/env.temp", Reading.Of(21.5)));
        await CentralSite.UntilAsync(() => Task.FromResult(!_log.Lines.IsEmpty), "the refusal is said");
        await DoAsync(new SamplesNews("hq", "node-1", [new Sample(Given.Point("probe-1/env.temp") with { Room = "xc-1" }, Given.Noon, Reading.Of(20.0))], 0))
            .WaitAsync(TimeSpan.FromSeconds(30), Stop);
        await DoAsync(new SamplesNews("hq", "node-1", [new Sample(Given.Point("probe-1/env.temp") with { Room = "xc-1" }, Given.Noon.AddSeconds(1), Reading.Of(20.5))], 0))
            .WaitAsync(TimeSpan.FromSeconds(30), Stop);

        Assert.Equal(Reading.Of(20.5), _board.Find("hq", "xc-1")!.State.Points["probe-1/env.temp"].Last);
        Assert.True(StoredOf("hq/xc-1") > 0);
        Assert.False(leak.IsCompleted || later.IsCompleted);
        Assert.Contains("hq/srv-1", Assert.Single(_log.Lines), StringComparison.Ordinal);
        await Sqlite3Async("DROP TRIGGER full;");
        await Task.WhenAll(leak, later);

        Assert.Equal(["leak-1/leak.wet", "probe-1/env.temp"], _board.Find("hq", "srv-1")!.State.Points.Keys.Order());
        Assert.Contains("took the change of hq/srv-1", _log.Lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_that_goes_is_one_alarm_in_every_room_it_serves_and_none_elsewhere()
    {
        await DoAsync(new BirthNews("hq", "node-1", "b-1", [new BirthPoint("probe-1/env.temp", "srv-1", "probe-1", "env.temp", "Cel", 10, "hwmon")]), new ConnectionNews("hq", "node-1", true));
        await DoAsync(new ConnectionNews("hq", "node-1", false));
        _clock.Advance(TimeSpan.FromMinutes(10));
        await TickAsync();

        Assert.Equal([AlarmRules.AgentOffline], _board.Find("hq", "srv-1")!.State.Alarms.Values.Select(alarm => alarm.Rule));
        Assert.Empty(_board.Find("hq", "xc-1")!.State.Alarms);
    }

    [Fact]
    public async Task What_people_do_to_an_alarm_is_kept_told_when_it_ends_and_in_the_audit_trail()
    {
        await DoAsync(Seen("leak-1/leak.wet", Reading.Of(true)));
        var id = Assert.Single(_board.Find("hq", "srv-1")!.State.Alarms.Keys);
        var shelve = () => _board.ActAsync(new AlarmWork(id, AlarmActionKind.Shelve, new Actor("Aigerim")) { Comment = "the plumber is here", Until = Given.Noon.AddMinutes(10) }, Stop);
        Assert.True(await shelve());
        Assert.True(await shelve());
        Assert.False(await _board.ActAsync(new AlarmWork("0000000000000000", AlarmActionKind.Unshelve, new Actor("Aigerim")), Stop));

        var shelved = Assert.Single(await AlarmsAsync()).Alarm;
        Assert.Equal((AlarmCondition.Shelved, "Aigerim", "the plumber is here", Given.Noon.AddMinutes(10)), (shelved.State, shelved.Hold!.By, shelved.Hold.Comment, shelved.Hold.Until));
        Assert.Equal([AlarmActionKind.Shelve], shelved.Actions.Select(action => action.Kind));
        _clock.Advance(TimeSpan.FromMinutes(10));
        await TickAsync();
        Assert.Equal((AlarmCondition.Unacknowledged, Telling.Unshelved), (Assert.Single(await AlarmsAsync()).Alarm.State, Assert.Single(await AlarmsAsync()).Alarm.Telling));

        await using var context = _file.CreateDbContext();
        Assert.Equal(["raised", "unshelved"], context.Notifications.OrderBy(row => row.Id).AsEnumerable().Select(row => row.Kind.Split('.')[0]));
        var line = Assert.Single(context.Audit);
        Assert.Equal(("Aigerim", "alarm.shelve", id), (line.Who, line.What, line.Subject));
        Assert.Contains("the plumber is here", line.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Maintenance_is_declared_and_ended_through_the_owner_of_the_room()
    {
        var window = new ServiceWindow
        {
            Id = "00000000000000b1",
            Kind = WindowKind.Maintenance,
            From = Given.Noon,
            Until = Given.Noon.AddHours(1),
            By = "Aigerim",
            Comment = "pipes",
            DeclaredAt = Given.Noon,
        };
        Assert.True(await _board.DeclareAsync("hq/srv-1", window, new Actor("Aigerim"), Stop));
        await DoAsync(Seen("leak-1/leak.wet", Reading.Of(true)));
        Assert.Equal((AlarmCondition.SuppressedByDesign, Telling.Maintenance), (Assert.Single(await AlarmsAsync()).Alarm.State, Assert.Single(await AlarmsAsync()).Alarm.Telling));
        await using var context = _file.CreateDbContext();
        Assert.Empty(context.Notifications);

        Assert.False(await _board.EndWindowAsync("hq/srv-1", "00000000000000b2", new Actor("Berik"), Stop));
        Assert.True(await _board.EndWindowAsync("hq/srv-1", window.Id, new Actor("Berik"), Stop));
        Assert.Equal((AlarmCondition.Unacknowledged, "Berik"), (Assert.Single(await AlarmsAsync()).Alarm.State, Assert.Single(_board.Find("hq", "srv-1")!.State.Windows).EndedBy));
        Assert.Equal("raised", Assert.Single(context.Notifications).Kind);
        Assert.Equal(["window.declare", "window.end"], context.Audit.OrderBy(row => row.Id).Select(row => row.What));
    }

    private static SamplesNews Seen(string name, Reading reading) => new("hq", "node-1", [Given.Sample(name, reading)], 0);

    private async Task DoAsync(params AgentNews[] news)
    {
        foreach (var item in news)
        {
            await (item switch
            {
                BirthNews birth => _silo.Agent(birth.Site, birth.Agent).BirthAsync(birth.Boot, [.. birth.Points]).AsTask(),
                ConnectionNews connection => _silo.Agent(connection.Site, connection.Agent).ConnectAsync(connection.IsOnline).AsTask(),
                SamplesNews samples => _router.BringAsync([samples], Stop),
                _ => throw new ArgumentOutOfRangeException(nameof(news), item, "Not a kind of news."),
            });
        }
    }

    private int StoredOf(string room)
    {
        using var context = _file.CreateDbContext();
        return context.Verdicts.Count(row => row.Room == room) + context.Journals.Count(row => row.Room == room) + context.Alarms.Count(row => row.Room == room);
    }

    private async Task TickAsync()
    {
        await _silo.Room("hq/srv-1").TickAsync();
        await _silo.Room("hq/xc-1").TickAsync();
    }

    private async Task<IReadOnlyList<AlarmRecord>> AlarmsAsync() => (await new AlarmLedger(_file).ReadAsync(new AlarmQuery(), Stop)).Items;

    private async Task Sqlite3Async(string sql)
    {
        var (exitCode, output) = await RealProcess.RunAsync(Needs.Program("sqlite3", "sqlite3"), ["-cmd", ".timeout 5000", _file.Path, sql]);
        Assert.True(exitCode == 0, output);
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => throw new InvalidOperationException("Nobody asked for this.");
    }
}
