using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Agent.Polling;
using RoomGuard.Agent.Publishing;
using RoomGuard.Contract.Samples;
using RoomGuard.Devices.Snmp;
using RoomGuard.Snmp;
using RoomGuard.Testing;

namespace RoomGuard.Agent.Tests.Polling;

/// <summary>When a device is polled, against an agent over loopback and a clock that moves only when told.</summary>
public sealed class DeviceInputTests : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private static readonly ObjectId OutputSource = ObjectId.Parse("1.3.6.1.2.1.33.1.4.1.0");
    private static readonly ObjectId OnBattery = ObjectId.Parse("1.3.6.1.2.1.33.2.1");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly CancellationTokenSource _stop = new();
    private readonly SnmpManager _manager = new(TimeProvider.System);
    private readonly SampleFeed _feed;
    private readonly SnmpAgent _agent;
    private readonly Task _running;
    private readonly DeviceInput _input;
    private int _source = 3;
    private int _upTime = 100_000;

    public DeviceInputTests()
    {
        var tree = new MibTree();
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.1.2.0"), SnmpValue.Oid(ObjectId.Parse("1.3.6.1.2.1.33")));
        tree.Add(ObjectId.Parse("1.3.6.1.2.1.1.3.0"), () => SnmpValue.TimeTicks((uint)Interlocked.Add(ref _upTime, 10)));
        tree.Add(OutputSource, () => SnmpValue.Integer(Volatile.Read(ref _source)));
        _agent = new SnmpAgent(new IPEndPoint(IPAddress.Loopback, 0), "public", tree);
        _agent.Start();
        _feed = new SampleFeed(new ClockTrust(_clock), NullLogger<SampleFeed>.Instance);
        var options = new SnmpOptions(new SnmpDevice(_agent.Endpoint, "public", "ups-mib", TimeSpan.FromSeconds(5)), new InputPlace("hq", "srv-1", "ups-1"), Period);
        _input = new DeviceInput(options, _manager, _feed, new Roster(), (_clock, NullLoggerFactory.Instance));
        _running = _input.RunAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _manager.DisposeAsync();
        await _agent.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task A_device_is_polled_each_period_and_each_second_while_it_is_on_battery()
    {
        Assert.Equal(("normal", _clock.Start), await NextAsync());
        await AssertNothingForAsync(TimeSpan.FromSeconds(9));
        _source = 5;
        Assert.Equal(("battery", _clock.Start + Period), await AdvanceAsync(TimeSpan.FromSeconds(1)));
        for (var second = 1; second <= 3; second++)
        {
            Assert.Equal(("battery", _clock.Start + Period + TimeSpan.FromSeconds(second)), await AdvanceAsync(TimeSpan.FromSeconds(1)));
        }

        // The end is part of the story: fifteen seconds more, then the period again.
        _source = 3;
        for (var second = 4; second < 19; second++)
        {
            Assert.Equal("normal", (await AdvanceAsync(TimeSpan.FromSeconds(1))).Word);
        }

        await AssertNothingForAsync(TimeSpan.FromSeconds(8));
        Assert.Equal("normal", (await AdvanceAsync(TimeSpan.FromSeconds(2))).Word);
    }

    [Fact]
    public async Task A_trap_updates_its_point_at_once_and_the_device_is_polled_without_waiting()
    {
        await NextAsync();
        _clock.Advance(TimeSpan.FromSeconds(3));
        _source = 5;
        _input.Hear(OnBattery);

        Assert.Equal(("battery", _clock.Start + TimeSpan.FromSeconds(3)), await NextAsync());
    }

    [Fact]
    public async Task A_trap_of_another_device_family_only_brings_the_poll_forward()
    {
        await NextAsync();
        _clock.Advance(TimeSpan.FromSeconds(3));
        _input.Hear(ObjectId.Parse("1.3.6.1.4.1.99999.0.1"));

        Assert.Equal(("normal", _clock.Start + TimeSpan.FromSeconds(3)), await NextAsync());
    }

    [Theory]
    [InlineData("-v1", "-c", "public", "{at}", ".1.3.6.1.2.1.33.2", "127.0.0.1", "6", "1", "")]
    [InlineData("-v2c", "-c", "public", "{at}", "", ".1.3.6.1.2.1.33.2.1")]
    [InlineData("-v2c", "-Ci", "-c", "public", "{at}", "", ".1.3.6.1.2.1.33.2.1")]
    public async Task A_real_trap_or_inform_reaches_its_device(params string[] words)
    {
        var listen = new IPEndPoint(IPAddress.Loopback, Ports.FreeUdp());
        var traps = new TrapInput(new TrapOptions(listen, new TrapReceiverOptions { Communities = ["public"] }), [_input], TimeProvider.System, NullLogger<TrapInput>.Instance);
        var listening = traps.RunAsync(_stop.Token);
        await NextAsync();
        _clock.Advance(TimeSpan.FromSeconds(2));
        _source = 5;
        var (exitCode, output) = await RealProcess.RunAsync(Needs.Program("snmptrap", "snmp"), words.Select(word => word == "{at}" ? listen.ToString() : word), environment: new Dictionary<string, string> { ["MIBS"] = "" });

        Assert.True(exitCode == 0, output);
        Assert.Equal(("battery", _clock.Start + TimeSpan.FromSeconds(2)), await NextAsync());
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);
    }

    private async Task<(string Word, DateTimeOffset At)> AdvanceAsync(TimeSpan by)
    {
        // The wait begins just after the samples are out.
        var asked = _agent.Counts.Answered;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        _clock.Advance(by);
        while (_agent.Counts.Answered == asked && !deadline.IsCancellationRequested)
        {
            await Task.Delay(5, CancellationToken.None);
            _clock.Advance(TimeSpan.Zero);
        }

        return await NextAsync();
    }

    private async Task AssertNothingForAsync(TimeSpan time)
    {
        await Task.Delay(50, CancellationToken.None);
        _clock.Advance(time);
        await Task.Delay(100, CancellationToken.None);
        Assert.False(_feed.Samples.TryRead(out var sample), $"{sample}");
    }

    // Only the output source is looked at; the others come with it.
    private async Task<(string Word, DateTimeOffset At)> NextAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (true)
        {
            var sample = await _feed.Samples.ReadAsync(deadline.Token);
            if (sample.Point.Signal == "ups.output.source")
            {
                await Task.Delay(20, CancellationToken.None);
                while (_feed.Samples.TryRead(out _))
                {
                    // Of the same poll.
                }

                return (sample.Reading.Kind == ReadingKind.Text ? sample.Reading.Text : $"{sample.Reading}", sample.At);
            }
        }
    }
}
