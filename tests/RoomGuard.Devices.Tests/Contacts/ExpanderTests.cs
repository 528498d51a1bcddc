using System.Device.Gpio;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Contract.Samples;
using RoomGuard.Devices.Contacts;
using RoomGuard.Devices.Contacts.Expander;
using RoomGuard.Devices.I2c;
using RoomGuard.Testing;

namespace RoomGuard.Devices.Tests.Contacts;

/// <summary>Contacts on an expander that behaves by its data sheet, and a clock of the test's own.</summary>
public sealed class ExpanderTests : IDisposable
{
    private static readonly I2cPlace Place = new(1, 0x20);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hold = TimeSpan.FromMilliseconds(120);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeExpander _fake = new();
    private readonly List<ContactChange> _told = [];
    private readonly ContactBoard _board;

    public ExpanderTests() => _board = Board(() => new GpioController(new Mcp23017Driver(new I2cChip(Place, _ => _fake), Poll, _clock)));

    public void Dispose()
    {
        _board.Dispose();
        _fake.Dispose();
    }

    // DS20001952: registers from IOCON on, in pairs, the A half first.
    [Fact]
    public void A_page_is_read_as_the_data_sheet_has_it() => Assert.Equal(
        new Mcp23017Page(0x4444, 0x8001, 0x0100, 0x0302, 0xf00f),
        Mcp23017Page.Parse([0x44, 0x44, 0x01, 0x80, 0x00, 0x01, 0x02, 0x03, 0x0f, 0xf0]));

    [Fact]
    public void A_contact_to_ground_is_pulled_up_and_told_at_the_poll_that_sees_it()
    {
        _fake.Set(3, true);
        Add(3, isActiveLow: true);
        Assert.Equal(1 << 3, _fake.PullUps);
        Assert.Equal(Reading.Of(false), Last(3));
        _fake.Set(3, false);
        Assert.Equal(Reading.Of(false), Last(3));
        _clock.Advance(Poll);
        Assert.Equal((Reading.Of(true), _clock.GetUtcNow()), (Last(3), _told[^1].At));
    }

    [Fact]
    public void All_sixteen_lines_are_told_apart()
    {
        for (var line = 0; line <= ExpanderChip.LastLine; line++)
        {
            Add(line);
        }

        Gen.Int[0, 0xffff].Sample(levels =>
        {
            for (var line = 0; line <= ExpanderChip.LastLine; line++)
            {
                _fake.Set(line, (levels & (1 << line)) != 0);
            }

            // So slowly that it is no chatter.
            _clock.Advance(TimeSpan.FromSeconds(10));
            return Enumerable.Range(0, ExpanderChip.LastLine + 1).All(line => Last(line) == Reading.Of((levels & (1 << line)) != 0));
        }, iter: 200, threads: 1);
    }

    [Fact]
    public void A_level_that_does_not_hold_is_not_believed_and_one_that_holds_is_dated_by_its_first_poll()
    {
        Add(5, hold: Hold);
        _fake.Set(5, true);
        _clock.Advance(Poll);
        _fake.Set(5, false);
        _clock.Advance(Hold * 2);
        Assert.Equal(Reading.Of(false), Last(5));
        _fake.Set(5, true);
        _clock.Advance(Poll);
        var seen = _clock.GetUtcNow();
        _clock.Advance(Hold);
        Assert.Equal(Reading.Of(true), Last(5));
        Assert.InRange(_told[^1].At, seen - Poll, seen);
    }

    [Fact]
    public void A_chip_that_goes_makes_its_contacts_absent_at_the_next_poll_and_they_come_back_with_it()
    {
        Add(0);
        Add(9);
        _fake.IsThere = false;
        _clock.Advance(Poll);
        Assert.All(new[] { Last(0), Last(9) }, reading => Assert.Equal(AbsenceReason.Silent, reading.Absence));
        Assert.Contains("nothing answers at 1:0x20", Last(9).Detail, StringComparison.Ordinal);
        Assert.Contains("/dev/i2c-1", Last(9).Detail, StringComparison.Ordinal);
        _fake.Set(9, true);
        _fake.Reset();
        _fake.IsThere = true;
        _clock.Advance(Poll);
        Assert.Equal((Reading.Of(false), Reading.Of(true)), (Last(0), Last(9)));
        Assert.Equal(0x0201, _fake.PullUps);
    }

    [Fact]
    public void A_board_without_the_chip_is_silent_until_it_is_there()
    {
        _fake.IsThere = false;
        Add(1);
        Assert.Equal(AbsenceReason.Silent, Last(1).Absence);
        _fake.Set(1, true);
        _fake.IsThere = true;
        _clock.Advance(Poll);
        Assert.Equal(Reading.Of(true), Last(1));
    }

    [Fact]
    public void A_chip_that_forgot_its_settings_is_not_believed_until_it_was_told_again()
    {
        _fake.Set(2, true);
        Add(2);
        var before = _fake.Configured;

        // Without its pull-up the open contact floats: what the pin says is worth nothing.
        _fake.Reset();
        _fake.Set(2, false);
        _clock.Advance(Poll);
        Assert.Equal(AbsenceReason.Silent, Last(2).Absence);
        Assert.Contains("forgot its settings", Last(2).Detail, StringComparison.Ordinal);
        _fake.Set(2, true);
        _clock.Advance(Poll);
        Assert.Equal(Reading.Of(true), Last(2));
        Assert.Equal((before + 1, 1 << 2), (_fake.Configured, _fake.PullUps));
        Assert.DoesNotContain(_told, change => change.Reading == Reading.Of(false));
    }

    [Fact]
    public void Another_chip_at_the_address_is_not_believed()
    {
        using var other = new I2c.FakeChip(_ => [0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]);
        using var board = Board(() => new GpioController(new Mcp23017Driver(new I2cChip(Place, _ => other), Poll, _clock)));
        board.Add(new ContactLine(0, false, TimeSpan.Zero), Minute);
        Assert.Contains("no MCP23017", Last(0).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bus_that_hangs_makes_its_contacts_absent_although_nobody_comes_back_from_it()
    {
        using var hang = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        var isHanging = false;
        using var stuck = new I2c.FakeChip(_ =>
        {
            if (Volatile.Read(ref isHanging))
            {
                entered.Set();
                hang.Wait(TimeSpan.FromSeconds(20));
            }

            return [0x44, 0x44, 0, 0, 0, 0, 0, 0, 1, 0];
        });
        var driver = new Mcp23017Driver(new I2cChip(Place, _ => stuck), TimeSpan.FromSeconds(1), _clock);
        using var board = Board(() => new GpioController(driver));
        board.Add(new ContactLine(0, false, TimeSpan.Zero) { Pull = ContactPull.None }, TimeSpan.FromHours(1));
        Assert.Equal(Reading.Of(true), Last(0));
        Volatile.Write(ref isHanging, true);
        var poll = new Thread(driver.Poll);
        poll.Start();
        Assert.True(entered.Wait(TimeSpan.FromSeconds(10)));
        _clock.Advance(Minute);
        Assert.Contains("the bus hangs", Last(0).Detail, StringComparison.Ordinal);
        Volatile.Write(ref isHanging, false);
        hang.Set();
        poll.Join();
        _clock.Advance(Minute);
        Assert.Equal(Reading.Of(true), Last(0));
    }

    [Fact]
    public void An_interrupt_is_answered_at_once_and_a_pulse_that_is_over_is_seen()
    {
        using var sysfs = new Scratch();
        var line = sysfs.Write("class/gpio/gpio4/value", "1\n");
        var warned = new List<string>();
        var chip = new ExpanderChip("1:0x20", TimeSpan.FromSeconds(10)) { InterruptLine = 4 };
        using var board = Board(() => chip.Open(new I2cChip(Place, _ => _fake), _clock, warned.Add, (() => ContactBoard.OpenTree(sysfs.Folder), 4)));
        board.Add(new ContactLine(7, false, TimeSpan.Zero), Minute);
        lock (_told)
        {
            _told.Clear();
        }

        _fake.Set(7, true);
        _fake.Set(7, false);
        Assert.True(_fake.Interrupts);
        File.Move(sysfs.Write("class/gpio/gpio4/new", "0\n"), line, overwrite: true);
        Assert.True(SpinWait.SpinUntil(() => Told(7).Count == 2, TimeSpan.FromSeconds(10)));
        Assert.Equal([Reading.Of(true), Reading.Of(false)], Told(7));
        Assert.False(_fake.Interrupts);
        Assert.Empty(warned);
    }

    [Fact]
    public void Without_the_line_of_its_interrupt_a_chip_is_polled_and_that_is_said_once()
    {
        var warned = new List<string>();
        var chip = new ExpanderChip("1:0x20", Poll) { InterruptLine = 4 };
        using var board = Board(() => chip.Open(new I2cChip(Place, _ => _fake), _clock, warned.Add, (() => throw new IOException("no line 4"), 4)));
        board.Add(new ContactLine(7, false, TimeSpan.Zero), Minute);
        _fake.Set(7, true);
        _clock.Advance(Poll);
        Assert.Equal(Reading.Of(true), Last(7));
        Assert.Equal(["no line 4"], warned);
    }

    [Theory]
    [InlineData("1:0x20", true)]
    [InlineData("1:0x27", true)]
    [InlineData("1:0x28", false)]
    [InlineData("0x20", false)]
    public void Places_are_those_of_the_chip(string device, bool isGood) => Assert.Equal(isGood, ExpanderChip.Fault(device) is null);

    [Fact]
    public void Any_ten_bytes_are_a_page() => Gen.Byte.Array[10, 10].Sample(bytes => Mcp23017Page.Parse(bytes).Holds(0x0100) == (bytes[0] == 0x44 && bytes[1] == 0x44 && bytes[2] == 0 && bytes[3] == 1));

    private ContactBoard Board(Func<GpioController> open) => new(open, _clock, change =>
    {
        lock (_told)
        {
            _told.Add(change);
        }
    });

    private void Add(int line, bool isActiveLow = false, TimeSpan hold = default) => _board.Add(new ContactLine(line, isActiveLow, hold), Minute);

    private Reading Last(int line) => Told(line)[^1];

    private List<Reading> Told(int line)
    {
        lock (_told)
        {
            return [.. _told.Where(change => change.Line.Line == line).Select(change => change.Reading)];
        }
    }
}
