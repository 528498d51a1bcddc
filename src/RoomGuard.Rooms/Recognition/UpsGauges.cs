namespace RoomGuard.Rooms.Recognition;

/// <summary>What a finished UPS episode was.</summary>
internal enum UpsRunKind
{
    SelfTest,
    DeepCalibration,
    PlannedMainsOff,
    RealOutage,
}

/// <summary>Which signals a UPS test's record is made of.</summary>
internal static class UpsGauges
{
    /// <summary>Values that matter as they were before.</summary>
    internal static readonly IReadOnlyList<(string Name, string Signal)> Before =
    [
        ("charge", "ups.battery.charge"),
        ("runtime", "ups.battery.runtime"),
        ("battery", "ups.battery.voltage"),
        ("input", "ups.input.voltage"),
        ("input", "ups.input.voltage.l1"),
    ];

    /// <summary>The name under which a gauge is collected; null for those that are not.</summary>
    internal static string? NameOf(string signal) => signal switch
    {
        "ups.load" or "ups.output.load" or "ups.output.load.l1" or "ups.output.load.l2" or "ups.output.load.l3" => "load",
        "ups.battery.voltage" => "battery",
        "ups.battery.temperature" => "temperature",
        "ups.output.voltage" or "ups.output.voltage.l1" or "ups.output.voltage.l2" or "ups.output.voltage.l3" => "output",
        "ups.output.frequency" => "hertz",
        "ups.input.voltage" or "ups.input.voltage.l1" or "ups.input.voltage.l2" or "ups.input.voltage.l3" => "input",
        "ups.battery.on_battery" => "on_battery",
        _ => null,
    };
}
