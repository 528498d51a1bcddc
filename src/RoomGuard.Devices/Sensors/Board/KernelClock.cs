using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace RoomGuard.Devices.Sensors.Board;

/// <summary>What the kernel says of its clock: adjtimex(2) without a change.</summary>
/// <param name="State">What the call returned: 0 to 4 for a clock that is set, 5 for one that is not, negative for no answer.</param>
/// <param name="Offset">What is still to be corrected.</param>
/// <param name="MaxError">So far it may be off at most.</param>
public readonly partial record struct KernelClock(int State, TimeSpan Offset, TimeSpan MaxError)
{
    /// <summary>TIME_ERROR: nobody has set the clock, or nobody has confirmed it for long.</summary>
    public const int Unset = 5;

    private const int LongestTimex = 512;

    // struct timex where a long has 64 bits: modes, offset, freq, maxerror, esterror, status.
    private const int OffsetAt = 8;
    private const int MaxErrorAt = 24;
    private const int StatusAt = 40;

    // STA_NANO: the offset is in nanoseconds, otherwise microseconds.
    private const int IsNano = 0x2000;

    /// <summary>Whether somebody keeps the clock set.</summary>
    public bool IsSet => State is >= 0 and < Unset;

    /// <summary>Asks the kernel.</summary>
    public static KernelClock Ask()
    {
        Span<byte> timex = stackalloc byte[LongestTimex];
        timex.Clear();
        return Parse(AdjustTime(ref MemoryMarshal.GetReference(timex)), timex);
    }

    /// <summary>What an answer says.</summary>
    internal static KernelClock Parse(int state, ReadOnlySpan<byte> timex)
    {
        var offset = BinaryPrimitives.ReadInt64LittleEndian(timex[OffsetAt..]);
        var ticks = (BinaryPrimitives.ReadInt32LittleEndian(timex[StatusAt..]) & IsNano) != 0 ? 1.0 / TimeSpan.NanosecondsPerTick : TimeSpan.TicksPerMicrosecond;
        return new KernelClock(state, Span(offset * ticks), Span(BinaryPrimitives.ReadInt64LittleEndian(timex[MaxErrorAt..]) * (double)TimeSpan.TicksPerMicrosecond));
    }

    private static TimeSpan Span(double ticks) => TimeSpan.FromTicks((long)Math.Clamp(ticks, -1e18, 1e18));

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    private static partial int AdjustTime(ref byte timex);
}
