using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Agent.Cameras;
using RoomGuard.Agent.Publishing;
using RoomGuard.Contract.Samples;
using RoomGuard.Testing;
using RoomGuard.Testing.Cameras;

namespace RoomGuard.Agent.Tests.Cameras;

public sealed class CameraInputTests : IDisposable
{
    private readonly Scratch _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 500, TimeSpan.Zero));
    private readonly CancellationTokenSource _stop = new();

    public void Dispose()
    {
        _folder.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task A_camera_is_looked_at_each_period_and_its_absence_is_said_once()
    {
        _folder.Write("cam.password", SimulatedCamera.Password + "\n");
        var simulated = new SimulatedCamera(_clock) { Picture = await TestPicture.MakeAsync(_folder, (64, 48)) };
        var options = Options($$"""{ "room": "srv-1", "equipment": "cam-1", "onvif": "{{simulated.Root}}/onvif/device_service", "user": "guard", "passwordFile": "cam.password", "period": "30 s" }""");
        var feed = new SampleFeed(new ClockTrust(_clock), NullLogger<SampleFeed>.Instance);
        using var logs = new KeptLogs();
        var running = new CameraInput(options, feed, _clock, logs).RunAsync(_stop.Token);
        Assert.Equal("cam.online true, cam.frame_age silent, cam.frozen silent, cam.dark false, cam.clock_offset 0", await LookAsync(feed));
        simulated.Picture = await TestPicture.MakeAsync(_folder, (64, 48), seed: 2);
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("cam.online true, cam.frame_age 0, cam.frozen false, cam.dark false, cam.clock_offset 0", await LookAsync(feed));
        await simulated.DisposeAsync();
        for (var i = 0; i < 3; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(30));
            Assert.Equal("cam.online false, cam.frame_age silent, cam.frozen silent, cam.dark silent, cam.clock_offset silent", await LookAsync(feed));
        }

        await _stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Assert.Single(logs.Lines, line => line.Contains("srv-1/cam-1 cam.online is false: ", StringComparison.Ordinal));
        Assert.DoesNotContain(logs.Lines, line => line.Contains(SimulatedCamera.Password, StringComparison.Ordinal));
    }

    private static async Task<string> LookAsync(SampleFeed feed)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var samples = new List<string>();
        while (samples.Count < 5)
        {
            var sample = await feed.Samples.ReadAsync(deadline.Token);
            samples.Add($"{sample.Point.Signal} {(sample.Reading.IsPresent ? sample.Reading.ToString() : sample.Reading.Absence.ToWord())}");
        }

        return string.Join(", ", samples);
    }

    private CameraOptions Options(string camera)
    {
        var options = AgentOptions.Read(_folder.Write("agent.json", $$"""{ "site": "hq", "agent": "a", "mqtt": { "host": "b" }, "cameras": [ {{camera}} ] }"""), out var faults);
        Assert.Empty(faults);
        return Assert.Single(options!.Cameras);
    }

    private sealed class KeptLogs : ILoggerFactory, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
