using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Agent.Publishing;
using RoomGuard.Contract.Points;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Senml;

namespace RoomGuard.Agent.Tests.Publishing;

public sealed class PublisherTests : IAsyncDisposable
{
    private static readonly TimeSpan Batch = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly CancellationTokenSource _stop = new();
    private readonly Outbox _outbox = new("boot", 1000);
    private readonly SampleFeed _feed;
    private readonly Task _running;

    public PublisherTests()
    {
        _feed = new SampleFeed(new ClockTrust(_clock), NullLogger<SampleFeed>.Instance);
        _outbox.Connected(TimeSpan.Zero);
        _running = new Publisher(_feed, _outbox, Batch, _clock, NullLogger<Publisher>.Instance).RunAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _outbox.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task Numbers_wait_for_one_another_and_share_a_pack()
    {
        Put("env.temp", Reading.Of(21));
        Put("env.rh", Reading.Of(45));
        await SettleAsync();
        Assert.Equal(0, _outbox.Count);
        _clock.Advance(Batch);
        Assert.Equal(["env.temp 21", "env.rh 45"], await NextAsync());
    }

    [Fact]
    public async Task A_change_of_state_does_not_wait_and_takes_along_what_came_before()
    {
        Put("leak.wet", Reading.Of(false));
        _clock.Advance(Batch);
        await AdvanceUntilAsync();
        await NextAsync();

        Put("env.temp", Reading.Of(21));
        Put("leak.wet", Reading.Of(true));
        Assert.Equal(["env.temp 21", "leak.wet true"], await NextAsync());
    }

    [Fact]
    public async Task A_value_that_goes_or_comes_back_does_not_wait()
    {
        Put("env.temp", Reading.Of(21));
        await AdvanceUntilAsync();
        await NextAsync();
        Put("env.temp", Reading.Absent(AbsenceReason.Silent));
        Assert.Equal(["env.temp silent"], await NextAsync());
        Put("env.temp", Reading.Of(22));
        Assert.Equal(["env.temp 22"], await NextAsync());
    }

    [Fact]
    public async Task A_contact_that_is_true_at_the_first_look_does_not_wait()
    {
        Put("leak.wet", Reading.Of(true));
        Assert.Equal(["leak.wet true"], await NextAsync());
    }

    [Fact]
    public async Task An_unchanged_state_and_a_changed_number_can_wait()
    {
        Put("leak.wet", Reading.Of(false));
        await AdvanceUntilAsync();
        await NextAsync();
        Put("leak.wet", Reading.Of(false));
        Put("env.temp", Reading.Of(99));
        await SettleAsync();
        Assert.Equal(1, _outbox.Count);
        await AdvanceUntilAsync(2);
        Assert.Equal(["leak.wet false", "env.temp 99"], await NextAsync());
    }

    [Fact]
    public async Task What_is_gathered_when_the_agent_stops_is_packed()
    {
        Put("env.temp", Reading.Of(21));
        await SettleAsync();
        await _stop.CancelAsync();
        await _running;
        Assert.Equal(["env.temp 21"], await NextAsync());
    }

    [Fact]
    public async Task Samples_of_a_room_stand_together_so_that_each_room_is_named_once()
    {
        foreach (var room in new[] { "b", "a", "b", "a" })
        {
            _feed.Put(new PointId("hq", room, "x", "env.temp"), _clock.GetUtcNow(), Reading.Of(20));
        }

        await AdvanceUntilAsync();
        Assert.True(_outbox.TryTakeLive(out var pack));
        Assert.Equal(2, Encoding.UTF8.GetString(pack.Payload).Split("\"bn\"").Length - 1);
    }

    [Fact]
    public async Task A_flood_becomes_several_packs_of_bounded_size()
    {
        for (var i = 0; i < 2500; i++)
        {
            Put("env.temp", Reading.Of(i % 100));
        }

        await AdvanceUntilAsync(3);
        while (_outbox.TryTakeLive(out var pack))
        {
            Assert.InRange(pack.Payload.Length, 1, SenmlLimits.Default.MaxBytes);
        }
    }

    private void Put(string signal, Reading reading) => _feed.Put(new PointId("hq", "srv-1", "x", signal), _clock.GetUtcNow(), reading);

    // Lets the publisher's loop come to rest: it runs on the thread pool, its waits on the test's clock.
    private static Task SettleAsync() => Task.Delay(50);

    private async Task AdvanceUntilAsync(int packs = 1)
    {
        for (var waited = Stopwatch.StartNew(); _outbox.Count < packs && waited.Elapsed < TimeSpan.FromSeconds(10);)
        {
            await Task.Delay(5);
            _clock.Advance(Batch);
        }
    }

    private async Task<IEnumerable<string>> NextAsync()
    {
        var pack = await _outbox.TakeLiveAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));
        return SamplePack.Read(pack.Payload, _clock.GetUtcNow().AddMinutes(1), SenmlLimits.Default).Samples.Select(sample => $"{sample.Point.Signal} {sample.Reading}");
    }
}
