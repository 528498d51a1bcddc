using System.Collections.Concurrent;
using System.Device.Gpio;
using System.Device.I2c;
using System.Globalization;
using RoomGuard.Contract.Samples;
using RoomGuard.Devices.Contacts.Kernel;
using RoomGuard.Devices.I2c;

namespace RoomGuard.Devices.Contacts.Expander;

/// <summary>The sixteen lines of a Microchip MCP23017 on I2C, looked at each period and, where its INT is wired, at once. Input only.</summary>
/// <remarks>Safe for several threads. A bus that hangs holds up the poll alone: whoever reads a line gets what was read last, or, once that is old, the fault.</remarks>
internal sealed class Mcp23017Driver : GpioDriver
{
    private const int Lines = 16;

    // So long a poll may be late before what was read is no longer what is.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestSetup = TimeSpan.FromSeconds(1);

    private readonly Lock _turn = new();
    private readonly Lock _telling = new();
    private readonly ConcurrentDictionary<int, PinChangeEventHandler?> _lines = new();
    private readonly ConcurrentQueue<TimedEdge> _edges = new();
    private readonly byte[] _bytes = new byte[Mcp23017Page.Size];
    private readonly I2cChip _chip;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _period;
    private readonly ITimer _timer;
    private Mcp23017Page _page;
    private ushort _pulls;
    private volatile string? _fault;
    private volatile bool _areLinesNew;
    private bool _isConfigured;
    private bool _wasLookedAt;
    private long _answeredAt;
    private volatile bool _isHanging;

    /// <summary>Lines of a chip, looked at each <paramref name="poll"/> from now on.</summary>
    internal Mcp23017Driver(I2cChip chip, TimeSpan poll, TimeProvider clock)
    {
        (_chip, _period, _clock) = (chip, poll, clock);
        _answeredAt = clock.GetTimestamp();
        _timer = clock.CreateTimer(_ => Poll(), null, poll, poll);
    }

    /// <inheritdoc/>
    protected override int PinCount => Lines;

    /// <summary>Looks at the chip now, as its INT asks for.</summary>
    internal void Poll()
    {
        if (_turn.TryEnter())
        {
            try
            {
                Look();
            }
            finally
            {
                _turn.Exit();
            }
        }
        else if (IsOld() && !_isHanging)
        {
            _isHanging = true;
            EveryLineIsLost();
        }

        Tell();
    }

    /// <inheritdoc/>
    protected override void OpenPin(int pinNumber)
    {
        if (pinNumber is < 0 or >= Lines)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The expander has lines 0 to {Lines - 1}, and no line {pinNumber}."));
        }

        _lines[pinNumber] = null;
        _areLinesNew = true;
    }

    /// <inheritdoc/>
    protected override void ClosePin(int pinNumber) => _lines.TryRemove(pinNumber, out _);

    /// <inheritdoc/>
    protected override void SetPinMode(int pinNumber, PinMode mode)
    {
        if (!IsPinModeSupported(pinNumber, mode))
        {
            throw new InvalidOperationException($"Line {pinNumber} of an expander can only be an input, not {mode}.");
        }

        lock (_turn)
        {
            _pulls = (ushort)(mode == PinMode.InputPullUp ? _pulls | (1 << pinNumber) : _pulls & ~(1 << pinNumber));
            _areLinesNew = true;
        }
    }

    /// <inheritdoc/>
    protected override PinMode GetPinMode(int pinNumber) => (_pulls & (1 << pinNumber)) != 0 ? PinMode.InputPullUp : PinMode.Input;

    /// <inheritdoc/>
    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => mode is PinMode.Input or PinMode.InputPullUp;

    /// <summary>The level at the last poll.</summary>
    /// <exception cref="IOException">The chip does not answer, or not any more.</exception>
    protected override PinValue Read(int pinNumber)
    {
        // Edges of this look wait for the next poll: whoever reads may hold what their hearer needs.
        if (_areLinesNew && _turn.TryEnter(LongestSetup))
        {
            try
            {
                Look();
            }
            finally
            {
                _turn.Exit();
            }
        }

        if ((_fault ?? (IsOld() ? "the expander was not heard of for too long: the bus hangs" : null)) is { } fault)
        {
            throw new IOException(fault);
        }

        return (_page.Levels & (1 << pinNumber)) != 0 ? PinValue.High : PinValue.Low;
    }

    /// <inheritdoc/>
    protected override void Write(int pinNumber, PinValue value) => throw new InvalidOperationException("The lines of an expander are inputs; nothing is written to them.");

    /// <summary>Not offered: edges come by callback.</summary>
    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        throw new NotSupportedException("An expander tells its edges by callback only.");

    /// <inheritdoc/>
    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) =>
        _lines.AddOrUpdate(pinNumber, callback, (_, before) => before + callback);

    /// <inheritdoc/>
    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) =>
        _lines.AddOrUpdate(pinNumber, (PinChangeEventHandler?)null, (_, before) => before - callback);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The finalizer of the library's class comes here too.
        if (disposing)
        {
            _timer.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool IsOld() => _clock.GetElapsedTime(Volatile.Read(ref _answeredAt)) > LongestSilence + (2 * _period);

    // Only by whoever has the turn.
    private void Look()
    {
        var (before, wasWell) = (_page, _wasLookedAt && _fault is null);
        var answer = _chip.Read(Exchange);

        // Said by somebody else while this hung.
        wasWell &= !_isHanging;
        Volatile.Write(ref _answeredAt, _clock.GetTimestamp());
        _fault = answer.Detail;
        _isConfigured = answer.IsPresent;
        if (wasWell && answer.IsPresent)
        {
            Compare(before);
        }
        else if (_wasLookedAt && (wasWell || answer.IsPresent))
        {
            EveryLineIsLost();
        }

        (_wasLookedAt, _isHanging) = (true, false);
    }

    private Reading Exchange(I2cDevice device)
    {
        var isToBeKnown = _isConfigured;
        if (!_isConfigured || _areLinesNew)
        {
            _areLinesNew = false;
            Mcp23017Page.Configure(device, _pulls, _lines.Keys.Aggregate((ushort)0, static (mask, line) => (ushort)(mask | (1 << line))));
        }

        var page = Mcp23017Page.Read(device, _bytes);
        if (page.Holds(_pulls))
        {
            _page = page;
            return Reading.Of(true);
        }

        return isToBeKnown
            ? Reading.Absent(AbsenceReason.Faulted, "the expander forgot its settings, and is set up anew: its supply was too low or its reset was pulled")
            : Reading.Absent(AbsenceReason.Corrupt, "what answers is no MCP23017: it does not hold what it is told");
    }

    // A pulse that is over is in what was captured when it began.
    private void Compare(Mcp23017Page before)
    {
        var at = _clock.GetUtcNow();
        foreach (var line in _lines.Keys)
        {
            var bit = 1 << line;
            var level = (before.Levels & bit) != 0;
            if ((_page.Caused & bit) != 0 && ((_page.Captured & bit) != 0) != level)
            {
                level = !level;
                _edges.Enqueue(Edge(level, line, at));
            }

            if (((_page.Levels & bit) != 0) != level)
            {
                _edges.Enqueue(Edge(!level, line, at));
            }
        }
    }

    // Whoever hears of a gap reads the level, or the fault.
    private void EveryLineIsLost()
    {
        var at = _clock.GetUtcNow();
        foreach (var line in _lines.Keys)
        {
            _edges.Enqueue(new TimedEdge(PinEventTypes.Rising, line, at, isAfterGap: true));
        }
    }

    private void Tell()
    {
        lock (_telling)
        {
            while (_edges.TryDequeue(out var edge))
            {
                if (_lines.TryGetValue(edge.PinNumber, out var callback))
                {
                    callback?.Invoke(this, edge);
                }
            }
        }
    }

    private static TimedEdge Edge(bool level, int line, DateTimeOffset at) => new(level ? PinEventTypes.Rising : PinEventTypes.Falling, line, at, isAfterGap: false);
}
