using System.Diagnostics;
using System.Globalization;
using RoomGuard.Testing;

namespace RoomGuard.Bench.Snmp;

/// <summary>The simulated units as <c>bench/snmp/devices.h</c> lays them out.</summary>
internal static class UpsUnit
{
    private const string Root = "1.3.6.1.2.1.33.1";

    /// <summary>The forty objects.</summary>
    public static IReadOnlyList<string> Objects { get; } =
    [
        .. Enumerable.Range(1, 7).Select(static row => $"{Root}.2.{row}.0"), $"{Root}.3.1.0", $"{Root}.3.2.0", .. Columns("3.3.1"),
        $"{Root}.4.1.0", $"{Root}.4.2.0", $"{Root}.4.3.0", .. Columns("4.4.1"), $"{Root}.5.1.0", $"{Root}.5.2.0", $"{Root}.6.1.0", $"{Root}.9.1.0",
    ];

    /// <summary>Where one of the first 254 units is.</summary>
    public static string Address(int unit) => $"127.0.1.{unit + 1}:1161";

    /// <summary>How many objects the units have given so far.</summary>
    public static async Task<long> GivenAsync(RealProcess devices)
    {
        var before = devices.Output.Length;
        using var kill = Process.Start("kill", ["-USR1", devices.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await devices.UntilAsync(() => Task.FromResult(devices.Output.Length > before), TimeSpan.FromSeconds(5), "the units told their count");
        return long.Parse(devices.Output.Split('\n')[^1], CultureInfo.InvariantCulture);
    }

    private static IEnumerable<string> Columns(string table) =>
        from column in Enumerable.Range(2, 4)
        from line in Enumerable.Range(1, 3)
        select $"{Root}.{table}.{column}.{line}";
}
