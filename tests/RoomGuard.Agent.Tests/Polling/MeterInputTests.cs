using System.Text;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Agent.Polling;
using RoomGuard.Agent.Publishing;
using RoomGuard.Contract.Samples;
using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Contacts;
using RoomGuard.Devices.Pulses;
using RoomGuard.Testing;

namespace RoomGuard.Agent.Tests.Polling;

/// <summary>A meter on a GPIO line that is a file.</summary>
public sealed class MeterInputTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Scratch _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));
    private readonly SampleFeed _feed;

    public MeterInputTests()
    {
        _feed = new SampleFeed(new ClockTrust(_clock), NullLogger<SampleFeed>.Instance);
        Level(1);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_count_survives_a_restart_and_says_from_when_to_when_it_was_broken()
    {
        await RunAsync(async () =>
        {
            Assert.Equal(Reading.Of(100), await NextAsync());
            await PulseAsync();
            await PulseAsync();
            Assert.Equal(Reading.Of(100.002), await AfterAsync(Second));
        });
        _clock.Advance(TimeSpan.FromHours(1));
        await RunAsync(async () =>
        {
            var broken = await NextAsync();
            Assert.Equal(AbsenceReason.Faulted, broken.Absence);
            Assert.Equal("nothing was counted from 2026-11-29 12:00:01Z to 2026-11-29 13:00:01Z", broken.Detail);
            Assert.Equal(Reading.Of(100.002), await AfterAsync(Second));
            await PulseAsync();
            Assert.Equal(Reading.Of(100.003), await AfterAsync(Second));
        });
    }

    [Fact]
    public async Task An_agent_that_was_killed_says_that_more_is_missing()
    {
        _folder.Write("meters.json", """{"meters":{"hq/srv-1/meter-1/feed.energy":{"pulses":5,"at":"2026-11-29T11:00:00Z","closed":false}}}""");
        await RunAsync(async () =>
        {
            Assert.Contains("from 2026-11-29 11:00:00Z to 2026-11-29 12:00:00Z, and the agent had ended out of order", (await NextAsync()).Detail, StringComparison.Ordinal);
            Assert.Equal(Reading.Of(100.005), await AfterAsync(Second));
        });
    }

    [Fact]
    public async Task The_disk_is_written_seldom()
    {
        await RunAsync(async () =>
        {
            await NextAsync();
            var written = File.GetLastWriteTimeUtc(_folder.Path("meters.json"));
            await PulseAsync();
            for (var i = 0; i < 30; i++)
            {
                await AfterAsync(Second);
            }

            Assert.Equal(written, File.GetLastWriteTimeUtc(_folder.Path("meters.json")));
            Assert.Equal(0, Kept().Pulses);
            _clock.Advance(TimeSpan.FromMinutes(10));
            Assert.True(SpinWait.SpinUntil(() => Kept().Pulses == 1, TimeSpan.FromSeconds(10)));
            Assert.False(Kept().IsClosed);
        });
        Assert.True(Kept().IsClosed);
    }

    [Theory]
    [InlineData("{\"meters\":")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"meters\":{\"hq/srv-1/meter-1/feed.energy\":{\"pulses\":-5,\"at\":\"2026-11-29T11:00:00Z\",\"closed\":true}}}")]
    [InlineData("{\"meters\":{\"hq/srv-1/meter-1/feed.energy\":{\"pulses\":\"5\",\"at\":\"2026-11-29T11:00:00Z\",\"closed\":true}}}")]
    public async Task A_file_that_holds_no_counts_is_put_aside(string text)
    {
        _folder.Write("meters.json", text);
        await RunAsync(async () => Assert.Equal(Reading.Of(100), await NextAsync()));
        Assert.Equal(text, File.ReadAllText(_folder.Path("meters.json.bad")));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_stops_no_meter()
    {
        Directory.CreateDirectory(_folder.Path("meters.json.new"));
        await RunAsync(async () => Assert.Equal(Reading.Of(100), await NextAsync()));
    }

    [Fact]
    public async Task A_line_that_is_not_there_is_said_and_other_meters_go_on()
    {
        var other = Options().Meters[0] with { Line = new PulseLine(99, true, TimeSpan.Zero, ContactPull.Up), Place = new InputPlace("hq", "srv-1", "meter-2") };
        await RunAsync(
            async () =>
            {
                Assert.Contains("no line 99", (await NextAsync()).Detail, StringComparison.Ordinal);
                Assert.Equal(Reading.Of(100), await NextAsync());
            },
            Options() with { Meters = [other, Options().Meters[0]] });
    }

    [Fact]
    public async Task A_rate_is_said_beside_the_count()
    {
        var meter = Options().Meters[0];
        await RunAsync(
            async () =>
            {
                await NextAsync();
                Assert.Equal(AbsenceReason.Silent, (await NextAsync()).Absence);
                await PulseAsync();
                _clock.Advance(Second);
                await NextAsync();
                await NextAsync();
                _clock.Advance(TimeSpan.FromMilliseconds(500));
                await PulseAsync();
                _clock.Advance(TimeSpan.FromMilliseconds(500));
                Assert.Equal(Reading.Of(100.002), await NextAsync());

                // One pulse of a watt-hour in a second and a half.
                Assert.Equal(2.4, (await NextAsync()).Number, 6);
            },
            Options() with { Meters = [meter with { Rate = MeterRate.Of(meter.Signal, SignalCatalogue.Find("feed.power")!) }] });
    }

    [Fact]
    public void Whatever_is_written_is_read_again() => Gen.Select(Gen.String, Gen.Long[0, long.MaxValue], Gen.DateTimeOffset, Gen.Bool).Array[0, 5].Sample(entries =>
    {
        var counts = entries.DistinctBy(entry => entry.Item1).Where(entry => !entry.Item1.Any(char.IsSurrogate)).ToDictionary(entry => entry.Item1, entry => new KeptCount(entry.Item2, entry.Item3, entry.Item4));
        Assert.Equal(counts, MeterFile.Parse(MeterFile.Write(counts)));
    });

    [Fact]
    public void Any_bytes_are_counts_or_one_of_the_known_faults() => Gen.OneOf(Gen.Byte.Array, Gen.String[Gen.Char["{}[]\":,meters0123456789pulsesatclosedtruefalse "], 0, 60].Select(Encoding.UTF8.GetBytes)).Sample(bytes =>
    {
        try
        {
            MeterFile.Parse(bytes);
        }
        catch (Exception error) when (error is System.Text.Json.JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            // What Read puts aside.
        }
    }, iter: 5000);

    private static MetersOptions Options() => new(true,
    [
        new MeterOptions(new PulseLine(22, true, TimeSpan.Zero, ContactPull.Up), new InputPlace("hq", "srv-1", "meter-1"), SignalCatalogue.Find("feed.energy")!, 0.001, Second) { Start = 100 },
    ]);

    private async Task RunAsync(Func<Task> during, MetersOptions? options = null)
    {
        using var stop = new CancellationTokenSource();
        var input = new MeterInput(options ?? Options(), new MeterFile(_folder.Path("meters.json")), _ => ContactBoard.OpenTree(_folder.Folder), _feed, (_clock, NullLoggerFactory.Instance));
        var running = input.RunAsync(stop.Token);
        await during();
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private KeptCount Kept() => MeterFile.Parse(File.ReadAllBytes(_folder.Path("meters.json")))["hq/srv-1/meter-1/feed.energy"];

    private async Task<Reading> AfterAsync(TimeSpan time)
    {
        _clock.Advance(time);
        return await NextAsync();
    }

    private async Task<Reading> NextAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        return (await _feed.Samples.ReadAsync(deadline.Token)).Reading;
    }

    // Inotify tells in real time: a little is waited for each edge.
    private async Task PulseAsync()
    {
        Level(0);
        await Task.Delay(100);
        Level(1);
        await Task.Delay(100);
    }

    private void Level(int level) => File.Move(_folder.Write("class/gpio/gpio22/new", $"{level}\n"), _folder.Path("class/gpio/gpio22/value"), overwrite: true);
}
