using System.Globalization;

namespace RoomGuard.Bench;

/// <summary>What a process of somebody else's has in memory, from <c>/proc</c>.</summary>
internal static class ProcessMemory
{
    /// <summary>Resident mebibytes.</summary>
    public static double ResidentMebibytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(static line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.AsSpan("VmRSS:".Length).TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) / 1024;
    }
}
