using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Agent.Polling;
using RoomGuard.Agent.Publishing;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Sensors;

namespace RoomGuard.Agent.Tests.Polling;

public sealed class InputTests : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<Func<Reading>> _answers = Channel.CreateUnbounded<Func<Reading>>();
    private readonly SampleFeed _feed;

    public InputTests() => _feed = new SampleFeed(new ClockTrust(_clock), NullLogger<SampleFeed>.Instance);

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task A_sensor_is_read_each_period_and_an_absence_is_a_sample_like_any_other()
    {
        var running = Input().RunAsync(_stop.Token);
        var expected = new[] { Reading.Of(21), Reading.Absent(AbsenceReason.Corrupt, "EIO"), Reading.Of(22) };
        for (var i = 0; i < expected.Length; i++)
        {
            _answers.Writer.TryWrite(() => expected[i]);
            var sample = await NextAsync();
            Assert.Equal(("hq/srv-1/probe-1/env.temp", expected[i]), (sample.Point.ToString(), sample.Reading));
            Assert.Equal(_clock.Start + (Period * i), sample.At);
            _clock.Advance(Period);
        }

        await EndAsync(running);
    }

    [Fact]
    public async Task A_bug_makes_the_points_absent_and_the_input_runs_again()
    {
        var running = new Supervisor(Input(), NullLogger<Supervisor>.Instance).RunAsync(_stop.Token);
        _answers.Writer.TryWrite(() => throw new InvalidCastException("a bug"));
        var fault = (await NextAsync()).Reading;
        Assert.Equal((AbsenceReason.Faulted, "a fault of the agent itself: a bug"), (fault.Absence, fault.Detail));
        _answers.Writer.TryWrite(() => Reading.Of(21));
        Assert.Equal(Reading.Of(21), (await NextAsync()).Reading);
        await EndAsync(running);
    }

    private SensorInput Input()
    {
        var driver = new SensorDriver("scripted", _ => null, (_, _) => new ScriptedSensor(_answers.Reader));
        var options = new SensorOptions(driver, new SensorChannel("x", "temp1", SignalCatalogue.Find("env.temp")!), new InputPlace("hq", "srv-1", "probe-1"), Period);
        return new SensorInput(options, "/", _feed, _clock, NullLoggerFactory.Instance);
    }

    private async Task<Sample> NextAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        return await _feed.Samples.ReadAsync(deadline.Token);
    }

    private async Task EndAsync(Task running)
    {
        await _stop.CancelAsync();
        _answers.Writer.Complete();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private sealed class ScriptedSensor(ChannelReader<Func<Reading>> answers) : ISensor
    {
        public Reading Read()
        {
            Func<Reading>? answer;
            while (!answers.TryRead(out answer))
            {
                if (answers.Completion.IsCompleted)
                {
                    return default;
                }

                Thread.Yield();
            }

            return answer();
        }
    }
}
