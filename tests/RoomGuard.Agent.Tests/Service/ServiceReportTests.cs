using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Agent.Polling;
using RoomGuard.Agent.Publishing;
using RoomGuard.Agent.Service;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Sensors;
using RoomGuard.Testing;

namespace RoomGuard.Agent.Tests.Service;

/// <summary>What a service manager hears while loops go on, hang and die.</summary>
public sealed class ServiceReportTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Scratch _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));
    private readonly NotifyListener _manager;
    private readonly NotifySocket _socket;
    private string _status = "fine";

    public ServiceReportTests()
    {
        _manager = new NotifyListener(_folder.Path("notify"));
        _socket = NotifySocket.Open(name => name == "NOTIFY_SOCKET" ? _folder.Path("notify") : name == "WATCHDOG_USEC" ? "30000000" : null)!;
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _manager.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_is_ready_once_when_every_loop_has_turned()
    {
        var (first, second) = (new Beat("one", Patience, _clock), new Beat("two", Patience, _clock));
        var report = Report(first, second);
        report.Look();
        first.Mark();
        report.Look();
        await HeardAsync("WATCHDOG=1", 2);
        Assert.Equal(0, _manager.Count("READY=1"));
        second.Mark();
        report.Look();
        report.Look();
        await HeardAsync("WATCHDOG=1", 4);
        Assert.Equal(1, _manager.Count("READY=1"));
        Assert.Equal(1, _manager.Count("STATUS=fine"));
        _status = "worse\nREADY=1";
        report.Look();
        await HeardAsync("STATUS=worse READY=1", 1);
        Assert.Equal(1, _manager.Count("READY=1"));
    }

    [Fact]
    public async Task While_one_loop_hangs_there_is_no_sign_of_life_and_its_name_is_said()
    {
        var (well, ill) = (new Beat("well", Patience, _clock), new Beat("ill", Patience, _clock));
        var report = Report(well, ill);
        well.Mark();
        ill.Mark();
        report.Look();
        await HeardAsync("WATCHDOG=1", 1);
        _clock.Advance(Patience * 2);
        well.Mark();
        report.Look();
        report.Look();
        await HeardAsync("STATUS=Hangs: ill.", 1);
        Assert.Equal(1, _manager.Count("WATCHDOG=1"));
        ill.Mark();
        report.Look();
        await HeardAsync("WATCHDOG=1", 2);
    }

    [Fact]
    public async Task A_publisher_that_takes_nothing_out_is_late_and_one_without_work_is_not()
    {
        var feed = new SampleFeed(new ClockTrust(_clock), NullLogger<SampleFeed>.Instance);
        using var outbox = new Outbox("boot", 100);
        var publisher = new Publisher(feed, outbox, TimeSpan.FromSeconds(1), _clock, NullLogger<Publisher>.Instance);
        using var stop = new CancellationTokenSource();
        var running = publisher.RunAsync(stop.Token);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.False(publisher.Beat.IsLate);
        await stop.CancelAsync();
        await running;

        // It is dead, and samples keep coming.
        feed.Put(new PointId("hq", "srv-1", "leak-1", "leak.wet"), _clock.GetUtcNow(), Reading.Of(true));
        Assert.False(publisher.Beat.IsLate);
        _clock.Advance(TimeSpan.FromSeconds(22));
        Assert.True(publisher.Beat.IsLate);
    }

    [Fact]
    public async Task A_sensor_that_does_not_answer_is_silent_and_only_one_that_never_comes_back_is_late()
    {
        using var never = new ManualResetEventSlim();
        var feed = new SampleFeed(new ClockTrust(_clock), NullLogger<SampleFeed>.Instance);
        var driver = new SensorDriver("hanging", _ => null, (_, _) => new HangingSensor(never));
        var channel = new SensorChannel("x", "temp1", SignalCatalogue.Find("env.temp")!);
        var input = new SensorInput(new SensorOptions(driver, channel, new InputPlace("hq", "srv-1", "probe-1"), TimeSpan.FromSeconds(10)), "/", feed, _clock, NullLoggerFactory.Instance);
        using var stop = new CancellationTokenSource();
        var running = input.RunAsync(stop.Token);
        var beat = Assert.Single(input.Beats);

        // The wait for one read is in real time: ten seconds, after which it is silent and the loop goes on.
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var silent = await feed.Samples.ReadAsync(deadline.Token);
        Assert.Equal(AbsenceReason.Silent, silent.Reading.Absence);
        Assert.True(SpinWait.SpinUntil(() => beat.HasBegun, Patience));
        Assert.False(beat.IsLate);
        _clock.Advance(TimeSpan.FromMinutes(3));
        await feed.Samples.ReadAsync(deadline.Token);
        Assert.True(beat.IsLate);
        never.Set();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private ServiceReport Report(params IReadOnlyList<Beat> beats) => new(_socket, beats, () => _status, NullLogger<ServiceReport>.Instance);

    private async Task HeardAsync(string line, int count)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (_manager.Count(line) != count)
        {
            await Task.Delay(10, deadline.Token);
        }
    }

    private sealed class HangingSensor(ManualResetEventSlim never) : ISensor
    {
        public Reading Read()
        {
            never.Wait();
            return default;
        }
    }
}
