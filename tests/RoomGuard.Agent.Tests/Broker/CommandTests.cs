using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Agent.Commands;
using RoomGuard.Agent.Polling;
using RoomGuard.Agent.Publishing;
using RoomGuard.Contract.Messages;
using RoomGuard.Devices.Snmp;
using RoomGuard.Snmp;
using RoomGuard.Testing;

namespace RoomGuard.Agent.Tests.Broker;

/// <summary>Orders to an agent: which are carried out, and which never.</summary>
public sealed class CommandTests : IAsyncDisposable
{
    private static readonly ObjectId SpinLock = ObjectId.Parse("1.3.6.1.2.1.33.1.7.2.0");
    private static readonly ObjectId TestId = ObjectId.Parse("1.3.6.1.2.1.33.1.7.1.0");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly SnmpManager _manager = new(TimeProvider.System);
    private readonly List<string> _written = [];
    private readonly SnmpAgent _ups;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];

    public CommandTests()
    {
        var tree = new MibTree();
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.1.2.0"), SnmpValue.Oid(ObjectId.Parse("1.3.6.1.2.1.33.2.3")));
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.33.1.2.4.0"), SnmpValue.Integer(97));
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.33.1.4.1.0"), SnmpValue.Integer(3));
        tree.Add(SpinLock, () => SnmpValue.Integer(4711), value => Write("lock", value));
        tree.Add(TestId, () => SnmpValue.Oid(ObjectId.Parse("1.3.6.1.2.1.33.1.7.7.1")), value => Write("test", value));
        _ups = new SnmpAgent(new IPEndPoint(IPAddress.Loopback, 0), "public", tree) { WriteCommunity = "s3cret-write" };
        _ups.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _manager.DisposeAsync();
        await _ups.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task A_test_that_is_allowed_writes_the_lock_that_was_read_and_then_the_quick_test_once()
    {
        var desk = await DeskAsync(allow: true);
        var answer = await desk.AnswerAsync(Told("a-1"), TestContext.Current.CancellationToken);
        Assert.Equal(("a-1", true), (answer.Id, answer.Ok));
        Assert.Equal(["lock Integer 4711", "test ObjectId 1.3.6.1.2.1.33.1.7.7.4"], _written);

        var again = await desk.AnswerAsync(Told("a-1"), TestContext.Current.CancellationToken);
        Assert.Equal((false, "an order of this id was taken already"), (again.Ok, again.Detail));
        Assert.Equal((2, 1), (_written.Count, (int)desk.Refused));
    }

    [Fact]
    public async Task A_device_of_which_the_settings_do_not_allow_it_is_never_written_to()
    {
        var desk = await DeskAsync(allow: false);
        var answer = await desk.AnswerAsync(Told("a-1"), TestContext.Current.CancellationToken);
        Assert.Equal((false, "the settings of the agent do not allow it (allowTest)"), (answer.Ok, answer.Detail));
        Assert.Empty(_written);
    }

    [Fact]
    public async Task A_credential_that_may_only_read_is_told_so_by_the_devices_silence_or_word()
    {
        var desk = await DeskAsync(allow: true, community: "public");
        var answer = await desk.AnswerAsync(Told("a-1"), TestContext.Current.CancellationToken);
        Assert.False(answer.Ok);
        Assert.Contains(_ups.Endpoint.ToString(), answer.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("public", answer.Detail, StringComparison.Ordinal);
        Assert.Empty(_written);
    }

    [Theory]
    [InlineData("""{"id":"a-1","verb":"gen-start","args":{"equipment":"ups-1","at":"2026-11-22T12:00:00Z"}}""", "knows only the verb ups-test")]
    [InlineData("""{"id":"a-1","verb":"ups-test","args":{"equipment":"ups-9","at":"2026-11-22T12:00:00Z"}}""", "no SNMP device")]
    [InlineData("""{"id":"a-1","verb":"ups-test","args":{"equipment":"ups-1","room":"srv-2","at":"2026-11-22T12:00:00Z"}}""", "no SNMP device")]
    [InlineData("""{"id":"a-1","verb":"ups-test","args":{"equipment":"ups-1"}}""", "args.at must be there")]
    [InlineData("""{"id":"a-1","verb":"ups-test","args":{"at":"2026-11-22T12:00:00Z"}}""", "args.equipment")]
    [InlineData("""{"id":"a-1","verb":"ups-test","args":{"equipment":"ups-1","at":"2026-11-22T11:58:59Z"}}""", "not carried out")]
    [InlineData("""{"id":"a-1","verb":"ups-test","args":{"equipment":"ups-1","at":"2026-11-22T12:01:01Z"}}""", "not carried out")]
    [InlineData("""{"id":"a-1","verb":"ups-test","args":{"equipment":"ups-1","at":"2026-11-22T11:59:29Z"}}""", "before the agent's start")]
    [InlineData("""{"id":"","verb":"ups-test","args":{"equipment":"ups-1","at":"2026-11-22T12:00:00Z"}}""", "no order")]
    [InlineData("""{"id":"a-1","verb":"ups-test","args":{"equipment":7}}""", "no order")]
    [InlineData("hello", "no order")]
    public async Task What_is_anything_else_is_answered_counted_and_not_carried_out(string payload, string because)
    {
        var desk = await DeskAsync(allow: true);
        var answer = await desk.AnswerAsync(new BrokerDelivery("roomguard/1/hq/node-1/command", Encoding.UTF8.GetBytes(payload), IsRetained: false), TestContext.Current.CancellationToken);
        Assert.False(answer.Ok);
        Assert.Contains(because, answer.Detail, StringComparison.Ordinal);
        Assert.Equal(1, desk.Refused);
        Assert.Empty(_written);
    }

    [Fact]
    public async Task What_the_broker_kept_is_never_carried_out_and_its_id_is_not_used_up()
    {
        var desk = await DeskAsync(allow: true);
        var kept = await desk.AnswerAsync(Told("a-1") with { IsRetained = true }, TestContext.Current.CancellationToken);
        Assert.False(kept.Ok);
        Assert.Empty(_written);
        Assert.True((await desk.AnswerAsync(Told("a-1"), TestContext.Current.CancellationToken)).Ok);
    }

    [Fact]
    public async Task A_device_that_has_not_said_what_it_is_is_not_written_to()
    {
        var device = new SnmpDevice(_ups.Endpoint, "public", SnmpDevice.Auto, TimeSpan.FromMilliseconds(500));
        var input = new DeviceInput(new SnmpOptions(device, new InputPlace("hq", "srv-1", "ups-1"), TimeSpan.FromSeconds(10)) { Tester = device with { Community = "s3cret-write" } }, _manager, new SampleFeed(new ClockTrust(_clock), NullLogger<SampleFeed>.Instance), new Roster(), (_clock, NullLoggerFactory.Instance));
        Assert.Equal("the device has not said yet what it is", await input.StartTestAsync(TestContext.Current.CancellationToken));
        Assert.Empty(_written);
    }

    [Fact]
    public async Task Two_devices_of_one_name_need_the_room_to_be_told()
    {
        var desk = await DeskAsync(allow: true, rooms: ["srv-1", "srv-2"]);
        Assert.Contains("args.room", (await desk.AnswerAsync(Told("a-1"), TestContext.Current.CancellationToken)).Detail, StringComparison.Ordinal);
        Assert.True((await desk.AnswerAsync(Told("a-2", "srv-2"), TestContext.Current.CancellationToken)).Ok);
    }

    [Fact]
    public async Task Through_a_real_broker_the_answer_comes_on_the_response_topic()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = broker.Subscribe("roomguard/1/#", "-F", "%j");
        using var folder = new Scratch();
        folder.Write("write.community", "s3cret-write\n");
        var options = AgentOptions.Read(
            folder.Write("agent.json", string.Create(CultureInfo.InvariantCulture, $$"""
                { "site": "hq", "agent": "node-1", "mqtt": { "host": "127.0.0.1", "port": {{broker.Port}} },
                  "snmp": [ { "address": "{{_ups.Endpoint}}", "room": "srv-1", "equipment": "ups-1", "period": "10 min", "allowTest": true, "writeCommunityFile": "write.community" } ] }
                """)),
            out var faults)!;
        Assert.Empty(faults);
        _running.Add(AgentHost.RunAsync(options, TimeProvider.System, NullLoggerFactory.Instance, _stop.Token));
        await AgentRig.UntilAsync(witness, all => all.Any(message => message.Kind == "live" && message.Payload.Contains("ups.battery.charge", StringComparison.Ordinal)), "the first poll");

        var payload = JsonSerializer.Serialize(new { id = "a-1", verb = "ups-test", args = new { equipment = "ups-1", at = TimeProvider.System.GetUtcNow() } });
        Assert.Contains("""{"id":"a-1","ok":true,""", await AskAsync(broker, payload), StringComparison.Ordinal);
        Assert.Contains("""{"id":"a-1","ok":false,"detail":"an order of this id was taken already"}""", await AskAsync(broker, payload), StringComparison.Ordinal);
        Assert.Contains("\"ok\":false", await AskAsync(broker, "nonsense"), StringComparison.Ordinal);
        Assert.Equal(2, _written.Count);
        await AgentRig.UntilAsync(witness, all => all.Count(message => message.Kind == "live" && message.Payload.Contains("ups.battery.charge", StringComparison.Ordinal)) >= 3, "polls in bursts after the test was begun");
    }

    private static async Task<string> AskAsync(Mosquitto broker, string payload)
    {
        string[] words = ["-h", "127.0.0.1", "-p", broker.Port.ToString(CultureInfo.InvariantCulture), "-q", "1", "-W", "15", "-t", "roomguard/1/hq/node-1/command", "-e", "roomguard/1/hq/node-1/answer", "-D", "publish", "correlation-data", "x-1", "-m", payload];
        var (exitCode, output) = await RealProcess.RunAsync(Needs.Program("mosquitto_rr", "mosquitto-clients"), words);
        Assert.True(exitCode == 0, output);
        return output;
    }

    private BrokerDelivery Told(string id, string? room = null) =>
        new("roomguard/1/hq/node-1/command", MessageJson.Write(new Command(id, Command.UpsTest, new CommandArgs("ups-1", _clock.GetUtcNow(), room))), IsRetained: false);

    private async Task<CommandDesk> DeskAsync(bool allow, string community = "s3cret-write", string[]? rooms = null)
    {
        var device = new SnmpDevice(_ups.Endpoint, "public", SnmpDevice.Auto, TimeSpan.FromMilliseconds(500));
        var devices = (rooms ?? ["srv-1"]).Select(room => (Room: room, Feed: new SampleFeed(new ClockTrust(_clock), NullLogger<SampleFeed>.Instance))).Select(one => (one.Feed, Input: new DeviceInput(
            new SnmpOptions(device, new InputPlace("hq", one.Room, "ups-1"), TimeSpan.FromSeconds(10)) { Tester = allow ? device with { Community = community } : null },
            _manager, one.Feed, new Roster(), (_clock, NullLoggerFactory.Instance)))).ToList();
        var desk = new CommandDesk([.. devices.Select(one => one.Input)], _clock.GetUtcNow() - TimeSpan.FromSeconds(30), _clock, NullLogger<CommandDesk>.Instance);
        foreach (var (feed, input) in devices)
        {
            _running.Add(input.RunAsync(_stop.Token));
            await feed.Samples.ReadAsync(TestContext.Current.CancellationToken);
        }

        return desk;
    }

    private SnmpErrorStatus Write(string what, SnmpValue value)
    {
        _written.Add($"{what} {value}");
        return SnmpErrorStatus.NoError;
    }
}
