using System.Device.Gpio;
using RoomGuard.Devices.I2c;

namespace RoomGuard.Devices.Contacts.Expander;

/// <summary>An MCP23017: sixteen more contacts over I2C.</summary>
/// <param name="Device">The bus and the address on it, such as <c>1:0x20</c>.</param>
/// <param name="Poll">How often it is looked at; 10 ms to 10 s.</param>
public sealed record ExpanderChip(string Device, TimeSpan Poll)
{
    /// <summary>Its lines are 0 to this one: 0 to 7 are GPA0 to GPA7, 8 to 15 GPB0 to GPB7.</summary>
    public const int LastLine = 15;

    /// <summary>The line of the board that its INTA or INTB is wired to; null when it is only polled.</summary>
    public int? InterruptLine { get; init; }

    /// <summary>The GPIO chip of that line, by file or label; null for that of the board's header.</summary>
    public string? InterruptChip { get; init; }

    /// <summary>What is wrong with a place for an expander, in a sentence without its subject; null when nothing is.</summary>
    public static string? Fault(string device) => I2cPlace.TryParse(device, out var place) && place.Address is >= 0x20 and <= 0x27
        ? null
        : $"is \"{device}\"; it must be the bus and the address on it, such as 1:0x20 (addresses 0x20 to 0x27).";

    /// <summary>Its lines. The chip need not be there yet.</summary>
    /// <param name="warn">Hears, once, why the line of its INT cannot be had; it is then only polled.</param>
    public GpioController Open(TimeProvider clock, Action<string> warn)
    {
        if (!I2cPlace.TryParse(Device, out var place))
        {
            throw new InvalidOperationException($"{Device} is no place on a bus.");
        }

        return InterruptLine is { } line
            ? Open(I2cChip.At(place), clock, warn, (() => ContactBoard.OpenKernel(InterruptChip, [new ContactLine(line, true, TimeSpan.Zero)], clock), line))
            : new GpioController(new Mcp23017Driver(I2cChip.At(place), Poll, clock));
    }

    /// <summary>The same on a bus and a board of a test's own.</summary>
    internal GpioController Open(I2cChip chip, TimeProvider clock, Action<string> warn, (Func<GpioController> Board, int Line) interrupt)
    {
        var driver = new Mcp23017Driver(chip, Poll, clock);
        GpioController? board = null;
        try
        {
            board = interrupt.Board();
            board.OpenPin(interrupt.Line, board.IsPinModeSupported(interrupt.Line, PinMode.InputPullUp) ? PinMode.InputPullUp : PinMode.Input);
            board.RegisterCallbackForPinValueChangedEvent(interrupt.Line, PinEventTypes.Falling, (_, edge) =>
            {
                if (edge.ChangeType == PinEventTypes.Falling)
                {
                    driver.Poll();
                }
            });
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or NotSupportedException or UnauthorizedAccessException or ArgumentException)
        {
            board?.Dispose();
            board = null;
            warn(error.Message);
        }

        return new ExpanderController(driver, board);
    }

    // Lets the board's line go together with the chip's.
    private sealed class ExpanderController(Mcp23017Driver driver, GpioController? board) : GpioController(driver)
    {
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                board?.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
