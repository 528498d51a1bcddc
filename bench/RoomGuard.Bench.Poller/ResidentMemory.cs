using System.Globalization;

namespace RoomGuard.Bench.Poller;

/// <summary>What the kernel says of this process's memory.</summary>
internal static class ResidentMemory
{
    /// <summary>The most this process ever had in RAM (VmHWM of <c>/proc/self/status</c>).</summary>
    public static double PeakMebibytes()
    {
        var line = File.ReadLines("/proc/self/status").First(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.AsSpan(6).TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) / 1024;
    }
}
