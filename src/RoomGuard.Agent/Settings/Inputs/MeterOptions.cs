using RoomGuard.Contract.Signals;
using RoomGuard.Devices.Pulses;

namespace RoomGuard.Agent;

/// <summary>The meters to count for. Section <c>meters</c>.</summary>
/// <param name="UsesTree">Whether the lines are files below <c>sysfs</c>, rather than the board's own.</param>
/// <param name="Meters">The meters.</param>
public sealed record MetersOptions(bool UsesTree, IReadOnlyList<MeterOptions> Meters)
{
    /// <summary>The GPIO chip's file or label; null for that of the board's header.</summary>
    public string? Chip { get; init; }

    /// <summary>How often counts are written to the disk at most; 1 min to 1 d, 10 min unless set.</summary>
    public TimeSpan Save { get; init; } = TimeSpan.FromMinutes(10);
}

/// <summary>One meter with a pulse output. An entry of <c>meters.lines</c>.</summary>
/// <param name="Line">The GPIO line.</param>
/// <param name="Place">Whose reading it is.</param>
/// <param name="Signal">The counter.</param>
/// <param name="UnitsPerPulse">Units of the counter for one pulse.</param>
/// <param name="Period">How often it is said; 1 s to 1 h, 60 s unless set.</param>
public sealed record MeterOptions(PulseLine Line, InputPlace Place, Signal Signal, double UnitsPerPulse, TimeSpan Period)
{
    /// <summary>What the meter showed when counting began.</summary>
    public double Start { get; init; }

    /// <summary>How fast it goes, to be said as well; null when it is not.</summary>
    public MeterRate? Rate { get; init; }
}

/// <summary>The gauge that says how fast a counter goes.</summary>
/// <param name="Signal">The gauge.</param>
/// <param name="Factor">Its units for one unit of the counter a second.</param>
public sealed record MeterRate(Signal Signal, double Factor)
{
    // By the units of the counter and of the gauge.
    private static readonly Dictionary<(string Counter, string Gauge), double> Factors = new() { [("kWh", "kW")] = 3600, [("kWh", "W")] = 3_600_000, [("l", "l/s")] = 1 };

    /// <summary>The rate of a counter, or null when that gauge is of another quantity.</summary>
    public static MeterRate? Of(Signal counter, Signal gauge) =>
        gauge.Kind == SignalKind.Gauge && Factors.TryGetValue((counter.Unit, gauge.Unit), out var factor) ? new MeterRate(gauge, factor) : null;
}
