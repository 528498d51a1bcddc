using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Agent.Publishing;
using RoomGuard.Agent.Watching;
using RoomGuard.Contract.Samples;
using RoomGuard.Testing;

namespace RoomGuard.Agent.Tests.Watching;

public sealed class WitnessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly JournalHeads _centre = new();
    private readonly Scratch _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly Roster _roster = new();
    private readonly SampleFeed _feed;

    public WitnessTests() => _feed = new SampleFeed(new ClockTrust(_clock), NullLogger<SampleFeed>.Instance);

    private string Path => _folder.Path("data", "witness", "journal-heads.jsonl");

    public void Dispose()
    {
        _centre.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_first_head_is_written_at_once_and_the_next_not_before_a_minute_is_over()
    {
        await using var running = Start();
        running.Hear(_centre.Message(1, JournalHeads.Head("35.1", 1)));
        await UntilAsync(() => File.Exists(Path), "the first is written");
        Assert.True((await SampleAsync()).Flag);
        running.Hear(_centre.Message(2, JournalHeads.Head("35.1", 2)));
        running.Hear(_centre.Message(3, JournalHeads.Head("35.1", 3)));
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.Single(await LinesAsync());
        await UntilAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(30));
                return File.ReadAllLines(Path).Length == 3;
            },
            "the others are written");
        Assert.Equal([Path], Directory.GetFiles(_folder.Path("data", "witness")));
        Assert.Contains("agent.witness_ok", Assert.Single(_roster.Look().Points).N, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_is_written_when_the_agent_stops_and_known_when_it_starts_again()
    {
        await using (var running = Start())
        {
            running.Hear(_centre.Message(1, JournalHeads.Head("35.1", 5)));
            await UntilAsync(() => File.Exists(Path), "the first is written");
            running.Hear(_centre.Message(2, JournalHeads.Head("35.1", 6)));
        }

        Assert.Equal(2, (await LinesAsync()).Length);
        await using var again = Start();
        again.Hear(_centre.Message(2, JournalHeads.Head("35.1", 6)));
        again.Hear(_centre.Message(3, JournalHeads.Head("35.1", 4)));
        await UntilSaidAsync(flag: false);
    }

    [Fact]
    public async Task A_contradiction_outlives_a_restart_and_ends_when_a_person_moves_the_file_away()
    {
        await using (var running = Start())
        {
            running.Hear(_centre.Message(1, JournalHeads.Head("35.1", 5)));
            running.Hear(_centre.Message(2, JournalHeads.Head("35.1", 3)));
            await UntilSaidAsync(flag: false);
        }

        await using var again = Start();
        await UntilSaidAsync(flag: false);
        File.Move(Path, Path + ".seen");
        await UntilAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(30));
                return _roster.Look().Points.Count == 0;
            },
            "it begins anew");
        again.Hear(_centre.Message(3, JournalHeads.Head("35.1", 4)));
        await UntilSaidAsync(flag: true);
    }

    [Fact]
    public async Task A_disk_that_takes_nothing_is_an_absence_and_not_a_yes()
    {
        _folder.Write("data", "a file where the folder should be");
        await using var running = Start();
        running.Hear(_centre.Message(1));
        var reading = await SampleAsync();
        while (reading.IsPresent)
        {
            _clock.Advance(TimeSpan.FromSeconds(61));
            reading = await SampleAsync();
        }

        Assert.Equal(AbsenceReason.Faulted, reading.Absence);
    }

    [Fact]
    public async Task Junk_makes_no_point_and_no_file()
    {
        await using var running = Start();
        running.Hear("{\"checkpoint\":1}");
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.False(File.Exists(Path));
        Assert.Empty(_roster.Look().Points);
    }

    private Running Start() => new(new Witness(new InputPlace("hq", "srv-1", "node-1"), new WitnessFile(Path), (_feed, _roster), _clock, _clock, NullLogger<Witness>.Instance));

    private Task<string[]> LinesAsync() => File.ReadAllLinesAsync(Path, TestContext.Current.CancellationToken);

    private async Task<Reading> SampleAsync() => (await _feed.Samples.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience)).Reading;

    private async Task UntilSaidAsync(bool flag)
    {
        while ((await SampleAsync()).Flag != flag)
        {
        }
    }

    private static async Task UntilAsync(Func<bool> holds, string what)
    {
        for (var waited = TimeSpan.Zero; !holds(); waited += TimeSpan.FromMilliseconds(20))
        {
            Assert.True(waited < Patience, what);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Witness _witness;
        private readonly Task _run;

        public Running(Witness witness) => (_witness, _run) = (witness, witness.RunAsync(_stop.Token));

        public void Hear(string message) => _witness.Hear(Encoding.UTF8.GetBytes(message));

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
        }
    }
}
