using System.Device.Gpio;
using RoomGuard.Devices.Contacts.Kernel;

namespace RoomGuard.Devices.Pulses;

/// <summary>Counts the pulses of one line. Safe for all threads.</summary>
/// <remarks>Opening is tried at each look while the line cannot be had.</remarks>
public sealed class PulseCounter : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Func<GpioController> _open;
    private readonly PulseLine _line;
    private readonly TimeProvider _clock;
    private GpioController? _controller;
    private PulseTally _tally;

    /// <summary>A counter that goes on from <paramref name="count"/>.</summary>
    /// <param name="open">Makes a controller of the line; it may throw while there is none.</param>
    public PulseCounter(PulseLine line, long count, Func<GpioController> open, TimeProvider clock) =>
        (_line, _open, _clock, _tally) = (line, open, clock, new PulseTally(count, 0, null, 0));

    /// <summary>What was counted so far, also while the line cannot be had.</summary>
    public PulseTally Tally
    {
        get
        {
            lock (_lock)
            {
                return _tally;
            }
        }
    }

    /// <summary>Sees that the line is there, and asks for it where it is not. Null, or why it cannot be had.</summary>
    public string? Look()
    {
        try
        {
            // Only this thread opens and closes; the lock is for the tally.
            var controller = _controller ?? Open();
            controller.Read(_line.Line);
            return null;
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or NotSupportedException or UnauthorizedAccessException or ArgumentException)
        {
            Close();
            return error.Message;
        }
    }

    /// <summary>Lets the line go.</summary>
    public void Dispose() => Close();

    private GpioController Open()
    {
        var controller = _open();
        _controller = controller;
        lock (_lock)
        {
            _tally = _tally.Again();
        }

        var pulled = _line.Pull switch
        {
            Contacts.ContactPull.Up => PinMode.InputPullUp,
            Contacts.ContactPull.Down => PinMode.InputPullDown,
            _ => PinMode.Input,
        };
        controller.OpenPin(_line.Line, controller.IsPinModeSupported(_line.Line, pulled) ? pulled : PinMode.Input);
        controller.RegisterCallbackForPinValueChangedEvent(_line.Line, _line.Edge, Hear);
        return controller;
    }

    private void Close()
    {
        _controller?.Dispose();
        _controller = null;
    }

    private void Hear(object sender, PinValueChangedEventArgs edge)
    {
        if (edge.ChangeType != _line.Edge)
        {
            return;
        }

        lock (_lock)
        {
            _tally = edge is TimedEdge { No: > 0 } numbered ? _tally.See(numbered.No, numbered.At) : _tally.See(_clock.GetUtcNow());
        }
    }
}
