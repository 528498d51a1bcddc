using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace RoomGuard.Simulator.Tests;

public sealed class CompressedTimeTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _real = new(Start);

    [Fact]
    public void It_begins_now_and_runs_as_many_times_faster_as_it_is_told()
    {
        var clock = new CompressedTime(90, _real);
        Assert.Equal(Start, clock.GetUtcNow());
        var stamp = clock.GetTimestamp();
        _real.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(Start + TimeSpan.FromMinutes(3), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromMinutes(3), clock.GetElapsedTime(stamp));
    }

    [Fact]
    public void It_can_begin_at_another_time()
    {
        var clock = new CompressedTime(60, _real, new DateTimeOffset(2030, 1, 1, 5, 0, 0, TimeSpan.FromHours(5)));
        _real.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new DateTimeOffset(2030, 1, 1, 0, 1, 0, TimeSpan.Zero), clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, clock.GetUtcNow().Offset);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1001)]
    [InlineData(double.NaN)]
    public void A_speed_that_makes_no_sense_is_refused(double speed) =>
        Assert.Contains("1 to 1000", Assert.Throws<ArgumentOutOfRangeException>(() => new CompressedTime(speed, _real)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_delay_ends_when_its_time_has_passed_on_this_clock()
    {
        var clock = new CompressedTime(90, _real);
        var delay = Task.Delay(TimeSpan.FromMinutes(3), clock);
        _real.Advance(TimeSpan.FromMilliseconds(1999));
        Assert.False(delay.IsCompleted);
        _real.Advance(TimeSpan.FromMilliseconds(1));
        await delay.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_timer_never_fires_early_though_real_timers_count_whole_milliseconds()
    {
        var clock = new CompressedTime(90, _real);
        var fired = DateTimeOffset.MinValue;
        using var timer = clock.CreateTimer(_ => fired = clock.GetUtcNow(), null, TimeSpan.FromMilliseconds(100), Timeout.InfiniteTimeSpan);
        _real.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(DateTimeOffset.MinValue, fired);
        _real.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(Start + TimeSpan.FromMilliseconds(180), fired);
        _real.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Start + TimeSpan.FromMilliseconds(180), fired);
    }

    [Fact]
    public void A_repeating_timer_keeps_to_its_schedule()
    {
        var clock = new CompressedTime(90, _real);
        var count = 0;
        using var timer = clock.CreateTimer(_ => count++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        for (var millisecond = 0; millisecond < 1000; millisecond++)
        {
            _real.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(90, count);
    }

    [Fact]
    public void A_busy_machine_makes_many_missed_ticks_one()
    {
        var clock = new CompressedTime(10, _real);
        var count = 0;
        using var timer = clock.CreateTimer(_ => count++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        _real.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, count);
        _real.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(2, count);
    }

    [Fact]
    public void A_timer_can_be_changed_and_stopped()
    {
        var clock = new CompressedTime(10, _real);
        var count = 0;
        var timer = clock.CreateTimer(_ => count++, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _real.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, count);
        Assert.True(timer.Change(TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan));
        _real.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, count);
        timer.Change(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        timer.Dispose();
        Assert.False(timer.Change(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));
        _real.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, count);
    }

    [Fact]
    public async Task On_a_real_clock_periodic_timers_and_deadlines_run_at_its_speed()
    {
        var clock = new CompressedTime(100, TimeProvider.System);
        var watch = Stopwatch.StartNew();
        using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(5), clock);
        for (var i = 0; i < 4; i++)
        {
            Assert.True(await ticks.WaitForNextTickAsync());
        }

        // 20 s of this clock are 200 ms; a busy machine may be late, never early.
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(190), TimeSpan.FromSeconds(10));
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10), clock);
        await Assert.ThrowsAsync<TaskCanceledException>(() => Task.Delay(TimeSpan.FromDays(10), clock, deadline.Token));
    }
}
