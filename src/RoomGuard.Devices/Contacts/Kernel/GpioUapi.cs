using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace RoomGuard.Devices.Contacts.Kernel;

/// <summary>The kernel's GPIO character device, version 2 of its interface (<c>include/uapi/linux/gpio.h</c>, since kernel 5.10). Thin: every call is one system call.</summary>
internal static partial class GpioUapi
{
    /// <summary>Bytes of one event as it is read: <c>struct gpio_v2_line_event</c>.</summary>
    internal const int EventSize = 48;

    private const nuint GetChipInfo = 0x8044_B401;
    private const nuint GetLine = 0xC250_B407;
    private const nuint GetValues = 0xC010_B40E;
    private const nuint SetValues = 0xC010_B40F;

    // struct gpio_v2_line_request.
    private const int RequestSize = 592;
    private const int Consumer = 256;
    private const int Flags = 288;
    private const int AttributeCount = 296;
    private const int FirstAttribute = 320;
    private const int LineCount = 560;
    private const int EventBuffer = 564;
    private const int LineFile = 588;

    private const uint OutputValues = 2;
    private const uint DebouncePeriod = 3;

    // The kernel keeps so many events for a line; a power of two, and much more than a contact makes between two reads.
    private const uint KeptEvents = 256;

    private const int PollIn = 1;
    private const int Interrupted = 4;

    /// <summary>The name, the label and the number of lines of a chip.</summary>
    /// <exception cref="IOException">The file is no GPIO chip.</exception>
    internal static (string Name, string Label, int Lines) Describe(SafeFileHandle chip)
    {
        Span<byte> info = stackalloc byte[68];
        info.Clear();
        Check(IoControl(chip, GetChipInfo, ref info[0]), "is no GPIO chip");
        return (Text(info[..32]), Text(info[32..64]), (int)BinaryPrimitives.ReadUInt32LittleEndian(info[64..]));
    }

    /// <summary>Asks for a line; the handle is the line's, and lets it go when it is closed.</summary>
    /// <exception cref="IOException">There is no such line, another program has it, or the kernel is too old.</exception>
    internal static SafeFileHandle Request(SafeFileHandle chip, int line, LineFlags flags, TimeSpan debounce, bool isHigh)
    {
        Span<byte> request = stackalloc byte[RequestSize];
        request.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(request, (uint)line);
        Encoding.ASCII.GetBytes("roomguard", request[Consumer..]);
        BinaryPrimitives.WriteUInt64LittleEndian(request[Flags..], (ulong)flags);
        if (debounce > TimeSpan.Zero)
        {
            Attribute(request, DebouncePeriod, (ulong)debounce.TotalMicroseconds);
        }
        else if (flags.HasFlag(LineFlags.Output))
        {
            Attribute(request, OutputValues, isHigh ? 1UL : 0);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(request[LineCount..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(request[EventBuffer..], (flags & (LineFlags.EdgeRising | LineFlags.EdgeFalling)) != 0 ? KeptEvents : 0);
        Check(IoControl(chip, GetLine, ref request[0]), string.Create(System.Globalization.CultureInfo.InvariantCulture, $"does not give line {line} (look by gpioinfo whether it is there, and whether another program or the device tree has it)"));
        return new SafeFileHandle(BinaryPrimitives.ReadInt32LittleEndian(request[LineFile..]), ownsHandle: true);
    }

    /// <summary>The level of a line; debounced where it was asked for so.</summary>
    internal static bool Read(SafeFileHandle line)
    {
        Span<byte> values = stackalloc byte[16];
        values.Clear();
        values[8] = 1;
        Check(IoControl(line, GetValues, ref values[0]), "does not tell its level");
        return (values[0] & 1) == 1;
    }

    /// <summary>Sets the level of an output.</summary>
    internal static void Write(SafeFileHandle line, bool isHigh)
    {
        Span<byte> values = stackalloc byte[16];
        values.Clear();
        values[0] = isHigh ? (byte)1 : (byte)0;
        values[8] = 1;
        Check(IoControl(line, SetValues, ref values[0]), "cannot be set");
    }

    /// <summary>Waits until one of the files can be read; false for those that cannot.</summary>
    internal static void Wait(ReadOnlySpan<int> files, Span<bool> canRead)
    {
        Span<byte> waits = stackalloc byte[files.Length * 8];
        waits.Clear();
        for (var i = 0; i < files.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(waits[(i * 8)..], files[i]);
            BinaryPrimitives.WriteInt16LittleEndian(waits[((i * 8) + 4)..], PollIn);
        }

        if (Poll(ref waits[0], (nuint)files.Length, -1) < 0 && Marshal.GetLastPInvokeError() != Interrupted)
        {
            throw Fault("cannot be waited for");
        }

        for (var i = 0; i < files.Length; i++)
        {
            canRead[i] = BinaryPrimitives.ReadInt16LittleEndian(waits[((i * 8) + 6)..]) != 0;
        }
    }

    /// <summary>Reads what is there; the number of bytes.</summary>
    internal static int ReadSome(SafeFileHandle file, Span<byte> into)
    {
        var count = (int)Read(file, ref into[0], into.Length);
        Check(count, "cannot be read");
        return count;
    }

    /// <summary>One event.</summary>
    internal static LineEvent Event(ReadOnlySpan<byte> bytes) => new(
        (long)BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) == 1,
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]));

    /// <summary>A file that wakes whoever waits for it.</summary>
    internal static SafeFileHandle Bell()
    {
        const int CloseOnExec = 0x80000;
        var bell = EventFile(0, CloseOnExec);
        return bell >= 0 ? new SafeFileHandle(bell, ownsHandle: true) : throw Fault("cannot be made");
    }

    /// <summary>Rings a bell.</summary>
    internal static void Ring(SafeFileHandle bell)
    {
        Span<byte> one = [1, 0, 0, 0, 0, 0, 0, 0];
        Write(bell, ref one[0], one.Length);
    }

    private static void Attribute(Span<byte> request, uint id, ulong value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(request[AttributeCount..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(request[FirstAttribute..], id);
        BinaryPrimitives.WriteUInt64LittleEndian(request[(FirstAttribute + 8)..], value);
        BinaryPrimitives.WriteUInt64LittleEndian(request[(FirstAttribute + 16)..], 1);
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes[..(bytes.IndexOf((byte)0) is >= 0 and var end ? end : bytes.Length)]);

    private static void Check(int result, string what)
    {
        if (result < 0)
        {
            throw Fault(what);
        }
    }

    private static IOException Fault(string what) => new($"The GPIO chip {what}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}.");

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int IoControl(SafeFileHandle file, nuint request, ref byte argument);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref byte files, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(SafeFileHandle file, ref byte into, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(SafeFileHandle file, ref byte from, nint count);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial int EventFile(uint value, int flags);
}

/// <summary>How a line is used: the <c>GPIO_V2_LINE_FLAG_…</c> of the kernel.</summary>
[Flags]
internal enum LineFlags : ulong
{
    None = 0,
    Input = 1 << 2,
    Output = 1 << 3,
    EdgeRising = 1 << 4,
    EdgeFalling = 1 << 5,
    PullUp = 1 << 8,
    PullDown = 1 << 9,
}

/// <summary>One edge as the kernel saw it.</summary>
/// <param name="Nanoseconds">When, by the monotonic clock.</param>
/// <param name="IsRising">Whether the level rose.</param>
/// <param name="No">Its number on its line, from 1 without gaps: the kernel drops the oldest when nobody reads.</param>
internal readonly record struct LineEvent(long Nanoseconds, bool IsRising, uint No);
