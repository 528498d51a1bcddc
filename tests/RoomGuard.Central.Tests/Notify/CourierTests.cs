using System.Collections.Concurrent;
using RoomGuard.Central.Notify;
using RoomGuard.Central.Running;
using RoomGuard.Central.Store;
using RoomGuard.Central.Tests.Parts;
using RoomGuard.Contract.Signals;
using RoomGuard.Rooms;
using RoomGuard.Rooms.Alarms;
using RoomGuard.Rooms.State;
using RoomGuard.Testing;

namespace RoomGuard.Central.Tests.Notify;

public sealed class CourierTests : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private readonly TestMeters _meters = new();
    private readonly KeptLog<Courier> _log = new();
    private readonly Bell _bell = new();
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _running = [];
    private StateFile _file = null!;
    private StateStore _store = null!;
    private StateGate _gate = null!;
    private StateCommitter _committer = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _file = new StateFile(_scratch.Path("state.db"));
        await _file.PrepareAsync(Stop);
        _store = new StateStore(_file, ["x-1"]);
        _gate = new StateGate(_file, null!, new KeptLog<StateGate>());
        _gate.MarkReady();
        _committer = new StateCommitter(_store, _gate, _bell, _meters.Central);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _end.Dispose();
        _committer.Dispose();
        _gate.Dispose();
        _meters.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Messages_are_delivered_in_their_order_each_once()
    {
        var channel = new Script();
        Start(channel);
        await RaiseAsync("0000000000000001", "0000000000000002");
        await RaiseAsync("0000000000000003");
        await CentralSite.UntilAsync(async () => _meters["roomguard.notifications/x-1/delivered"] == 3 && await new Outbox(_file, "x-1").PeekAsync(Stop) is null, "three messages");

        Assert.Equal(["0000000000000001", "0000000000000002", "0000000000000003"], channel.Sent.Select(id => id[..16]));
        Assert.Equal(3, _meters["roomguard.notifications/x-1/delivered"]);
        Assert.Null(await new Outbox(_file, "x-1").PeekAsync(Stop));
    }

    [Fact]
    public async Task What_stands_is_told_before_what_is_over_the_urgent_first_and_each_alarm_in_its_order()
    {
        AlarmChanged Of(string id, AlarmPriority priority, Telling telling) => new(Given.Leak(id: id) with { Priority = priority }, null, telling);
        await CommitAsync(
            Of("000000000000000a", AlarmPriority.Warning, Telling.Raised),
            Of("000000000000000a", AlarmPriority.Warning, Telling.Returned),
            Of("000000000000000b", AlarmPriority.Warning, Telling.Raised),
            Of("000000000000000c", AlarmPriority.Critical, Telling.Raised),
            Of("000000000000000c", AlarmPriority.Critical, Telling.Returned),
            Of("000000000000000c", AlarmPriority.Critical, Telling.Unshelved));
        var channel = new Script();
        Start(channel);
        await CentralSite.UntilAsync(() => Task.FromResult(channel.Sent.Count == 6), "six messages");

        Assert.Equal(["c raised", "a raised", "b raised", "c returned", "c unshelved", "a returned"], channel.Sent.Select(id => $"{id[15]} {id[17..].Split('.')[0]}"));
    }

    [Fact]
    public async Task A_channel_that_fails_is_tried_again_and_said_once()
    {
        var channel = new Script(Delivery.Later("away"), Delivery.Later("still away"), Delivery.Taken);
        Start(channel);
        await RaiseAsync("0000000000000001");
        await CentralSite.UntilAsync(() => Task.FromResult(channel.Sent.Count == 3 && _log.Lines.Count == 3), "three tries");

        Assert.Single(channel.Sent.Distinct());
        Assert.Contains("Channel x-1 does not deliver: away", _log.Lines.First(), StringComparison.Ordinal);
        Assert.Contains("delivers again after", _log.Lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_refused_for_good_does_not_hold_up_the_next()
    {
        var channel = new Script(Delivery.Never("550 no such user"), Delivery.Taken);
        Start(channel);
        await RaiseAsync("0000000000000001", "0000000000000002");
        await CentralSite.UntilAsync(() => Task.FromResult(_meters["roomguard.notifications/x-1/delivered"] == 1), "the second message");

        Assert.Equal(2, channel.Sent.Count);
        Assert.Equal(1, _meters["roomguard.notifications/x-1/refused"]);
        await using var context = _file.CreateDbContext();
        Assert.Equal("550 no such user", context.Notifications.Single(row => row.GivenUpAt != null).LastError);
    }

    [Fact]
    public async Task What_was_delivered_before_a_restart_is_not_delivered_after_it()
    {
        var before = new Script();
        Start(before);
        await RaiseAsync("0000000000000001");
        await CentralSite.UntilAsync(() => Task.FromResult(_meters["roomguard.notifications/x-1/delivered"] == 1), "the message is noted");
        await StopAsync();

        using var again = new CancellationTokenSource();
        var after = new Script();
        var running = Make(after).RunAsync(again.Token);
        await RaiseAsync("0000000000000001", "0000000000000002");
        await CentralSite.UntilAsync(() => Task.FromResult(after.Sent.Count == 1), "only the new message");
        await Task.Delay(100, Stop);
        Assert.StartsWith("0000000000000002", Assert.Single(after.Sent), StringComparison.Ordinal);
        await again.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private void Start(Script channel) => _running.Add(Make(channel).RunAsync(_end.Token));

    private Courier Make(Script channel) => new(
        channel,
        Language.En,
        new NotificationWriter(Given.Book, NotificationWords.All),
        new CourierParts(id => new Outbox(_file, id), _gate, _committer, _bell, _meters.Central, TimeProvider.System),
        _log);

    private async Task StopAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RaiseAsync(params string[] ids)
    {
        await CommitAsync([.. ids.Select(id => new AlarmChanged(Given.Leak(id: id), null, Telling.Raised))]);
    }

    private async Task CommitAsync(params RoomEffect[] effects)
    {
        await _store.CommitAsync(new StateChange(Given.Noon) { Rooms = [new RoomChange("hq/srv-1", RoomState.New(Given.ServerRoom, Given.Noon), effects)] }, Stop);
        _bell.Ring();
    }

    /// <summary>A channel that answers from a list, then takes everything.</summary>
    private sealed class Script(params Delivery[] answers) : INotificationChannel
    {
        private readonly ConcurrentQueue<Delivery> _answers = new(answers);

        public string Id => "x-1";

        public ConcurrentQueue<string> Sent { get; } = new();

        public Task<Delivery> DeliverAsync(NotificationText text, CancellationToken stop)
        {
            Sent.Enqueue(text.MessageId);
            return Task.FromResult(_answers.TryDequeue(out var answer) ? answer : Delivery.Taken);
        }
    }
}
