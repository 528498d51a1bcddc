using Microsoft.Extensions.Logging.Abstractions;
using RoomGuard.Agent.Polling;
using RoomGuard.Agent.Publishing;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Sensors;

namespace RoomGuard.Agent.Tests.Polling;

public sealed class SensorRoundTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _stop = new();
    private readonly SampleFeed _feed = new(new ClockTrust(TimeProvider.System), NullLogger<SampleFeed>.Instance);
    private Task _running = Task.CompletedTask;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    [Fact]
    public async Task All_are_read_in_their_order_each_period()
    {
        Run(() => Reading.Of(1), () => Reading.Of(2), () => Reading.Of(3));
        Assert.Equal(["p-0 1", "p-1 2", "p-2 3", "p-0 1", "p-1 2", "p-2 3"], await NextAsync(6));
    }

    [Fact]
    public async Task One_that_hangs_holds_nobody_up_and_gives_its_reading_when_it_has_one()
    {
        using var answer = new ManualResetEventSlim();
        Run(
            () => Reading.Of(1),
            () =>
            {
                answer.Wait();
                return Reading.Of(2);
            },
            () => Reading.Of(3));
        Assert.Equal(["p-0 1", "p-2 3", "p-0 1", "p-2 3"], await NextAsync(4));
        answer.Set();
        var later = await NextAsync(6);
        Assert.Contains("p-1 2", later);
        Assert.Contains("p-0 1", later);
        Assert.Contains("p-2 3", later);
    }

    [Fact]
    public async Task One_with_a_bug_is_faulted_and_the_others_go_on()
    {
        var calls = 0;
        Run(() => Reading.Of(1), () => ++calls < 3 ? throw new InvalidCastException("a bug") : Reading.Of(2), () => Reading.Of(3));
        var told = await NextAsync(9);
        Assert.Contains(told, sample => sample.StartsWith("p-1 faulted (a fault of the agent itself: a bug", StringComparison.Ordinal));
        Assert.True(told.Count(sample => sample == "p-2 3") >= 2, string.Join(", ", told));
        while (!(await NextAsync(1)).Contains("p-1 2"))
        {
            // It runs again by itself.
        }
    }

    [Fact]
    public async Task One_that_hangs_and_then_has_a_bug_is_read_again()
    {
        using var answer = new ManualResetEventSlim();
        var calls = 0;
        Run(
            () =>
            {
                if (++calls == 1)
                {
                    answer.Wait();
                    throw new InvalidCastException("a bug");
                }

                return Reading.Of(1);
            },
            () => Reading.Of(2));
        Assert.Equal(["p-1 2"], await NextAsync(1));
        answer.Set();
        while (!(await NextAsync(1)).Contains("p-0 1"))
        {
            // Others go on meanwhile.
        }
    }

    private void Run(params Func<Reading>[] reads)
    {
        var period = TimeSpan.FromMilliseconds(200);
        var sensors = reads.Select((read, i) =>
        {
            var driver = new SensorDriver("scripted", _ => null, (_, _) => new Scripted(read));
            return new SensorInput(new SensorOptions(driver, new SensorChannel("x", "temp1", SignalCatalogue.Find("env.temp")!), new InputPlace("hq", "srv-1", $"p-{i}"), period), "/", _feed, TimeProvider.System, NullLoggerFactory.Instance);
        }).ToList();
        _running = new SensorRound(period, sensors, TimeProvider.System, NullLogger<Supervisor>.Instance).RunAsync(_stop.Token);
    }

    private async Task<List<string>> NextAsync(int count)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var samples = new List<string>();
        while (samples.Count < count)
        {
            var sample = await _feed.Samples.ReadAsync(deadline.Token);
            samples.Add($"{sample.Point.Equipment} {sample.Reading}");
        }

        return samples;
    }

    private sealed class Scripted(Func<Reading> read) : ISensor
    {
        public Reading Read() => read();
    }
}
