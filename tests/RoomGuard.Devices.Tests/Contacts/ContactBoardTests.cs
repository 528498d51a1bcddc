using System.Collections.Concurrent;
using System.Device.Gpio;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Contract.Samples;
using RoomGuard.Devices.Contacts;
using RoomGuard.Testing;

namespace RoomGuard.Devices.Tests.Contacts;

/// <summary>Contacts on GPIO lines that are files: real inotify, and a clock of the test's own where time matters.</summary>
public sealed class ContactBoardTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Scratch _sysfs = new();
    private readonly Channel<ContactChange> _told = Channel.CreateUnbounded<ContactChange>();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _sysfs.Dispose();

    [Fact]
    public async Task An_edge_is_told_at_once_and_the_state_again_each_period()
    {
        Set(17, 0);
        using var board = Board(_clock);
        board.Add(new ContactLine(17, false, TimeSpan.Zero), Minute);
        Assert.Equal(Reading.Of(false), (await NextAsync()).Reading);
        Set(17, 1);
        Assert.Equal(Reading.Of(true), (await NextAsync()).Reading);
        _clock.Advance(Minute);
        var again = await NextAsync();
        Assert.Equal((Reading.Of(true), _clock.GetUtcNow()), (again.Reading, again.At));
    }

    [Fact]
    public async Task A_change_that_holds_is_dated_by_its_edge()
    {
        Set(17, 0);
        using var board = Board(_clock);
        board.Add(new ContactLine(17, false, TimeSpan.FromMilliseconds(50)), Minute);
        await NextAsync();
        var edge = _clock.GetUtcNow();
        Set(17, 1);

        // The edge comes by inotify, in real time; the hold passes on the test's clock once it has come.
        ContactChange? change = null;
        for (var waited = Stopwatch.StartNew(); change is null && waited.Elapsed < Patience;)
        {
            await Task.Delay(20);
            _clock.Advance(TimeSpan.FromMilliseconds(60));
            _told.Reader.TryRead(out change);
        }

        Assert.Equal(Reading.Of(true), change!.Reading);
        Assert.InRange(change.At, edge, _clock.GetUtcNow() - TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task A_contact_to_ground_is_true_when_the_line_is_low()
    {
        Set(4, 0);
        using var board = Board(_clock);
        board.Add(new ContactLine(4, true, TimeSpan.Zero), Minute);
        Assert.Equal(Reading.Of(true), (await NextAsync()).Reading);
    }

    [Theory]
    [InlineData("", "holds neither 0 nor 1")]
    [InlineData("2", "holds neither 0 nor 1")]
    [InlineData(null, "no line 17")]
    public async Task A_line_that_cannot_be_read_is_silent_until_it_can(string? content, string detail)
    {
        Directory.CreateDirectory(_sysfs.Path("class", "gpio"));
        if (content is not null)
        {
            _sysfs.Write("class/gpio/gpio17/value", content);
        }

        using var board = Board(_clock);
        board.Add(new ContactLine(17, false, TimeSpan.Zero), Minute);
        var fault = (await NextAsync()).Reading;
        Assert.Equal(AbsenceReason.Silent, fault.Absence);
        Assert.Contains(detail, fault.Detail, StringComparison.Ordinal);

        Set(17, 1);
        _clock.Advance(Minute);
        Assert.Equal(Reading.Of(true), (await NextAsync()).Reading);
        Set(17, 0);

        // A folder that has just come may be watched a moment later than it is read: the slow look finds what fell between.
        _clock.Advance(Minute);
        Assert.Equal(Reading.Of(false), (await NextAsync()).Reading);
    }

    [Fact]
    public async Task A_board_without_GPIO_is_silent()
    {
        using var board = new ContactBoard(() => throw new PlatformNotSupportedException("no GPIO here"), _clock, change => _told.Writer.TryWrite(change));
        board.Add(new ContactLine(17, false, TimeSpan.Zero), Minute);
        Assert.Equal("no GPIO here", (await NextAsync()).Reading.Detail);
    }

    [Fact]
    public async Task A_board_without_the_tree_is_silent_and_works_when_the_tree_comes()
    {
        using var board = Board(_clock);
        board.Add(new ContactLine(17, false, TimeSpan.Zero), Minute);
        Assert.Equal(AbsenceReason.Silent, (await NextAsync()).Reading.Absence);
        Set(17, 1);
        _clock.Advance(Minute);
        Assert.Equal(Reading.Of(true), (await NextAsync()).Reading);
    }

    [Fact]
    public async Task Edges_are_heard_without_waiting_for_the_slow_look()
    {
        Set(17, 0);
        using var board = Board(TimeProvider.System);
        board.Add(new ContactLine(17, false, TimeSpan.Zero), Minute);
        await NextAsync();
        for (var i = 1; i <= 29; i++)
        {
            // The slow look comes once a minute, and nobody waits that long here.
            Set(17, i % 2);
            Assert.Equal(Reading.Of(i % 2 == 1), (await NextAsync()).Reading);
        }
    }

    [Fact]
    public async Task After_a_storm_of_edges_the_last_level_is_what_is_told()
    {
        Set(17, 0);
        var told = new ConcurrentQueue<ContactChange>();
        using var board = new ContactBoard(() => ContactBoard.OpenTree(_sysfs.Folder), TimeProvider.System, told.Enqueue);
        board.Add(new ContactLine(17, false, TimeSpan.Zero), Minute);
        Parallel.For(0, 500, i => _sysfs.Write($"class/gpio/gpio17/value.{i}", "1\n"));
        for (var i = 0; i < 28; i++)
        {
            Set(17, i % 2);
        }

        var waited = Stopwatch.StartNew();
        while (told.LastOrDefault()?.Reading != Reading.Of(true) && waited.Elapsed < Patience)
        {
            await Task.Delay(10);
        }

        await Task.Delay(50);
        Assert.Equal(Reading.Of(true), told.Last().Reading);
    }

    [Fact]
    public async Task A_contact_that_chatters_has_no_value_until_it_is_quiet()
    {
        Set(17, 0);
        using var board = Board(_clock);
        board.Add(new ContactLine(17, false, TimeSpan.Zero), Minute);
        await NextAsync();
        ContactChange last;
        for (var i = 1; i <= 30; i++)
        {
            Set(17, i % 2);
            last = await NextAsync();
            Assert.Equal(i < 30 ? Reading.Of(i % 2 == 1) : Reading.Absent(AbsenceReason.Faulted, last.Reading.Detail), last.Reading);
        }

        _clock.Advance(Minute);
        Assert.Equal(Reading.Of(false), (await NextAsync()).Reading);
    }

    [Fact]
    public void Lines_of_a_tree_are_inputs_or_outputs_and_only_outputs_are_written_to()
    {
        Set(17, 1);
        Set(23, 1);
        using var controller = ContactBoard.OpenTree(_sysfs.Folder);
        controller.OpenPin(23, PinMode.Output, PinValue.Low);
        Assert.Equal("0", File.ReadAllText(_sysfs.Path("class/gpio/gpio23/value")).Trim());
        controller.Write(23, PinValue.High);
        Assert.Equal("1", File.ReadAllText(_sysfs.Path("class/gpio/gpio23/value")).Trim());
        Set(24, 0);
        controller.OpenPin(17, PinMode.Input);
        controller.Write(17, PinValue.Low);
        Assert.Equal("1", File.ReadAllText(_sysfs.Path("class/gpio/gpio17/value")).Trim());
        Assert.Throws<InvalidOperationException>(() => controller.OpenPin(24, PinMode.InputPullUp));
    }

    private ContactBoard Board(TimeProvider clock) => new(() => ContactBoard.OpenTree(_sysfs.Folder), clock, change => _told.Writer.TryWrite(change));

    // As the simulator does it: a new file in the same folder, renamed over the old one.
    private void Set(int line, int level)
    {
        var folder = $"class/gpio/gpio{line}";
        File.Move(_sysfs.Write($"{folder}/new", $"{level}\n"), _sysfs.Path($"{folder}/value"), overwrite: true);
    }

    private async Task<ContactChange> NextAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        return await _told.Reader.ReadAsync(deadline.Token);
    }
}
