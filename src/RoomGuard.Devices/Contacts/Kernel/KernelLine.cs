using System.Device.Gpio;
using Microsoft.Win32.SafeHandles;

namespace RoomGuard.Devices.Contacts.Kernel;

/// <summary>One line that was asked of the kernel.</summary>
internal sealed class KernelLine : IDisposable
{
    private uint _last;

    private KernelLine(SafeFileHandle file, int pin, PinMode mode, TimeSpan debounce) => (File, Pin, Mode, Debounce) = (file, pin, mode, debounce);

    /// <summary>The line's own file.</summary>
    public SafeFileHandle File { get; }

    /// <summary>Its number on its chip.</summary>
    public int Pin { get; }

    /// <summary>How it is used.</summary>
    public PinMode Mode { get; }

    /// <summary>How long a level held before an edge is told.</summary>
    public TimeSpan Debounce { get; }

    /// <summary>Who hears its edges; null for nobody.</summary>
    public PinChangeEventHandler? Callback { get; set; }

    /// <summary>Asks for an input with these edges.</summary>
    public static KernelLine Input(SafeFileHandle chip, int pin, PinMode mode, TimeSpan debounce, PinEventTypes edges)
    {
        var told = (edges.HasFlag(PinEventTypes.Rising) ? LineFlags.EdgeRising : LineFlags.None) | (edges.HasFlag(PinEventTypes.Falling) ? LineFlags.EdgeFalling : LineFlags.None);
        var bias = mode switch
        {
            PinMode.InputPullUp => LineFlags.PullUp,
            PinMode.InputPullDown => LineFlags.PullDown,
            _ => LineFlags.None,
        };
        return new KernelLine(GpioUapi.Request(chip, pin, LineFlags.Input | told | bias, debounce, false), pin, mode, debounce);
    }

    /// <summary>Asks for an output at a level.</summary>
    public static KernelLine Output(SafeFileHandle chip, int pin, bool isHigh) =>
        new(GpioUapi.Request(chip, pin, LineFlags.Output, TimeSpan.Zero, isHigh), pin, PinMode.Output, TimeSpan.Zero);

    /// <summary>This line, heard by whoever heard another one.</summary>
    public KernelLine With(KernelLine before)
    {
        Callback = before.Callback;
        return this;
    }

    /// <summary>Whether edges before this one were lost.</summary>
    /// <param name="no">Its number on the line.</param>
    public bool IsAfterGap(uint no)
    {
        var isGap = no != _last + 1;
        _last = no;
        return isGap;
    }

    /// <inheritdoc/>
    public void Dispose() => File.Dispose();
}
