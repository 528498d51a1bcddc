using System.Device.Gpio;
using Microsoft.Extensions.Time.Testing;
using RoomGuard.Devices.Contacts;
using RoomGuard.Devices.Pulses;

namespace RoomGuard.Devices.Tests.Pulses;

public sealed class PulseCounterTests
{
    private static readonly PulseLine Line = new(4, true, TimeSpan.Zero, ContactPull.Up);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_count_goes_on_from_what_was_kept_over_lost_edges_and_a_chip_that_went()
    {
        var gpio = new FakeGpio();
        using var counter = new PulseCounter(Line, 1000, () => new GpioController(gpio), _clock);
        Assert.Null(counter.Look());
        gpio.Edge(1, _clock.GetUtcNow());
        gpio.Edge(1, _clock.GetUtcNow(), PinEventTypes.Rising);
        gpio.Edge(5, _clock.GetUtcNow());
        Assert.Equal((1005, 3), (counter.Tally.Count, counter.Tally.Unheard));
        gpio.IsGone = true;
        Assert.Contains("No such device", counter.Look(), StringComparison.Ordinal);
        gpio.IsGone = false;
        gpio = new FakeGpio();
        Assert.Null(counter.Look());
        gpio.Edge(1, _clock.GetUtcNow());
        Assert.Equal(1006, counter.Tally.Count);
    }

    [Fact]
    public void A_board_without_the_line_says_so_and_keeps_its_count()
    {
        using var counter = new PulseCounter(Line, 7, () => throw new IOException("The board has no GPIO: there is no /dev/gpiochip0."), _clock);
        Assert.Contains("no /dev/gpiochip0", counter.Look(), StringComparison.Ordinal);
        Assert.Equal(7, counter.Tally.Count);
    }
}
