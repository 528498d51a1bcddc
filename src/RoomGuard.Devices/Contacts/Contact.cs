using System.Device.Gpio;
using RoomGuard.Contract.Samples;
using RoomGuard.Devices.Contacts.Kernel;

namespace RoomGuard.Devices.Contacts;

/// <summary>One contact: hears its edges, debounces them, and looks again each period in case an edge was lost.</summary>
/// <remarks>Edges come on the driver's thread and looks on a timer's; one short lock keeps what is told in order.</remarks>
internal sealed class Contact : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Func<GpioController> _controller;
    private readonly ContactLine _line;
    private readonly TimeProvider _clock;
    private readonly Action<ContactChange> _tell;
    private readonly ITimer _hold;
    private readonly ITimer _look;
    private GpioController? _opened;
    private Debounce _state;
    private Chatter _chatter;
    private bool _isClosed;

    /// <summary>Looks at once, and then each <paramref name="period"/>.</summary>
    /// <param name="controller">The board's controller; it may throw while there is none.</param>
    public Contact(ContactLine line, TimeSpan period, Func<GpioController> controller, TimeProvider clock, Action<ContactChange> tell)
    {
        (_line, _controller, _clock, _tell) = (line, controller, clock, tell);
        _hold = clock.CreateTimer(_ => Look(isPeriodic: false), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _look = clock.CreateTimer(_ => Look(isPeriodic: true), null, TimeSpan.Zero, period);
    }

    /// <summary>Stops looking and lets the line go.</summary>
    public void Dispose()
    {
        _look.Dispose();
        _hold.Dispose();
        GpioController? controller;
        lock (_lock)
        {
            (controller, _opened, _isClosed) = (_opened, null, true);
        }

        if (controller is not null)
        {
            controller.UnregisterCallbackForPinValueChangedEvent(_line.Line, Hear);
            controller.ClosePin(_line.Line);
        }
    }

    private void Look(bool isPeriodic)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            var at = _clock.GetUtcNow();
            if (TryRead(out var level) is { } fault)
            {
                _tell(new ContactChange(_line, Reading.Absent(AbsenceReason.Silent, fault), at));
                return;
            }

            if (!See_NeedsLock(level, at) && isPeriodic)
            {
                _chatter = _chatter.Look(at);
                _tell(new ContactChange(_line, Believed(), at));
            }
        }
    }

    private void Hear(object sender, PinValueChangedEventArgs edge)
    {
        var at = edge is TimedEdge { At: var seen } ? seen : _clock.GetUtcNow();
        lock (_lock)
        {
            if (_opened is null)
            {
                return;
            }

            if (edge is not TimedEdge { IsAfterGap: true })
            {
                See_NeedsLock((edge.ChangeType == PinEventTypes.Rising) != _line.IsActiveLow, at);
                return;
            }

            // Where edges were lost, only the level itself tells what is, and since now; what was said may be that nothing is known.
            at = _clock.GetUtcNow();
            if (TryRead(out var level) is { } fault)
            {
                _tell(new ContactChange(_line, Reading.Absent(AbsenceReason.Silent, fault), at));
            }
            else if (!See_NeedsLock(level, at))
            {
                _tell(new ContactChange(_line, Believed(), at));
            }
        }
    }

    // True when this made a change that was told.
    private bool See_NeedsLock(bool level, DateTimeOffset at)
    {
        var before = _state;
        _state = before.See(level, at, _line.Hold);
        if (_state.DueAt(_line.Hold) is { } due)
        {
            var wait = due - at;
            _hold.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        if (_state.Believed == before.Believed)
        {
            return false;
        }

        _chatter = before.Believed is null ? _chatter : _chatter.See(at);
        _tell(new ContactChange(_line, Believed(), _state.Since));
        return true;
    }

    private Reading Believed() => _chatter.IsOn
        ? Reading.Absent(AbsenceReason.Faulted, "The contact chatters: look for a loose wire, a relay without a load, or a cable beside a power cable.")
        : Reading.Of(_state.Believed == true);

    // Null, or why the line cannot be read. Opening is tried again at every look.
    private string? TryRead(out bool level)
    {
        level = false;
        try
        {
            var controller = _opened ?? Open();
            level = (controller.Read(_line.Line) == PinValue.High) != _line.IsActiveLow;
            return null;
        }
        catch (Exception error) when (IsOfTheBoard(error))
        {
            return error.Message;
        }
    }

    // What drivers throw when there is no GPIO, no such line, no right to it, or the line is taken.
    private static bool IsOfTheBoard(Exception error) =>
        error is IOException or InvalidOperationException or NotSupportedException or UnauthorizedAccessException or ArgumentException;

    private GpioController Open()
    {
        var controller = _controller();
        var pulled = _line.Pull switch
        {
            ContactPull.Up => PinMode.InputPullUp,
            ContactPull.Down => PinMode.InputPullDown,
            _ => PinMode.Input,
        };
        if (!controller.IsPinOpen(_line.Line))
        {
            controller.OpenPin(_line.Line, controller.IsPinModeSupported(_line.Line, pulled) ? pulled : PinMode.Input);
        }

        controller.RegisterCallbackForPinValueChangedEvent(_line.Line, PinEventTypes.Rising | PinEventTypes.Falling, Hear);
        _opened = controller;
        return controller;
    }
}
