using System.Device.Gpio;
using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace RoomGuard.Devices.Contacts.Kernel;

/// <summary>The lines of one GPIO chip through the kernel's character device: no library beside, edges with the kernel's own time stamps, debounced by the kernel, and told when some were lost.</summary>
/// <remarks>Safe for several threads; callbacks come on the driver's own thread, one after the other.</remarks>
public sealed class KernelGpioDriver : GpioDriver
{
    // The chips behind the header of a Raspberry Pi, by the labels their drivers give them.
    private static readonly string[] Headers = ["pinctrl-rp1", "pinctrl-bcm2711", "pinctrl-bcm2835"];

    private readonly Lock _lock = new();
    private readonly Dictionary<int, KernelLine> _lines = [];
    private readonly SafeFileHandle _chip;
    private readonly SafeFileHandle _bell;
    private readonly Func<int, TimeSpan> _debounce;
    private readonly PinEventTypes _edges;
    private readonly TimeProvider _clock;
    private readonly int _count;
    private Thread? _listener;
    private bool _isClosed;

    /// <summary>Opens a chip.</summary>
    /// <param name="chip">Its file, such as <c>/dev/gpiochip0</c>, or its label; null for that of the board's header, or the first one.</param>
    /// <param name="debounce">How long a level of a line must hold before the kernel tells it.</param>
    /// <param name="edges">Which edges the kernel numbers and tells.</param>
    /// <exception cref="IOException">There is no such chip, or it may not be opened.</exception>
    public KernelGpioDriver(string? chip, Func<int, TimeSpan> debounce, TimeProvider clock, PinEventTypes edges = PinEventTypes.Rising | PinEventTypes.Falling)
    {
        (_debounce, _edges, _clock) = (debounce, edges, clock);
        (_chip, _count) = Find(chip);
        _bell = GpioUapi.Bell();
    }

    /// <inheritdoc/>
    protected override int PinCount => _count;

    /// <inheritdoc/>
    protected override void OpenPin(int pinNumber)
    {
        lock (_lock)
        {
            _lines[pinNumber] = KernelLine.Input(_chip, pinNumber, PinMode.Input, _debounce(pinNumber), _edges);
        }

        Ring();
    }

    /// <inheritdoc/>
    protected override void ClosePin(int pinNumber)
    {
        KernelLine? line;
        lock (_lock)
        {
            _lines.Remove(pinNumber, out line);
        }

        Ring();
        line?.Dispose();
    }

    /// <inheritdoc/>
    protected override void SetPinMode(int pinNumber, PinMode mode) => Change(pinNumber, line =>
    {
        line.Dispose();
        return mode == PinMode.Output ? KernelLine.Output(_chip, pinNumber, isHigh: false) : KernelLine.Input(_chip, pinNumber, mode, _debounce(pinNumber), _edges);
    });

    /// <summary>Makes an output and sets its level in one step: it never has another one.</summary>
    protected override void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue)
    {
        if (mode != PinMode.Output)
        {
            SetPinMode(pinNumber, mode);
            return;
        }

        Change(pinNumber, line =>
        {
            line.Dispose();
            return KernelLine.Output(_chip, pinNumber, initialValue == PinValue.High);
        });
    }

    /// <inheritdoc/>
    protected override PinMode GetPinMode(int pinNumber) => Line(pinNumber).Mode;

    /// <inheritdoc/>
    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => mode is PinMode.Input or PinMode.InputPullUp or PinMode.InputPullDown or PinMode.Output;

    /// <summary>The level now, debounced.</summary>
    /// <exception cref="IOException">The chip is gone.</exception>
    protected override PinValue Read(int pinNumber) => GpioUapi.Read(Line(pinNumber).File) ? PinValue.High : PinValue.Low;

    /// <inheritdoc/>
    protected override void Write(int pinNumber, PinValue value) => GpioUapi.Write(Line(pinNumber).File, value == PinValue.High);

    /// <summary>Not offered: edges come by callback.</summary>
    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The kernel's lines tell their edges by callback only.");

    /// <inheritdoc/>
    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
    {
        lock (_lock)
        {
            Line(pinNumber).Callback += callback;
            _listener ??= Listen();
        }

        Ring();
    }

    /// <inheritdoc/>
    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
    {
        lock (_lock)
        {
            if (_lines.TryGetValue(pinNumber, out var line))
            {
                line.Callback -= callback;
            }
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The finalizer of the library's class comes here too, even after a constructor that threw.
        if (disposing && !_isClosed)
        {
            _isClosed = true;
            Ring();
            _listener?.Join();
            foreach (var line in _lines.Values)
            {
                line.Dispose();
            }

            _bell.Dispose();
            _chip.Dispose();
        }

        base.Dispose(disposing);
    }

    private static (SafeFileHandle Chip, int Lines) Find(string? wanted)
    {
        if (wanted is not null && wanted.Contains('/', StringComparison.Ordinal))
        {
            var chip = Open(wanted);
            return (chip, GpioUapi.Describe(chip).Lines);
        }

        var files = Directory.GetFiles("/dev", "gpiochip*").Order(StringComparer.Ordinal).ToList();
        var labels = wanted is null ? Headers : [wanted];
        foreach (var file in files)
        {
            var chip = Open(file);
            var (_, label, lines) = GpioUapi.Describe(chip);
            if (labels.Contains(label))
            {
                return (chip, lines);
            }

            chip.Dispose();
        }

        if (wanted is null && files is [var first, ..])
        {
            var chip = Open(first);
            return (chip, GpioUapi.Describe(chip).Lines);
        }

        throw new IOException(wanted is null ? "The board has no GPIO: there is no /dev/gpiochip0." : $"No GPIO chip is called {wanted}.");
    }

    private static SafeFileHandle Open(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new IOException($"{path} may not be opened: put the agent's user into the group gpio.", error);
        }
    }

    private KernelLine Line(int pin)
    {
        lock (_lock)
        {
            return _lines.TryGetValue(pin, out var line) ? line : throw new InvalidOperationException($"Line {pin} is not open.");
        }
    }

    private void Change(int pin, Func<KernelLine, KernelLine> change)
    {
        lock (_lock)
        {
            var line = Line(pin);
            _lines.Remove(pin);
            _lines[pin] = change(line).With(line);
        }

        Ring();
    }

    private void Ring() => GpioUapi.Ring(_bell);

    private Thread Listen()
    {
        var listener = new Thread(HearAll) { IsBackground = true, Name = "gpio" };
        listener.Start();
        return listener;
    }

    private void HearAll()
    {
        var bytes = new byte[GpioUapi.EventSize * 16];
        while (!_isClosed)
        {
            KernelLine[] lines;
            lock (_lock)
            {
                lines = [.. _lines.Values.Where(line => line.Callback is not null && line.Mode != PinMode.Output)];
            }

            var files = new int[lines.Length + 1];
            var canRead = new bool[files.Length];
            files[0] = (int)_bell.DangerousGetHandle();
            for (var i = 0; i < lines.Length; i++)
            {
                files[i + 1] = (int)lines[i].File.DangerousGetHandle();
            }

            if (!TryWait(files, canRead, bytes))
            {
                continue;
            }

            for (var i = 0; i < lines.Length; i++)
            {
                if (canRead[i + 1])
                {
                    Hear(lines[i], bytes);
                }
            }
        }
    }

    // Should the kernel be short of memory, levels are still looked at each period.
    private bool TryWait(int[] files, bool[] canRead, byte[] bytes)
    {
        try
        {
            GpioUapi.Wait(files, canRead);
            if (canRead[0])
            {
                GpioUapi.ReadSome(_bell, bytes.AsSpan(0, 8));
            }

            return true;
        }
        catch (IOException)
        {
            using var never = new ManualResetEventSlim();
            never.Wait(TimeSpan.FromSeconds(1));
            return false;
        }
    }

    private void Hear(KernelLine line, byte[] bytes)
    {
        int count;
        try
        {
            count = GpioUapi.ReadSome(line.File, bytes);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The line was closed meanwhile, or its chip is gone: whoever looks at it periodically says so.
            line.Callback = null;
            return;
        }

        for (var at = 0; at + GpioUapi.EventSize <= count; at += GpioUapi.EventSize)
        {
            var told = GpioUapi.Event(bytes.AsSpan(at, GpioUapi.EventSize));
            var began = _clock.GetUtcNow() - (Stopwatch.GetElapsedTime(0) - TimeSpan.FromTicks(told.Nanoseconds / TimeSpan.NanosecondsPerTick)) - line.Debounce;
            line.Callback?.Invoke(this, new TimedEdge(told.IsRising ? PinEventTypes.Rising : PinEventTypes.Falling, line.Pin, began, line.IsAfterGap(told.No)) { No = told.No });
        }
    }
}
